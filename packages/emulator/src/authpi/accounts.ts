import { get, list, update } from "./crud.ts";
import type { Kind } from "./kind.ts";
import { checkOrganization, organizationFields, organizationShape } from "./organization-shape.ts";
import { readFields } from "./fields.ts";
import type { FieldProblem } from "./problem.ts";
import type { Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asRecord, pick, type Values, words } from "./values.ts";

const domainShape = words(
  "host verified primary added_at assigned_issuer_id assigned_at cf_custom_hostname_id cf_status",
);

/** The accounts; a caller sees those that its credential reaches. Its name is that of its organization. */
export const accounts: Kind = {
  idName: "account_id",
  home: ({ store }) => store.accounts,
  fields: {
    name: { type: "text", nullable: true },
    organization: { type: "record" },
    metadata: { type: "record", nullable: true },
  },
  check: ({ organization }) => problemsIn(asRecord(organization)),
  adapt: ({ name, organization, metadata }, row) => {
    const { values } = readFields(organizationFields, asRecord(organization), false);
    const known = asRecord(row?.values["organization"]);
    const own = { ...known, ...values, ...(name === undefined ? {} : { name }) };
    return { organization: own, ...(metadata === undefined ? {} : { metadata }) };
  },
  compute: (row) => ({ organization: organizationOf(row), domains: domainsOf(row) }),
  shape: words(
    "id organization owner_user_id domains features limits billing_mode balance_μusd credits_run_out metadata created_at updated_at",
  ),
  events: { created: "account.created", updated: "account.updated", deleted: "account.deleted" },
};

/** Reads and changes accounts; none is created or deleted here. */
export const accountRoutes: readonly Route[] = [
  list("/v1/accounts", accounts, { keep: (row, { caller }) => caller.accounts.has(row.id) }),
  get("/v1/accounts", accounts),
  update("/v1/accounts", accounts),
];

/** The domains of an account, as answers show them. */
export function domainsOf(account: Row): readonly Values[] {
  return account
    .table("domains")
    .rows()
    .map(({ values }) => pick(values, domainShape));
}

function organizationOf({ values, createdAt, changedAt }: Row): Values {
  const organization = { ...asRecord(values["organization"]), created_at: createdAt, updated_at: changedAt };
  return pick(organization, organizationShape);
}

function problemsIn(organization: Values): readonly FieldProblem[] {
  const { values, problems } = readFields(organizationFields, organization, false);
  return [...problems, ...checkOrganization(values)].map((problem) => ({
    ...problem,
    field: `organization.${problem.field}`,
  }));
}
