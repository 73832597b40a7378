import { expect } from "vitest";
import { crudRows } from "./wire-crud.ts";
import { listRow, one, pageOf, type WireRow } from "./wire-row.ts";

const key = {
  name: "deploy",
  restrictions: { scopes: ["read"] },
  tags: ["ci"],
  expires_at: null,
  metadata: { _team: 1 },
};
const links = { ref_type: "user", ref_id: "usr_test", limit: 5 };
const about = { subject_type: "user", subject_id: "usr_test" };
const counted = { count: expect.any(Number) as unknown };
const account = one({ id: "acc_test" });
const shownOnce: unknown = expect.stringMatching(/^\S{8,}$/);

/** The wire rows of the client itself and of its account level. */
export const accountRows: readonly WireRow[] = [
  {
    method: "whoami",
    call: async (admin, _world, options) => await admin.whoami(options),
    sends: () => ({ method: "GET", path: "/v1/me" }),
    gives: ({ accountId, keyId }) =>
      expect.objectContaining({
        type: "api_key",
        key_id: keyId,
        accounts: [expect.objectContaining({ account_id: accountId })],
      }) as unknown,
  },
  listRow("accounts", ({ accounts }) => accounts, {
    path: () => "/v1/accounts",
    params: { limit: 5 },
    gives: () => pageOf({ id: "acc_test" }),
  }),
  {
    method: "accounts.get",
    call: async (admin, { accountId }, options) => await admin.accounts.get(accountId, options),
    sends: ({ A }) => ({ method: "GET", path: A }),
    gives: () => account,
  },
  {
    method: "accounts.update",
    call: async (admin, { accountId }, options) =>
      await admin.accounts.update(accountId, { metadata: { plan: "pro" } }, options),
    sends: ({ A }) => ({ method: "PATCH", path: A, json: { metadata: { plan: "pro" } } }),
    gives: () => account,
  },
  {
    method: "accounts.backlinksNotes",
    call: async (admin, { accountId }, options) =>
      await admin.accounts.backlinksNotes(accountId, { ref_type: "user", ref_id: "usr_test", limit: 5 }, options),
    sends: ({ A }) => ({ method: "GET", path: `${A}/notes/backlinks`, query: { ...links, limit: "5" } }),
    gives: () => [],
  },
  {
    method: "accounts.countNotes",
    call: async (admin, { accountId }, options) => await admin.accounts.countNotes(accountId, about, options),
    sends: ({ A }) => ({ method: "GET", path: `${A}/notes/count`, query: about }),
    gives: () => counted,
  },
  listRow("apiKeys", ({ apiKeys }) => apiKeys, {
    path: ({ A }) => `${A}/api-keys`,
    params: { limit: 9, q: "ci", status: "active" },
    gives: ({ apiKeyId }) => pageOf({ id: apiKeyId }),
  }),
  ...crudRows("apiKeys", ({ apiKeys }) => apiKeys, {
    path: ({ A }) => `${A}/api-keys`,
    id: ({ apiKeyId }) => apiKeyId,
    body: key,
    created: { name: "deploy", secret_plain: shownOnce },
    change: { name: "renamed" },
  }),
  {
    method: "apiKeys.block",
    call: async (admin, { apiKeyId }, options) => await admin.apiKeys.block(apiKeyId, { reason: "leak" }, options),
    sends: ({ A, apiKeyId }) => ({ method: "POST", path: `${A}/api-keys/${apiKeyId}/block`, json: { reason: "leak" } }),
    gives: () => one({ status: "blocked" }),
  },
  {
    method: "apiKeys.revoke",
    call: async (admin, { apiKeyId }, options) => await admin.apiKeys.revoke(apiKeyId, undefined, options),
    sends: ({ A, apiKeyId }) => ({ method: "POST", path: `${A}/api-keys/${apiKeyId}/revoke` }),
    gives: () => one({ status: "revoked" }),
  },
  {
    method: "apiKeys.rotate",
    call: async (admin, { apiKeyId }, options) => await admin.apiKeys.rotate(apiKeyId, undefined, options),
    sends: ({ A, apiKeyId }) => ({ method: "POST", path: `${A}/api-keys/${apiKeyId}/rotate` }),
    gives: () => expect.objectContaining({ secret_plain: shownOnce }) as unknown,
  },
  {
    method: "apiKeys.unblock",
    call: async (admin, { apiKeyId }, options) => await admin.apiKeys.unblock(apiKeyId, options),
    sends: ({ A, apiKeyId }) => ({ method: "POST", path: `${A}/api-keys/${apiKeyId}/unblock` }),
    gives: () => one({ status: "active" }),
  },
  listRow("domains", ({ domains }) => domains, {
    path: ({ A }) => `${A}/domains`,
    gives: () => pageOf({ host: "auth.example.com" }),
  }),
  {
    method: "domains.create",
    call: async (admin, _world, options) => await admin.domains.create({ host: "login.example.com" }, options),
    sends: ({ A }) => ({ method: "POST", path: `${A}/domains`, json: { host: "login.example.com" } }),
    gives: () => account,
  },
  {
    method: "domains.delete",
    call: async (admin, _world, options) => await admin.domains.delete("auth.example.com", options),
    sends: ({ A }) => ({ method: "DELETE", path: `${A}/domains/auth.example.com` }),
    gives: () => undefined,
  },
  {
    method: "domains.assign",
    call: async (admin, { issuerId }, options) =>
      await admin.domains.assign("auth.example.com", { issuer_id: issuerId }, options),
    sends: ({ A, issuerId }) => ({
      method: "POST",
      path: `${A}/domains/auth.example.com/assign`,
      json: { issuer_id: issuerId },
    }),
    gives: () => account,
  },
  {
    method: "domains.unassign",
    call: async (admin, _world, options) => await admin.domains.unassign("auth.example.com", options),
    sends: ({ A }) => ({ method: "POST", path: `${A}/domains/auth.example.com/unassign` }),
    gives: () => account,
  },
  {
    method: "domains.verify",
    call: async (admin, _world, options) => await admin.domains.verify("auth.example.com", options),
    sends: ({ A }) => ({ method: "POST", path: `${A}/domains/auth.example.com/verify` }),
    gives: () => account,
  },
  {
    method: "tokens.get",
    call: async (admin, { tokenId }, options) => await admin.tokens.get(tokenId, options),
    sends: ({ A, tokenId }) => ({ method: "GET", path: `${A}/tokens/${tokenId}` }),
    gives: ({ tokenId }) => one({ id: tokenId }),
  },
  {
    method: "tokens.delete",
    call: async (admin, { tokenId }, options) => await admin.tokens.delete(tokenId, options),
    sends: ({ A, tokenId }) => ({ method: "DELETE", path: `${A}/tokens/${tokenId}` }),
    gives: () => undefined,
  },
  {
    method: "tokens.revoke",
    call: async (admin, { tokenId }, options) => await admin.tokens.revoke(tokenId, { reason: "left" }, options),
    sends: ({ A, tokenId }) => ({ method: "POST", path: `${A}/tokens/${tokenId}/revoke`, json: { reason: "left" } }),
    gives: () => one({ status: "revoked" }),
  },
];
