import { organizationIdOf, organizationIssuerOf } from "./auth.ts";
import { accountOf, type Answer, type Call, done, named, type Place } from "./call.ts";
import { act, changed, create, list, reasonIn, setValues, single } from "./crud.ts";
import { each, required } from "./fields.ts";
import { announce } from "./journal.ts";
import { equal, lifeOf, nameContains, type NewKind } from "./kind.ts";
import type { FieldProblem } from "./problem.ts";
import { ofAccount, ofOrganization, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asRecord, asText, asTexts, isRecord, omit, pick, type Values, words } from "./values.ts";

const secretLength = 40;
const hintLength = 4;
const path = `${ofAccount}/api-keys`;
const organizationPath = `${ofOrganization}/api-keys`;

const apiKeys: NewKind = {
  idName: "key_id",
  home: (place) => accountOf(place).table("api-keys"),
  prefix: "key",
  fields: {
    name: { type: "text", required: true },
    restrictions: { type: "record", required: true },
    ...each("status", { type: "text" }),
    ...each("description status_reason status_by secret secret_hint", { type: "text", nullable: true }),
    ...each("tags", { type: "texts", nullable: true }),
    ...each("expires_at", { type: "integer", nullable: true }),
    ...each("metadata", { type: "record", nullable: true }),
  },
  check: ({ restrictions }) => checkScopes(restrictions),
  // The secret of a key that exists changes by rotation alone.
  adapt: (body, row) => (row === undefined ? body : omit(body, words("secret secret_hint"))),
  start: (call, body) => startApiKey({ ...ownerOf(call), secret_plain: writeSecret(call) }, body),
  compute: ({ values }) => ({
    scopes: asTexts(asRecord(values["restrictions"])["scopes"]),
    ip_allowlist: asTexts(asRecord(values["restrictions"])["ip_allowlist"]),
    secret_hint: asText(asRecord(values["secret"])["hint"]) ?? null,
    tags: asTexts(values["tags"]),
  }),
  shape: words(
    "id org_id issuer_id type name description tags restrictions status status_at status_reason status_by expires_at metadata secret created_at updated_at",
  ),
  once: ["secret_plain"],
  toItem: (view) =>
    pick(
      view,
      words(
        "id org_id issuer_id type status name description tags scopes ip_allowlist expires_at secret_hint last_rotated_at status_at created_at updated_at",
      ),
    ),
  filters: { ...equal(["status"]), q: nameContains },
  events: lifeOf("api-key"),
};

/** Everything on API keys; those of an organization are made and listed there and live on with the account's. */
export const apiKeyRoutes: readonly Route[] = [
  list(path, apiKeys, { keep: isOfOwner }),
  create(path, apiKeys),
  ...single(path, apiKeys),
  act(`${path}/:key_id/block`, (call) => move(call, "blocked", "api-key.blocked")),
  act(`${path}/:key_id/unblock`, (call) => move(call, "active", "api-key.unblocked")),
  act(`${path}/:key_id/revoke`, (call) => move(call, "revoked", "api-key.updated")),
  act(`${path}/:key_id/rotate`, rotate),
  list(organizationPath, apiKeys, { keep: isOfOwner }),
  create(organizationPath, apiKeys),
];

/** Whom a key belongs to, and what it is presented with. */
export interface KeyOrigin {
  readonly org_id: string;
  readonly issuer_id: string;
  readonly secret_plain: string;
}

/** Gives a key its first values; a caller may bring the secret and the hint along. */
export function startApiKey(origin: KeyOrigin, body: Values): Values {
  const secret_plain = asText(body["secret"]) ?? origin.secret_plain;
  return {
    type: "api_key",
    description: null,
    tags: [],
    status: "active",
    expires_at: null,
    metadata: {},
    ...body,
    ...origin,
    secret_plain,
    secret: { algorithm: "sha256", hint: asText(body["secret_hint"]) ?? hintOf(secret_plain) },
  };
}

function rotate(call: Call): Answer {
  const secret_plain = writeSecret(call);
  const secret = { algorithm: "sha256", hint: hintOf(secret_plain) };
  setValues(call, call.target, { secret_plain, secret, last_rotated_at: call.now });
  announce(call, "api-key.updated", { kind: apiKeys, row: call.target });
  return done({ secret_plain }, call.target);
}

function move(call: Call, status: string, event: string): Answer {
  return changed(call, apiKeys, { values: { status, status_reason: null, ...reasonIn(call.body) }, event });
}

function checkScopes(restrictions: unknown): FieldProblem[] {
  if (!isRecord(restrictions)) return [];
  const scopes = restrictions["scopes"];
  if (scopes === undefined || scopes === null) return [required("restrictions.scopes")];
  if (Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string")) return [];
  const message = "restrictions.scopes must be an array of strings";
  return [{ field: "restrictions.scopes", code: "invalid_type", message }];
}

function ownerOf(place: Place): { org_id: string; issuer_id: string } {
  if (place.rows.has("org_id")) {
    const organization = named(place, "org_id");
    return { org_id: organization.id, issuer_id: asText(organization.values["issuer_id"]) ?? "" };
  }
  const account = accountOf(place);
  return { org_id: organizationIdOf(account), issuer_id: organizationIssuerOf(account) };
}

function isOfOwner({ values }: Row, call: Call): boolean {
  return values["org_id"] === ownerOf(call).org_id;
}

function writeSecret({ store }: Call): string {
  return `aks_${store.createText(secretLength)}`;
}

function hintOf(secret: string): string {
  return secret.slice(-hintLength);
}
