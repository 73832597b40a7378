import { expect, test } from "vitest";
import { Bench, type Fields } from "./harness.ts";

const I = "issuers/iss_test";
const U = `${I}/users/usr_test`;

/** Fields by name; those with `?` may be missing, and no other may be there. */
const shapes = {
  account:
    "id organization owner_user_id? domains? features? limits? billing_mode? balance_μusd? credits_run_out? payment_methods? metadata? created_at updated_at?",
  issuer:
    "id account_id name? description links? available_scopes status status_at? settings metadata created_at updated_at?",
  issuerItem:
    "id account_id name? description links? available_scopes status status_at? settings metadata created_at updated_at? access_mode auth_method_count enabled_login_method_count enabled_signup_method_count available_scope_count branding_configured readiness",
  user: "id issuer_id status status_at? status_reason? status_by? username_type username profile scopes? security? compliance? preferences? approval? custom_fields? metadata? created_at updated_at?",
  userItem: "user_id issuer_id username_hash username_type status store_id region created_at updated_at",
  session:
    "id user_id issuer_id type status status_at? status_reason? status_by? authentication? client? op_session_id? device? location? origin? ttl? idle_timeout? last_activity_at? access_token_issued_at? refresh_token_issued_at? refresh_count? compromised? compromised_at? compromised_reason? revoked_reason? metadata? created_at updated_at? expires_at? revoked_at?",
  token:
    "id user_id issuer_id type name description? tags? restrictions status? status_at? status_reason? status_by? audience? jti? expires_at? metadata? created_at updated_at?",
  tokenItem: "id user_id issuer_id status name description tags scopes audience expires_at created_at updated_at",
  device: "id fingerprint name user_agent trusted_at expires_at last_used_at",
  agent:
    "id issuer_id name description? model? provider? version? status status_at? status_reason? scopes? metadata? created_at updated_at?",
  agentVerifier:
    "id agent_id type status name description? credential? usage_count? last_used_at? created_at updated_at?",
  client:
    "id issuer_id status type confidential secret_rotated_at? name description logo_url settings status_at? metadata? created_at updated_at?",
  clientItem:
    "id issuer_id status type confidential name description logo_url scopes protocol application_type grant_types? redirect_uri_count? configuration_indexed? secret_rotated_at? status_at? created_at updated_at?",
  organization:
    "id issuer_id status status_at? status_reason? status_by? name description logo_url org_type max_members? default_member_scopes? invitation_enabled? invitation_message? address? business_details? contact? social_links? scopes? security? sso? custom_fields? stats? metadata? created_at updated_at?",
  organizationItem:
    "id issuer_id name logo_url status org_type stats? sso? security? scopes? invitation_enabled? max_members? default_member_scopes? created_at updated_at?",
  membership: "org_id member_id member_type issuer_id status scopes groups? user_title metadata? joined_at updated_at?",
  group: "id org_id issuer_id name description scopes metadata? created_at updated_at?",
  invitation:
    "id org_id issuer_id status email_invited user_id_invited? user_title message scopes inviter? created_at expires_at accepted_at? declined_at? revoked_at? last_email_sent_at? metadata?",
  key: "id org_id issuer_id type name description? tags? restrictions status? status_at? status_reason? status_by? expires_at? metadata? secret created_at updated_at?",
  keyItem:
    "id org_id issuer_id type? status name description tags? scopes? ip_allowlist? expires_at secret_hint last_rotated_at? status_at? created_at updated_at",
  webhook:
    "id account_id name description? url status? status_at? status_reason? status_by? auth events subjects? retry? circuit_breaker? metadata? created_at updated_at?",
  webhookItem:
    "id account_id status name description url auth_type events status_at status_reason status_by created_at updated_at",
  delivery:
    "id webhook_id event_id event_type status attempt_count first_attempted_at last_attempted_at next_attempt_at retry_workflow_id attempt_budget last_error last_response_status created_at updated_at",
  event: "spec id trace? type source trigger? auth? subject? timestamp data?",
  note: "id account_id issuer_id subject_type subject_id content pinned created_by updated_by created_at updated_at mentions? references?",
} as const;

const key = { name: "k", restrictions: { scopes: ["a"] } };
const note = { subject_type: "user", subject_id: "usr_test", content: "hello" };
const invitation = { email_invited: "a@b.c", scopes: ["a"] };

