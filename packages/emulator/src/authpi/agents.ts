import { type Call, named } from "./call.ts";
import { create, crud, list, remove } from "./crud.ts";
import { each } from "./fields.ts";
import { below, equal, lifeOf, type NewKind } from "./kind.ts";
import { Problem } from "./problem.ts";
import { ofIssuer, type Route } from "./route.ts";
import { asTexts, type Values, words } from "./values.ts";

const mostScopes = 256;
const mostVerifiers = 20;
const secretLength = 40;

const agents: NewKind = {
  idName: "agent_id",
  home: below("issuer_id", "agents"),
  prefix: "agt",
  fields: {
    name: { type: "text", required: true },
    status: { type: "text" },
    ...each("description model provider version status_reason", { type: "text", nullable: true }),
    ...each("scopes", { type: "texts", nullable: true }),
    ...each("metadata", { type: "record", nullable: true }),
  },
  check: ({ scopes }) =>
    asTexts(scopes).length <= mostScopes
      ? []
      : [{ field: "scopes", code: "invalid_value", message: `scopes must be ${mostScopes} at most` }],
  start: (call, body) => ({
    issuer_id: named(call, "issuer_id").id,
    status: "active",
    description: null,
    scopes: [],
    metadata: {},
    ...body,
  }),
  compute: (row) => ({ has_verifiers: row.table("verifiers").rows().length > 0 }),
  shape: words(
    "id issuer_id name description model provider version status status_at status_reason scopes metadata created_at updated_at",
  ),
  filters: equal(words("status model provider has_verifiers")),
  events: lifeOf("agent"),
};

/** The ways in which an agent proves who it is: a secret, or a wallet. */
const verifiers: NewKind = {
  idName: "verifier_id",
  home: below("agent_id", "verifiers"),
  prefix: "vrf",
  fields: {
    ...each("type secret", { type: "text" }),
    ...each("name description", { type: "text", nullable: true }),
    ...each("credential wallet", { type: "record", nullable: true }),
  },
  adapt: ({ wallet, ...body }) => ({ ...body, ...(isSet(wallet) ? { type: "wallet", credential: wallet } : {}) }),
  start: (call, body) => {
    requireRoom(call);
    return {
      agent_id: named(call, "agent_id").id,
      type: "secret",
      status: "active",
      name: null,
      credential: {},
      usage_count: 0,
      ...(body["type"] === "wallet" ? {} : { secret: `ags_${call.store.createText(secretLength)}` }),
      ...body,
    };
  },
  shape: words("id agent_id type status name description credential usage_count last_used_at created_at updated_at"),
  once: ["secret"],
  events: { created: "agent.verifier.added", updated: "agent.updated", deleted: "agent.verifier.removed" },
};

const verifierPath = `${ofIssuer}/agents/:agent_id/verifiers`;

/** Everything on agents and on their verifiers, which come all in one page. */
export const agentRoutes: readonly Route[] = [
  ...crud(`${ofIssuer}/agents`, agents),
  list(verifierPath, verifiers, { paged: false }),
  create(verifierPath, verifiers),
  remove(verifierPath, verifiers),
];

function requireRoom(call: Call): void {
  if (verifiers.home(call).rows().length < mostVerifiers) return;
  throw new Problem("conflict", `An agent has ${mostVerifiers} verifiers at most.`);
}

function isSet(value: unknown): value is Values {
  return value !== undefined && value !== null;
}
