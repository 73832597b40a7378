import { accountOf, named } from "./call.ts";
import { crud } from "./crud.ts";
import { below, equal, lifeOf, type NewKind } from "./kind.ts";
import { checkOrganization, organizationFields, organizationShape, startOrganization } from "./organization-shape.ts";
import { ofIssuer, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asRecord, pick, type Values, words } from "./values.ts";

const itemShape = words(
  "id issuer_id name logo_url status org_type stats sso security scopes invitation_enabled max_members default_member_scopes created_at updated_at",
);

/** The organizations of an issuer: its customers, each with members, groups, invitations and keys. */
export const organizations: NewKind = {
  idName: "org_id",
  home: below("issuer_id", "organizations"),
  prefix: "org",
  fields: organizationFields,
  check: checkOrganization,
  start: (call, body) => ({ ...startOrganization(body), issuer_id: named(call, "issuer_id").id }),
  compute: showSso,
  shape: organizationShape,
  toItem: (view) => pick(view, itemShape),
  filters: {
    ...equal(["status"]),
    sso_enabled: (view, wanted) => isOn(asRecord(view["sso"])["enabled"], wanted),
    sso_only: (view, wanted) => isOn(asRecord(view["sso"])["only"], wanted),
    mfa_required: (view, wanted) => isOn(asRecord(view["security"])["mfa_required"], wanted),
    invitation_enabled: (view, wanted) => isOn(view["invitation_enabled"], wanted),
  },
  events: lifeOf("organization"),
  keepsDeleted: true,
  afterDelete: (place, organization) => {
    accountOf(place).table("api-keys").deleteWhere("org_id", organization.id);
  },
};

/** Everything on organizations themselves. */
export const organizationRoutes: readonly Route[] = crud(`${ofIssuer}/organizations`, organizations);

function showSso(row: Row): Values {
  const domains = row.table("sso/domains").rows();
  if (domains.length === 0) return {};
  const shown = domains.map(({ values }) => pick(values, words("domain verified")));
  return { sso: { ...asRecord(row.values["sso"]), domains: shown } };
}

function isOn(value: unknown, wanted: string): boolean {
  return String(value === true) === wanted;
}
