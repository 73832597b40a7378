import { type Answer, type Call, named } from "./call.ts";
import { act, changed, create, get, list, update } from "./crud.ts";
import { each } from "./fields.ts";
import { below, equal, type NewKind, viewOf } from "./kind.ts";
import { Problem } from "./problem.ts";
import { ofOrganization, type Route } from "./route.ts";
import { asNumber, asText, type Values, words } from "./values.ts";

const week = 7 * 24 * 60 * 60;
const path = `${ofOrganization}/invitations`;

const invitations: NewKind = {
  idName: "invitation_id",
  home: below("org_id", "invitations"),
  prefix: "inv",
  fields: {
    email_invited: { type: "text", required: true },
    scopes: { type: "texts", required: true },
    ...each("user_title message", { type: "text", nullable: true }),
    ...each("inviter metadata", { type: "record", nullable: true }),
    ...each("expires_in_seconds", { type: "integer" }),
  },
  check: ({ expires_in_seconds: seconds }) =>
    (asNumber(seconds) ?? 1) > 0
      ? []
      : [{ field: "expires_in_seconds", code: "invalid_value", message: "expires_in_seconds must be above 0" }],
  adapt: lowerAddress,
  start: (call, body) => ({
    org_id: named(call, "org_id").id,
    issuer_id: named(call, "issuer_id").id,
    status: "pending",
    user_title: null,
    message: null,
    inviter: { id: call.caller.id },
    metadata: {},
    ...body,
    expires_at: call.now + (asNumber(body["expires_in_seconds"]) ?? week) * 1000,
    last_email_sent_at: call.now,
  }),
  shape: words(
    "id org_id issuer_id status email_invited user_id_invited user_title message scopes inviter created_at expires_at accepted_at declined_at revoked_at last_email_sent_at metadata",
  ),
  filters: equal(["status"]),
  events: {
    created: "organization.invitation.created",
    updated: "organization.invitation.updated",
    deleted: "organization.invitation.deleted",
  },
};

/** Everything on invitations; they are revoked, never deleted, and the address is kept in small letters. */
export const invitationRoutes: readonly Route[] = [
  list(path, invitations),
  create(path, invitations),
  get(path, invitations),
  update(path, invitations),
  act(`${path}/:invitation_id/resend`, (call) =>
    whilePending(call, () => changed(call, invitations, { values: { last_email_sent_at: call.now } })),
  ),
  act(`${path}/:invitation_id/revoke`, (call) =>
    whilePending(call, () =>
      changed(call, invitations, {
        values: { status: "revoked", revoked_at: call.now },
        event: invitations.events?.deleted,
      }),
    ),
  ),
];

function whilePending(call: Call, run: () => Answer): Answer {
  const status = asText(viewOf(invitations, call.target, call.now)["status"]) ?? "";
  if (status !== "pending") throw new Problem("conflict", `The invitation is ${status}.`);
  return run();
}

function lowerAddress(body: Values): Values {
  const address = asText(body["email_invited"])?.toLowerCase();
  return address === undefined ? body : { ...body, email_invited: address };
}
