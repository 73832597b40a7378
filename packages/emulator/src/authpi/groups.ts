import { named } from "./call.ts";
import { crud } from "./crud.ts";
import { below, lifeOf, type NewKind } from "./kind.ts";
import { ofOrganization, type Route } from "./route.ts";
import { words } from "./values.ts";

const groups: NewKind = {
  idName: "group_id",
  home: below("org_id", "groups"),
  prefix: "grp",
  fields: {
    name: { type: "text" },
    description: { type: "text", nullable: true },
    scopes: { type: "texts" },
    metadata: { type: "record", nullable: true },
  },
  start: (call, body, id) => ({
    org_id: named(call, "org_id").id,
    issuer_id: named(call, "issuer_id").id,
    name: id,
    description: null,
    scopes: [],
    metadata: {},
    ...body,
  }),
  shape: words("id org_id issuer_id name description scopes metadata created_at updated_at"),
  events: lifeOf("organization.group"),
};

/** Everything on the groups of an organization; without a name the id serves as one. */
export const groupRoutes: readonly Route[] = crud(`${ofOrganization}/groups`, groups);
