import type { AuthPIAdmin, IssuerScope } from "@keyrack/authpi-admin";
import { expect } from "vitest";
import { crudRows, scopeRows } from "./wire-crud.ts";
import { listRow, one, pageOf, type WireRow } from "./wire-row.ts";
import type { World } from "./world.ts";

const issuerOf = (admin: AuthPIAdmin, { issuerId }: World): IssuerScope => admin.issuer(issuerId);
const shownOnce: unknown = expect.stringMatching(/^\S{8,}$/);
const session = (status: string): unknown => one({ id: "ses_client", status });

/** The wire rows of issuers, and of what an issuer holds beside its users and organizations. */
export const issuerRows: readonly WireRow[] = [
  listRow("issuers", ({ issuers }) => issuers, {
    path: ({ A }) => `${A}/issuers`,
    params: { limit: 9, q: "test", status: "active" },
    gives: ({ issuerId }) => pageOf({ id: issuerId }),
  }),
  ...crudRows("issuers", ({ issuers }) => issuers, {
    path: ({ A }) => `${A}/issuers`,
    id: ({ issuerId }) => issuerId,
    body: { name: "Shop", settings: { access: { mode: "open" } }, metadata: { region: null } },
    created: { name: "Shop" },
    change: { description: "Customers" },
  }),
  ...scopeRows("issuer", issuerOf, {
    path: ({ I }) => I,
    id: ({ issuerId }) => issuerId,
    change: { description: "Customers" },
  }),
  {
    method: "issuer.tokens.introspect",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).tokens.introspect({ token: world.accessToken }, options),
    sends: ({ I, accessToken }) => ({ method: "POST", path: `${I}/tokens/introspect`, json: { token: accessToken } }),
    gives: () => expect.objectContaining({ active: true }) as unknown,
  },
  listRow("issuer.agents", (admin, world) => issuerOf(admin, world).agents, {
    path: ({ I }) => `${I}/agents`,
    params: { limit: 9, status: "active", has_verifiers: true },
    gives: ({ agentId }) => pageOf({ id: agentId }),
  }),
  ...crudRows("issuer.agents", (admin, world) => issuerOf(admin, world).agents, {
    path: ({ I }) => `${I}/agents`,
    id: ({ agentId }) => agentId,
    body: { name: "crawler", model: "m1", provider: "p1", scopes: ["read"], metadata: { _internal: true } },
    change: { status: "suspended" },
  }),
  ...scopeRows("issuer.agent", (admin, world) => issuerOf(admin, world).agent(world.agentId), {
    path: ({ G }) => G,
    id: ({ agentId }) => agentId,
    change: { version: "2" },
  }),
  listRow("issuer.agent.verifiers", (admin, world) => issuerOf(admin, world).agent(world.agentId).verifiers, {
    path: ({ G }) => `${G}/verifiers`,
    gives: ({ agentVerifierId }) => pageOf({ id: agentVerifierId }),
  }),
  {
    method: "issuer.agent.verifiers.create",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).agent(world.agentId).verifiers.create({ type: "secret", name: "main" }, options),
    sends: ({ G }) => ({ method: "POST", path: `${G}/verifiers`, json: { type: "secret", name: "main" } }),
    gives: () => one({ type: "secret", secret: shownOnce }),
  },
  {
    method: "issuer.agent.verifiers.delete",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).agent(world.agentId).verifiers.delete(world.agentVerifierId, options),
    sends: ({ G, agentVerifierId }) => ({ method: "DELETE", path: `${G}/verifiers/${agentVerifierId}` }),
    gives: () => undefined,
  },
  listRow("issuer.approvals", (admin, world) => issuerOf(admin, world).approvals, {
    path: ({ I }) => `${I}/approvals`,
    params: { limit: 5 },
    gives: ({ pendingUserId }) => pageOf({ user_id: pendingUserId }),
  }),
  {
    method: "issuer.approvals.get",
    call: async (admin, world, options) => await issuerOf(admin, world).approvals.get(world.pendingUserId, options),
    sends: ({ I, pendingUserId }) => ({ method: "GET", path: `${I}/approvals/${pendingUserId}` }),
    gives: ({ pendingUserId }) => one({ id: pendingUserId }),
  },
  {
    method: "issuer.approvals.update",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).approvals.update(world.pendingUserId, { status: "approved" }, options),
    sends: ({ I, pendingUserId }) => ({
      method: "PATCH",
      path: `${I}/approvals/${pendingUserId}`,
      json: { status: "approved" },
    }),
    gives: ({ pendingUserId }) => one({ id: pendingUserId }),
  },
  listRow("issuer.authMethods", (admin, world) => issuerOf(admin, world).authMethods, {
    path: ({ I }) => `${I}/auth-methods`,
    gives: ({ authMethodId }) => pageOf({ id: authMethodId }),
  }),
  ...crudRows("issuer.authMethods", (admin, world) => issuerOf(admin, world).authMethods, {
    path: ({ I }) => `${I}/auth-methods`,
    id: ({ authMethodId }) => authMethodId,
    body: { type: "passkey", settings: { rounds: 0, hint: "", required: false } },
    change: { enabled: false },
  }),
  listRow("issuer.clients", (admin, world) => issuerOf(admin, world).clients, {
    path: ({ I }) => `${I}/clients`,
    params: { limit: 9, status: "active", name: "we" },
    gives: ({ clientId }) => pageOf({ id: clientId }),
  }),
  ...crudRows("issuer.clients", (admin, world) => issuerOf(admin, world).clients, {
    path: ({ I }) => `${I}/clients`,
    id: ({ clientId }) => clientId,
    body: { name: "app", settings: { redirect_uris: ["https://app.example.com"] } },
    created: { name: "app" },
    change: { description: null },
  }),
  {
    method: "issuer.clients.rotateSecret",
    call: async (admin, world, options) => await issuerOf(admin, world).clients.rotateSecret(world.clientId, options),
    sends: ({ I, clientId }) => ({ method: "POST", path: `${I}/clients/${clientId}/secret/rotate` }),
    gives: () => expect.objectContaining({ secret: shownOnce }) as unknown,
  },
  {
    method: "issuer.sessions.get",
    call: async (admin, world, options) => await issuerOf(admin, world).sessions.get(world.clientSessionId, options),
    sends: ({ I }) => ({ method: "GET", path: `${I}/sessions/ses_client` }),
    gives: () => session("active"),
  },
  {
    method: "issuer.sessions.revoke",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).sessions.revoke(world.clientSessionId, { reason: "lost" }, options),
    sends: ({ I }) => ({ method: "POST", path: `${I}/sessions/ses_client/revoke`, json: { reason: "lost" } }),
    gives: () => session("revoked"),
  },
  {
    method: "issuer.sessions.suspend",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).sessions.suspend(world.clientSessionId, undefined, options),
    sends: ({ I }) => ({ method: "POST", path: `${I}/sessions/ses_client/suspend` }),
    gives: () => session("suspended"),
  },
  {
    method: "issuer.sessions.reactivate",
    call: async (admin, world, options) =>
      await issuerOf(admin, world).sessions.reactivate(world.clientSessionId, options),
    sends: ({ I }) => ({ method: "POST", path: `${I}/sessions/ses_client/reactivate` }),
    gives: () => session("active"),
  },
];
