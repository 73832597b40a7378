import { each, type Fields, required } from "./fields.ts";
import type { FieldProblem } from "./problem.ts";
import { asText, isRecord, type Values, words } from "./values.ts";

/** The fields of an organization, an account's own one included. */
export const organizationShape: readonly string[] = words(
  "id issuer_id status status_at status_reason status_by name description logo_url org_type max_members default_member_scopes invitation_enabled invitation_message address business_details contact social_links scopes security sso custom_fields stats metadata created_at updated_at",
);

/** What a body may set of an organization. */
export const organizationFields: Fields = {
  ...each("status org_type", { type: "text" }),
  ...each("status_reason name description logo_url invitation_message", { type: "text", nullable: true }),
  ...each("max_members", { type: "integer", nullable: true }),
  ...each("invitation_enabled", { type: "flag", nullable: true }),
  ...each("default_member_scopes scopes", { type: "texts", nullable: true }),
  ...each("social_links", { type: "records", nullable: true }),
  ...each("address business_details contact security sso custom_fields metadata", { type: "record", nullable: true }),
};

/** Finds what is wrong inside an organization's fields: an address needs a country. */
export function checkOrganization({ address }: Values): readonly FieldProblem[] {
  return isRecord(address) && asText(address["country"]) === undefined ? [required("address.country")] : [];
}

/** Gives an organization its first values; what the body does not say is off, empty or null. */
export function startOrganization(body: Values): Values {
  return {
    status: "active",
    name: null,
    description: null,
    logo_url: null,
    org_type: "default",
    invitation_enabled: false,
    scopes: [],
    metadata: {},
    ...body,
  };
}
