import { accountOf, named } from "./call.ts";
import { crud } from "./crud.ts";
import { each } from "./fields.ts";
import { below, equal, lifeOf, type NewKind } from "./kind.ts";
import { ofIssuer, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asRecord, asText, omit, pick, type Values, words } from "./values.ts";

const itemShape = words("user_id issuer_id username_hash username_type status store_id region created_at updated_at");

/** The users of an issuer; lists name them by `user_id` and show a hash in place of the name. */
export const users: NewKind = {
  idName: "user_id",
  home: below("issuer_id", "users"),
  prefix: "usr",
  fields: {
    ...each("status username_type username email display_name", { type: "text" }),
    ...each("status_reason status_by", { type: "text", nullable: true }),
    ...each("profile", { type: "record" }),
    ...each("scopes", { type: "texts", nullable: true }),
    ...each("security compliance preferences approval custom_fields metadata", { type: "record", nullable: true }),
  },
  adapt: adaptUser,
  start: (call, body, id) => startUser(named(call, "issuer_id").id, body, id),
  shape: words(
    "id issuer_id status status_at status_reason status_by username_type username profile scopes security compliance preferences approval custom_fields metadata created_at updated_at",
  ),
  toItem: toUserItem,
  filters: equal(["status"]),
  events: lifeOf("user"),
  keepsDeleted: true,
  afterDelete: (place, user) => {
    const issuer = named(place, "issuer_id");
    const tables = issuer
      .table("organizations")
      .rows()
      .map((organization) => organization.table("members"));
    tables.push(accountOf(place).table("tokens"), issuer.table("sessions"));
    for (const table of tables) table.deleteWhere("user_id", user.id);
  },
};

/** Everything on users themselves. */
export const userRoutes: readonly Route[] = crud(`${ofIssuer}/users`, users);

/** Gives a user the first values; without a name the id serves as one. */
export function startUser(issuerId: string, body: Values, id: string): Values {
  const username = asText(body["username"]) ?? id;
  return {
    user_id: id,
    issuer_id: issuerId,
    status: "active",
    username_type: username.includes("@") ? "email" : "username",
    username,
    profile: {},
    scopes: [],
    metadata: {},
    store_id: "store_1",
    region: null,
    ...body,
  };
}

/** Makes the item of a list: the name only as the SHA-256 of its small letters, in hexadecimal. */
async function toUserItem(view: Values): Promise<Values> {
  const name = new TextEncoder().encode(asText(view["username"])?.toLowerCase());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", name));
  const username_hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return pick({ ...view, username_hash }, itemShape);
}

/** Takes the older spelling too, with `email` and `display_name` at the top. */
function adaptUser(body: Values, row: Row | undefined): Values {
  const { email, display_name } = body;
  const rest = omit(body, words("email display_name"));
  const username = rest["username"] ?? email;
  const profile = asRecord(rest["profile"] ?? row?.values["profile"]);
  return {
    ...rest,
    ...(username === undefined ? {} : { username }),
    ...(email === undefined || rest["username_type"] !== undefined ? {} : { username_type: "email" }),
    ...(display_name === undefined ? {} : { profile: { ...profile, display_name } }),
  };
}
