import { type Answer, type Call, created, done, named } from "./call.ts";
import { act, addNew, list, remove } from "./crud.ts";
import { each } from "./fields.ts";
import { announce } from "./journal.ts";
import { below, type NewKind } from "./kind.ts";
import { ofUser, type Route } from "./route.ts";
import { words } from "./values.ts";

const month = 30 * 24 * 60 * 60 * 1000;
const fingerprintLength = 32;
const path = `${ofUser}/trusted-devices`;

const devices: NewKind = {
  idName: "device_id",
  home: below("user_id", "trusted-devices"),
  prefix: "dev",
  fields: {
    ...each("fingerprint", { type: "text" }),
    ...each("name user_agent", { type: "text", nullable: true }),
  },
  start: (call, body) => ({
    fingerprint: call.store.createText(fingerprintLength),
    name: null,
    user_agent: null,
    ...body,
    trusted_at: call.now,
    expires_at: call.now + month,
    last_used_at: null,
  }),
  shape: words("id fingerprint name user_agent trusted_at expires_at last_used_at"),
  events: { created: "user.device.trusted", updated: "user.updated", deleted: "user.device.revoked" },
};

/** The devices on which a user need not prove the second factor, for 30 days; they come all in one page. */
export const trustedDeviceRoutes: readonly Route[] = [
  list(path, devices, { paged: false }),
  {
    method: "POST",
    path,
    run: (call) => {
      const row = addNew(call, devices);
      return created({ device_id: row.id, expires_at: row.values["expires_at"] }, row);
    },
  },
  act(`${path}/revoke-all`, revokeAll),
  remove(path, devices),
];

function revokeAll(call: Call): Answer {
  const table = devices.home(call);
  const rows = table.rows();
  for (const row of rows) {
    announce(call, devices.events?.deleted, { kind: devices, row });
    table.delete(row);
  }
  return done({ revoked_count: rows.length }, named(call, "user_id"));
}