function misfits(value: Fields, shape: string): string[] {
  const names = shape.split(" ");
  const required = names.filter((name) => !name.endsWith("?"));
  const known = new Set(names.map((name) => name.replace("?", "")));
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${name} is missing`);
  const surplus = Object.keys(value).filter((name) => !known.has(name));
  return [...missing, ...surplus.map((name) => `${name} is too much`)];
}

/** Makes one of what belongs to an organization or to a webhook, so that there is something to look at. */
async function prepare(bench: Bench): Promise<{ readonly O: string; readonly W: string }> {
  const W = `webhooks/${await bench.create("webhooks", { url: "https://hooks.example.com" })}`;
  const O = `${I}/organizations/${await bench.create(`${I}/organizations`, { name: "Shop" })}`;
  return { O, W };
}

test.each<[path: string, body: object, shape: keyof typeof shapes, item: keyof typeof shapes]>([
  ["issuers", { name: "i" }, "issuer", "issuerItem"],
  [`${I}/users`, { email: "a@b.c" }, "user", "userItem"],
  [`${I}/agents`, { name: "a" }, "agent", "agent"],
  [`${I}/clients`, { name: "c" }, "client", "clientItem"],
  [`${I}/organizations`, {}, "organization", "organizationItem"],
  ["O/groups", {}, "group", "group"],
  ["O/invitations", invitation, "invitation", "invitation"],
  ["api-keys", key, "key", "keyItem"],
  ["webhooks", { url: "https://a.example" }, "webhook", "webhookItem"],
  ["notes", note, "note", "note"],
])("%s: one and a list have exactly their fields", async (path, body, shape, item) => {
  const bench = new Bench();
  const { O } = await prepare(bench);
  const address = path.replace("O/", `${O}/`);
  const id = await bench.create(address, body);

  const one = await bench.data(`GET ${address}/${id}`);
  const changed = await bench.data(`PATCH ${address}/${id}`, {});
  const { data } = await bench.list(address);

  expect(data.length).toBeGreaterThan(0);
  expect([one, changed].map((value) => misfits(value, shapes[shape]))).toEqual([[], []]);
  expect(data.flatMap((value) => misfits(value, shapes[item]))).toEqual([]);
});

test.each<[path: string, body: object, shape: keyof typeof shapes]>([
  [`${U}/tokens`, {}, "tokenItem"],
  [`${U}/trusted-devices`, {}, "device"],
  [`${I}/agents/AGENT/verifiers`, {}, "agentVerifier"],
  ["O/members", { user_id: "usr_test" }, "membership"],
  ["O/api-keys", key, "keyItem"],
])("%s: a list has exactly its fields", async (path, body, item) => {
  const bench = new Bench();
  const { O } = await prepare(bench);
  const agent = await bench.create(`${I}/agents`, { name: "a" });
  const address = path.replace("O/", `${O}/`).replace("AGENT", agent);
  await bench.data(`POST ${address}`, body);

  const { data } = await bench.list(address);

  expect(data.length).toBeGreaterThan(0);
  expect(data.flatMap((value) => misfits(value, shapes[item]))).toEqual([]);
});

test("what the service makes itself has exactly its fields", async () => {
  const bench = new Bench();
  const { W } = await prepare(bench);
  const first = async (path: string): Promise<Fields> => (await bench.list(path)).data[0] ?? {};

  const found = [
    misfits(await first("/v1/accounts"), shapes.account),
    misfits(await bench.data("GET /v1/accounts/acc_test"), shapes.account),
    misfits(await first(`${U}/sessions`), shapes.session),
    misfits(await bench.data(`GET ${I}/sessions/ses_test`), shapes.session),
    misfits(await bench.data("GET tokens/tok_test"), shapes.token),
    misfits(await first(`${I}/approvals`), shapes.userItem),
    misfits(await bench.data(`GET ${I}/approvals/usr_pending`), shapes.user),
    misfits(await first(`${W}/deliveries`), shapes.delivery),
    misfits(await first("events"), shapes.event),
  ];

  expect(found.flat()).toEqual([]);
});

test("items of webhooks and notes have text and numbers where older clients insist on them", async () => {
  const bench = new Bench();
  const created = await bench.create("webhooks", { url: "https://a.example", description: null });
  await bench.create("notes", { ...note, subject_type: "agent", subject_id: "nobody", content: `see ${created}` });

  const webhook = (await bench.list("webhooks")).data[0];
  const found = (await bench.list("notes")).data[0];

  expect(webhook).toMatchObject({
    description: expect.any(String),
    status_at: expect.any(Number),
    updated_at: expect.any(Number),
  });
  expect(found).toMatchObject({
    issuer_id: expect.any(String),
    updated_by: expect.any(String),
    updated_at: expect.any(Number),
    references: [{ ref_issuer_id: expect.any(String) }],
  });
});
