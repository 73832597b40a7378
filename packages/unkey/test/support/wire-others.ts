import { expect } from "vitest";
import { row, type WireRow } from "./wire-row.ts";

const userOne = { id: expect.stringMatching(/^id_/) as unknown, externalId: "user_1" };
const limit = { name: "requests", limit: 10, duration: 60_000, autoApply: true };
const permission = { id: expect.stringMatching(/^perm_/) as unknown, name: "Read documents", slug: "documents.read" };
const role = { id: expect.stringMatching(/^role_/) as unknown, name: "reader" };
const overrideId: unknown = expect.stringMatching(/^rlor_/);
const hour = 3_600_000;

/** The wire rows of all groups but `unkey.keys` and `unkey.analytics`. */
export const otherRows: readonly WireRow[] = [
  row({
    method: "apis.createApi",
    body: () => ({ name: "payments" }),
    call: async (unkey, body) => await unkey.apis.createApi(body),
    data: { apiId: expect.stringMatching(/^api_/) as unknown },
  }),
  row({
    method: "apis.getApi",
    body: ({ apiId }) => ({ apiId }),
    call: async (unkey, body) => await unkey.apis.getApi(body),
    data: { id: expect.stringMatching(/^api_/) as unknown, name: "billing" },
  }),
  row({
    method: "apis.deleteApi",
    body: ({ apiId }) => ({ apiId }),
    call: async (unkey, body) => await unkey.apis.deleteApi(body),
    data: {},
  }),
  row({
    method: "apis.listKeys",
    body: ({ apiId }) => ({ apiId, limit: 10, externalId: "user_1", decrypt: false, revalidateKeysCache: false }),
    call: async (unkey, body) => await unkey.apis.listKeys(body),
    data: [expect.objectContaining({ identity: userOne })],
  }),
  row({
    method: "identities.createIdentity",
    body: () => ({ externalId: "user_2", meta: { plan: "pro" }, ratelimits: [limit] }),
    call: async (unkey, body) => await unkey.identities.createIdentity(body),
    data: { identityId: expect.stringMatching(/^id_/) as unknown },
  }),
  row({
    method: "identities.getIdentity",
    body: () => ({ identity: "user_1" }),
    call: async (unkey, body) => await unkey.identities.getIdentity(body),
    data: userOne,
  }),
  row({
    method: "identities.deleteIdentity",
    body: ({ identityId }) => ({ identity: identityId }),
    call: async (unkey, body) => await unkey.identities.deleteIdentity(body),
    data: undefined,
  }),
  row({
    method: "identities.updateIdentity",
    body: () => ({ identity: "user_1", meta: { plan: "free" }, ratelimits: [limit] }),
    call: async (unkey, body) => await unkey.identities.updateIdentity(body),
    data: {
      ...userOne,
      meta: { plan: "free" },
      ratelimits: [{ ...limit, id: expect.stringMatching(/^rl_/) as unknown }],
    },
  }),
  row({
    method: "identities.listIdentities",
    body: () => ({ limit: 10, search: "USER_" }),
    call: async (unkey, body) => await unkey.identities.listIdentities(body),
    data: [userOne],
  }),
  row({
    method: "permissions.createPermission",
    body: () => ({ name: "Write documents", slug: "documents.write", description: "May change them" }),
    call: async (unkey, body) => await unkey.permissions.createPermission(body),
    data: { permissionId: expect.stringMatching(/^perm_/) as unknown },
  }),
  row({
    method: "permissions.getPermission",
    body: ({ permissionId }) => ({ permission: permissionId }),
    call: async (unkey, body) => await unkey.permissions.getPermission(body),
    data: permission,
  }),
  row({
    method: "permissions.deletePermission",
    body: () => ({ permission: "documents.read" }),
    call: async (unkey, body) => await unkey.permissions.deletePermission(body),
    data: {},
  }),
  row({
    method: "permissions.listPermissions",
    body: () => ({ limit: 10, search: "documents" }),
    call: async (unkey, body) => await unkey.permissions.listPermissions(body),
    data: [permission],
  }),
  row({
    method: "permissions.createRole",
    body: () => ({ name: "writer", description: "Writes", permissions: ["documents.read"] }),
    call: async (unkey, body) => await unkey.permissions.createRole(body),
    data: { roleId: expect.stringMatching(/^role_/) as unknown },
  }),
  row({
    method: "permissions.getRole",
    body: () => ({ role: "reader" }),
    call: async (unkey, body) => await unkey.permissions.getRole(body),
    data: role,
  }),
  row({
    method: "permissions.deleteRole",
    body: ({ roleId }) => ({ role: roleId }),
    call: async (unkey, body) => await unkey.permissions.deleteRole(body),
    data: {},
  }),
  row({
    method: "permissions.listRoles",
    body: () => ({ limit: 10, search: "read" }),
    call: async (unkey, body) => await unkey.permissions.listRoles(body),
    data: [role],
  }),
  row({
    method: "permissions.setRolePermissions",
    body: ({ roleId }) => ({ roleId, permissions: ["documents.read"] }),
    call: async (unkey, body) => await unkey.permissions.setRolePermissions(body),
    data: [permission],
  }),
  row({
    method: "ratelimit.limit",
    body: () => ({ namespace: "mail", identifier: "user_1", limit: 10, duration: hour, cost: 4 }),
    call: async (unkey, body) => await unkey.ratelimit.limit(body),
    data: { success: true, limit: 10, remaining: 6, reset: expect.any(Number) as unknown },
  }),
  row({
    method: "ratelimit.multiLimit",
    body: () => [{ namespace: "mail", identifier: "vip", limit: 10, duration: hour }],
    call: async (unkey, body) => await unkey.ratelimit.multiLimit(body),
    data: {
      passed: true,
      limits: [expect.objectContaining({ namespace: "mail", identifier: "vip", passed: true, limit: 50, overrideId })],
    },
  }),
  row({
    method: "ratelimit.setOverride",
    body: () => ({ namespace: "mail", identifier: "team_*", limit: 100, duration: hour }),
    call: async (unkey, body) => await unkey.ratelimit.setOverride(body),
    data: { overrideId },
  }),
  row({
    method: "ratelimit.getOverride",
    body: () => ({ namespace: "mail", identifier: "vip" }),
    call: async (unkey, body) => await unkey.ratelimit.getOverride(body),
    data: { overrideId, identifier: "vip", limit: 50, duration: hour },
  }),
  row({
    method: "ratelimit.deleteOverride",
    body: () => ({ namespace: "mail", identifier: "vip" }),
    call: async (unkey, body) => await unkey.ratelimit.deleteOverride(body),
    data: {},
  }),
  row({
    method: "ratelimit.listOverrides",
    body: () => ({ namespace: "mail", limit: 10 }),
    call: async (unkey, body) => await unkey.ratelimit.listOverrides(body),
    data: [{ overrideId, identifier: "vip", limit: 50, duration: hour }],
  }),
];
