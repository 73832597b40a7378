import { accountOf, type Answer, type Call, created } from "./call.ts";
import { addNew, changed, get, list, readBodyOf, remove } from "./crud.ts";
import { hostOf } from "./deliver.ts";
import { each } from "./fields.ts";
import { below, equal, lifeOf, type NewKind, show } from "./kind.ts";
import { ofAccount, type Route } from "./route.ts";
import type { Store } from "./store.ts";
import { asRecord, asText, pick, type Values, words } from "./values.ts";

const secretLength = 40;
const path = `${ofAccount}/webhooks`;

/** The addresses that are told of events; without `events` they are told of all. */
const webhooks: NewKind = {
  idName: "webhook_id",
  home: below("account_id", "webhooks"),
  prefix: "wh",
  fields: {
    url: { type: "text", required: true },
    ...each("name status", { type: "text" }),
    ...each("description status_reason status_by", { type: "text", nullable: true }),
    ...each("events", { type: "texts" }),
    ...each("auth", { type: "record" }),
    ...each("subjects", { type: "records", nullable: true }),
    ...each("retry circuit_breaker metadata", { type: "record", nullable: true }),
  },
  check: ({ url }) =>
    url === undefined || isAddress(asText(url) ?? "")
      ? []
      : [{ field: "url", code: "invalid_value", message: "url must be an address for HTTP" }],
  adapt: (body) => (body["description"] === null ? { ...body, description: "" } : body),
  start: (call, body) => ({
    account_id: accountOf(call).id,
    name: hostOf({ values: body }),
    description: "",
    status: "active",
    status_at: call.now,
    status_reason: null,
    status_by: null,
    auth: { type: "none" },
    events: [],
    metadata: {},
    ...body,
  }),
  compute: ({ values }) => ({ auth_type: asText(asRecord(values["auth"])["type"]) ?? "none" }),
  shape: words(
    "id account_id name description url status status_at status_reason status_by auth events subjects retry circuit_breaker metadata created_at updated_at",
  ),
  toItem: (view) =>
    pick(
      view,
      words(
        "id account_id status name description url auth_type events status_at status_reason status_by created_at updated_at",
      ),
    ),
  filters: equal(["status"]),
  events: lifeOf("webhook"),
  keepsDeleted: true,
};

/** Everything on webhooks themselves; whoever sets `auth` is told the new secrets once, inside it. */
export const webhookRoutes: readonly Route[] = [
  list(path, webhooks),
  { method: "POST", path, run: create },
  get(path, webhooks),
  { method: "PATCH", path: `${path}/:webhook_id`, guard: ({ target }) => target, run: update },
  remove(path, webhooks),
];

function create(call: Call): Answer {
  const row = addNew(call, webhooks);
  return created(withSecrets(call.store, show(webhooks, row, call.now)), row);
}

function update(call: Call): Answer {
  const values = readBodyOf(webhooks, call.target, call);
  const answer = changed(call, webhooks, { values });
  if (values["auth"] === undefined) return answer;
  return { ...answer, body: { data: withSecrets(call.store, show(webhooks, call.target, call.now)) } };
}

/** Nothing is ever signed here, so the secrets are made for this one answer. */
function withSecrets(store: Store, shown: Values): Values {
  const auth = asRecord(shown["auth"]);
  const type = asText(auth["type"]) ?? "none";
  const text = (): string => store.createText(secretLength);
  const token = type.includes("bearer") ? { bearer_token_plain: `whb_${text()}` } : {};
  const secret = type.includes("signature") ? { signature_secret_plain: `whs_${text()}` } : {};
  return { ...shown, auth: { ...auth, ...token, ...secret } };
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}
