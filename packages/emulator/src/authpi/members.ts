import { named } from "./call.ts";
import { create, list, remove, update } from "./crud.ts";
import { each } from "./fields.ts";
import { below, equal, lifeOf, type NewKind } from "./kind.ts";
import { Problem } from "./problem.ts";
import { ofOrganization, type Route } from "./route.ts";
import { asText, asTexts, omit, words } from "./values.ts";

const ids = words("member_id user_id agent_id");
const path = `${ofOrganization}/members`;

/** The members of an organization, known by the ids that they have as users or agents. */
const members: NewKind = {
  idName: "member_id",
  home: below("org_id", "members"),
  prefix: "usr",
  readId: (body) => asText(body["member_id"]) ?? asText(body["user_id"]) ?? asText(body["agent_id"]),
  fields: {
    ...each("member_id user_id agent_id member_type status", { type: "text" }),
    ...each("scopes", { type: "texts" }),
    ...each("groups", { type: "texts", nullable: true }),
    ...each("user_title", { type: "text", nullable: true }),
    ...each("metadata", { type: "record", nullable: true }),
  },
  start: (call, body, id) => {
    if (members.home(call).find(id) !== undefined) throw new Problem("conflict", `${id} is a member already.`);
    const isAgent = body["agent_id"] !== undefined;
    return {
      org_id: named(call, "org_id").id,
      issuer_id: named(call, "issuer_id").id,
      status: "active",
      member_type: isAgent ? "agent" : "user",
      scopes: [],
      groups: [],
      user_title: null,
      metadata: {},
      ...omit(body, ids),
      member_id: id,
      // Under this name a user's end finds the membership.
      ...(isAgent ? {} : { user_id: id }),
      joined_at: call.now,
    };
  },
  adapt: (body, row) => (row === undefined ? body : omit(body, ids)),
  shape: words("org_id member_id member_type issuer_id status scopes groups user_title metadata joined_at updated_at"),
  filters: { ...equal(["status"]), scope: (view, wanted) => asTexts(view["scopes"]).includes(wanted) },
  events: lifeOf("organization.membership"),
};

/** Lists, adds, changes and removes members; there is no way to ask for one. */
export const memberRoutes: readonly Route[] = [
  list(path, members),
  create(path, members),
  update(path, members),
  remove(path, members),
];
