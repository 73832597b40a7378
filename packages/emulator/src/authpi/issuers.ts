import { accountOf, named } from "./call.ts";
import { crud } from "./crud.ts";
import { each } from "./fields.ts";
import { below, equal, lifeOf, nameContains, type NewKind } from "./kind.ts";
import type { FieldProblem } from "./problem.ts";
import { ofAccount, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asNumber, asRecord, asText, asTexts, isRecord, pick, type Values, words } from "./values.ts";

const day = 24 * 60 * 60;
const longestSession = 365 * day;
const longestIdle = 30 * day;
const shape = words(
  "id account_id name description links available_scopes status status_at settings metadata created_at updated_at",
);
const itemShape = [
  ...shape,
  ...words(
    "access_mode auth_method_count enabled_login_method_count enabled_signup_method_count available_scope_count branding_configured readiness",
  ),
];

/** The issuers of an account: each is a set of users, clients, agents and organizations. */
const issuers: NewKind = {
  idName: "issuer_id",
  home: below("account_id", "issuers"),
  prefix: "iss",
  fields: {
    name: { type: "text", required: true },
    status: { type: "text" },
    ...each("description", { type: "text", nullable: true }),
    ...each("links", { type: "record", nullable: true }),
    ...each("available_scopes", { type: "texts" }),
    ...each("settings metadata", { type: "record" }),
  },
  check: ({ settings }, isNew) => (isRecord(settings) ? problemsIn(settings, isNew) : []),
  start: (call, body) => startIssuer(named(call, "account_id").id, body),
  compute: summarize,
  shape,
  toItem: (view) => pick(view, itemShape),
  filters: { ...equal(["status", "access_mode", "readiness"]), q: nameContains },
  events: lifeOf("issuer"),
  afterDelete: (place, issuer) => {
    for (const name of ["api-keys", "tokens"]) accountOf(place).table(name).deleteWhere("issuer_id", issuer.id);
  },
};

/** Everything on issuers themselves. */
export const issuerRoutes: readonly Route[] = crud(`${ofAccount}/issuers`, issuers);

/** Gives an issuer its first values. */
export function startIssuer(accountId: string, body: Values): Values {
  return {
    account_id: accountId,
    description: null,
    available_scopes: [],
    status: "active",
    settings: { access: {} },
    metadata: {},
    ...body,
  };
}

function summarize(row: Row): Values {
  const settings = asRecord(row.values["settings"]);
  const enabled = row
    .table("auth-methods")
    .rows()
    .filter(({ values }) => values["enabled"] !== false);
  return {
    access_mode: asText(asRecord(settings["access"])["mode"]) ?? null,
    auth_method_count: row.table("auth-methods").rows().length,
    enabled_login_method_count: enabled.filter(({ values }) => values["login"] !== false).length,
    enabled_signup_method_count: enabled.filter(({ values }) => values["signup"] !== false).length,
    available_scope_count: asTexts(row.values["available_scopes"]).length,
    branding_configured: Object.keys(asRecord(settings["branding"])).length > 0,
    readiness: enabled.length > 0 ? "ready" : "incomplete",
  };
}

function problemsIn(settings: Values, isNew: boolean): FieldProblem[] {
  const access = settings["access"];
  if (!isRecord(access)) {
    return isNew ? [{ field: "settings.access", code: "required", message: "settings.access is required" }] : [];
  }
  const sessions = asRecord(access["sessions"]);
  return [
    ...atMost("settings.access.sessions.max_age", sessions["max_age"], longestSession),
    ...atMost("settings.access.sessions.idle_timeout", sessions["idle_timeout"], longestIdle),
  ];
}

function atMost(field: string, value: unknown, most: number): FieldProblem[] {
  if ((asNumber(value) ?? 0) <= most) return [];
  return [{ field, code: "invalid_value", message: `${field} must be ${most} seconds at most` }];
}
