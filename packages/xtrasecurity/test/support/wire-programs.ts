import { expect } from "vitest";
import type { WireRow } from "./wire-row.ts";
import { nobody } from "./things.ts";

const text = expect.any(String) as unknown;

/** The wire rows of accounts, keys, webhooks, rotation, shares and the caller's account. */
export const programRows: readonly WireRow[] = [
  {
    method: "serviceAccounts.list",
    call: async ({ serviceAccounts }) => await serviceAccounts.list(),
    route: "GET /projects/{projectId}/service-accounts",
    answer: [{ name: "CI", _count: { apiKeys: 1 } }],
  },
  {
    method: "serviceAccounts.create",
    call: async ({ serviceAccounts }, { projectId }) =>
      await serviceAccounts.create({ name: "CD", permissions: ["write:secrets"] }, { projectId }),
    route: "POST /projects/{projectId}/service-accounts",
    json: () => ({ name: "CD", permissions: ["write:secrets"] }),
    answer: { name: "CD", description: null, permissions: ["write:secrets"] },
  },
  {
    method: "serviceAccounts.update",
    call: async ({ serviceAccounts }, { accountId }) => await serviceAccounts.update(accountId, { name: "Robot" }),
    route: "PATCH /projects/{projectId}/service-accounts/{accountId}",
    json: () => ({ name: "Robot" }),
    answer: { name: "Robot" },
  },
  {
    method: "serviceAccounts.delete",
    call: async ({ serviceAccounts }, { accountId }) => await serviceAccounts.delete(accountId),
    route: "DELETE /projects/{projectId}/service-accounts/{accountId}",
    answer: undefined,
  },
  {
    method: "serviceAccounts.listKeys",
    call: async ({ serviceAccounts }, { accountId }) => await serviceAccounts.listKeys(accountId),
    route: "GET /projects/{projectId}/service-accounts/{accountId}/keys",
    answer: [{ label: "CI key", lastUsed: null, keyMask: expect.stringMatching(/^xtra_\.\.\./) as unknown }],
  },
  {
    method: "serviceAccounts.createKey",
    call: async ({ serviceAccounts }, { accountId }) =>
      await serviceAccounts.createKey(accountId, { label: "Nightly", expiresInDays: 7 }),
    route: "POST /projects/{projectId}/service-accounts/{accountId}/keys",
    json: () => ({ label: "Nightly", expiresInDays: 7 }),
    answer: { label: "Nightly", key: expect.stringMatching(/^xtra_[0-9a-f]{64}$/) as unknown, expiresAt: text },
  },
  {
    method: "serviceAccounts.deleteKey",
    call: async ({ serviceAccounts }, { accountId, keyId }) => await serviceAccounts.deleteKey(accountId, keyId),
    route: "DELETE /projects/{projectId}/service-accounts/{accountId}/keys/{keyId}",
    answer: undefined,
  },
  {
    method: "apiKeys.list",
    call: async ({ apiKeys }, { workspaceId }) => await apiKeys.list({ workspaceId }),
    route: "GET /auth/api-keys",
    query: { workspaceId: "{workspaceId}" },
    answer: expect.any(Array) as unknown,
  },
  {
    method: "apiKeys.create",
    call: async ({ apiKeys }) => await apiKeys.create({ label: "Phone", expiresAt: "2027-01-01T00:00:00.000Z" }),
    route: "POST /auth/api-keys",
    json: () => ({ label: "Phone", expiresAt: "2027-01-01T00:00:00.000Z" }),
    answer: { label: "Phone", key: expect.stringMatching(/^xs_[0-9a-f]{48}$/) as unknown, expiresAt: text },
  },
  {
    method: "apiKeys.delete",
    call: async ({ apiKeys }, { apiKeyId }) => await apiKeys.delete(apiKeyId),
    route: "DELETE /auth/api-keys/{apiKeyId}",
    answer: undefined,
  },
  {
    method: "webhooks.list",
    call: async ({ webhooks }) => await webhooks.list(),
    route: "GET /projects/{projectId}/webhooks",
    answer: [{ url: nobody, events: ["environment.clone"], active: true }],
  },
  {
    method: "webhooks.create",
    call: async ({ webhooks }) => await webhooks.create({ url: nobody, events: ["secret.update"], active: false }),
    route: "POST /projects/{projectId}/webhooks",
    json: () => ({ url: nobody, events: ["secret.update"], active: false }),
    answer: { events: ["secret.update"], active: false },
  },
  {
    method: "webhooks.update",
    call: async ({ webhooks }, { webhookId }) => await webhooks.update(webhookId, { active: false }),
    route: "PATCH /projects/{projectId}/webhooks",
    json: ({ webhookId: id }) => ({ id, active: false }),
    answer: { active: false },
  },
  {
    method: "webhooks.delete",
    call: async ({ webhooks }, { webhookId }) => await webhooks.delete(webhookId),
    route: "DELETE /projects/{projectId}/webhooks/{webhookId}",
    answer: undefined,
  },
  {
    method: "webhooks.test",
    call: async ({ webhooks }, { webhookId }) => await webhooks.test(webhookId),
    route: "POST /projects/{projectId}/webhooks/{webhookId}",
    answer: { success: false, error: text },
  },
  {
    method: "webhooks.testUrl",
    call: async ({ webhooks }) => await webhooks.testUrl("https://app.test/hook"),
    route: "POST /projects/{projectId}/webhooks/test",
    json: () => ({ url: "https://app.test/hook" }),
    says: { body: { ok: true, status: 204 } },
    answer: { ok: true, status: 204 },
  },
  {
    method: "rotation.list",
    call: async ({ rotation }) => await rotation.list(),
    route: "GET /rotation/schedules",
    query: { projectId: "{projectId}" },
    answer: [{ secretKey: "ONLY_MAIN", branch: "main", frequency: "weekly", enabled: true }],
  },
  {
    method: "rotation.create",
    call: async ({ rotation }) =>
      await rotation.create({
        secretKey: "API_KEY",
        branch: "feature",
        frequency: "custom",
        customDays: 3,
        rotationMethod: "manual",
      }),
    route: "POST /rotation/schedules",
    json: ({ projectId }) => ({
      secretKey: "API_KEY",
      branch: "feature",
      frequency: "custom",
      customDays: 3,
      rotationMethod: "manual",
      projectId,
    }),
    answer: { secretKey: "API_KEY", branch: "feature", customDays: 3 },
  },
  {
    method: "rotation.update",
    call: async ({ rotation }, { scheduleId }) => await rotation.update(scheduleId, { enabled: false }),
    route: "PATCH /rotation/schedules",
    json: ({ scheduleId: id }) => ({ id, enabled: false }),
    answer: { status: "paused", method: "auto-generate", environment: "production" },
  },
  {
    method: "rotation.delete",
    call: async ({ rotation }, { scheduleId }) => await rotation.delete(scheduleId),
    route: "DELETE /rotation/schedules",
    query: { id: "{scheduleId}" },
    answer: undefined,
  },
  {
    method: "rotation.run",
    call: async ({ rotation }, { scheduleId }) => await rotation.run(scheduleId),
    route: "POST /rotation/run",
    json: ({ scheduleId }) => ({ scheduleId }),
    answer: undefined,
  },
  {
    method: "rotation.history",
    call: async ({ rotation }) => await rotation.history(),
    route: "GET /rotation/history",
    answer: [],
  },
  {
    method: "shares.create",
    call: async ({ shares }, { secretId }) =>
      await shares.create(secretId, { expiresInHours: 2, maxViews: 1, label: "For Ada" }),
    route: "POST /secret/share",
    json: ({ secretId }) => ({ secretId, expiresInHours: 2, maxViews: 1, label: "For Ada" }),
    answer: { token: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, shareUrl: text, expiresAt: text },
  },
  {
    method: "shares.get",
    call: async ({ shares }, { shareToken }) => await shares.get(shareToken),
    route: "GET /secret/share",
    query: { token: "{shareToken}" },
    answer: { key: "ONLY_MAIN", value: "main-value-2", viewCount: 1, maxViews: 2 },
  },
  {
    method: "shares.delete",
    call: async ({ shares }, { shareId }) => await shares.delete(shareId),
    route: "DELETE /secret/share",
    query: { id: "{shareId}" },
    answer: undefined,
  },
  {
    method: "account.get",
    call: async ({ account }) => await account.get(),
    route: "GET /user",
    answer: { email: "owner@fixture.test", tier: "enterprise" },
  },
  {
    method: "account.resolve",
    call: async ({ account }) => await account.resolve(),
    as: "account",
    route: "GET /service-account/resolve",
    answer: { serviceAccount: { name: "CI", permissions: ["read:secrets"] }, project: { name: "Owner Project" } },
  },
  {
    method: "account.usage",
    call: async ({ account }) => await account.usage(),
    route: "GET /subscription/usage",
    answer: { workspaces: { used: 2 }, dailyRequests: { limit: 100_000 } },
  },
  {
    method: "account.health",
    call: async ({ account }) => await account.health(),
    route: "GET /health",
    answer: { status: "ok", timestamp: text },
  },
];
