import type { Safety, Unkey, UnkeyCallOptions } from "@keyrack/unkey";

/** A call of each method, and how dangerous it is to send it twice. */
export interface SafetyCase {
  readonly method: string;
  readonly safety: Safety;
  readonly call: (unkey: Unkey, options?: UnkeyCallOptions) => Promise<unknown>;
}

type Group = "apis" | "identities" | "keys" | "permissions" | "ratelimit" | "analytics";

const keyId = "key_1";
const bucket = { namespace: "mail", identifier: "user_1" };
const limit = { ...bucket, limit: 10, duration: 60_000 };
const slugs = { keyId, permissions: ["documents.read"] };
const roles = { keyId, roles: ["reader"] };
const batch = { migrationId: "mig_1", apiId: "api_12345", keys: [{ hash: "abc" }] };

/** Every method that sends a request, with parameters that pass the checks of the client. */
export const safetyCases: readonly SafetyCase[] = [
  entry("apis", "createApi", "unsafe", { name: "billing" }),
  entry("apis", "getApi", "read", { apiId: "api_12345" }),
  entry("apis", "deleteApi", "idempotent", { apiId: "api_12345" }),
  entry("apis", "listKeys", "read", { apiId: "api_12345" }),
  entry("identities", "createIdentity", "unique", { externalId: "user_1" }),
  entry("identities", "getIdentity", "read", { identity: "user_1" }),
  entry("identities", "deleteIdentity", "idempotent", { identity: "user_1" }),
  entry("identities", "updateIdentity", "idempotent", { identity: "user_1" }),
  entry("identities", "listIdentities", "read", {}),
  entry("keys", "createKey", "unsafe", { apiId: "api_12345" }),
  entry("keys", "verifyKey", "metered", { key: "sk_1234567890" }),
  entry("keys", "getKey", "read", { keyId }),
  entry("keys", "whoami", "read", { key: "sk_1234567890" }),
  entry("keys", "updateKey", "idempotent", { keyId, name: null }),
  {
    ...entry("keys", "updateCredits", "idempotent", { keyId, operation: "set", value: 5 }),
    method: "keys.updateCredits (set)",
  },
  entry("keys", "updateCredits", "unsafe", { keyId, operation: "increment", value: 5 }),
  entry("keys", "deleteKey", "idempotent", { keyId }),
  entry("keys", "rerollKey", "unsafe", { keyId, expiration: 0 }),
  entry("keys", "addPermissions", "idempotent", slugs),
  entry("keys", "removePermissions", "idempotent", slugs),
  entry("keys", "setPermissions", "idempotent", slugs),
  entry("keys", "addRoles", "idempotent", roles),
  entry("keys", "removeRoles", "idempotent", roles),
  entry("keys", "setRoles", "idempotent", roles),
  entry("keys", "migrateKeys", "unique", batch),
  entry("permissions", "createPermission", "unique", { name: "Read", slug: "documents.read" }),
  entry("permissions", "getPermission", "read", { permission: "documents.read" }),
  entry("permissions", "deletePermission", "idempotent", { permission: "documents.read" }),
  entry("permissions", "listPermissions", "read", {}),
  entry("permissions", "createRole", "unique", { name: "reader" }),
  entry("permissions", "getRole", "read", { role: "reader" }),
  entry("permissions", "deleteRole", "idempotent", { role: "reader" }),
  entry("permissions", "listRoles", "read", {}),
  entry("permissions", "setRolePermissions", "idempotent", { roleId: "role_1", permissions: [] }),
  entry("ratelimit", "limit", "metered", limit),
  entry("ratelimit", "peek", "idempotent", limit),
  entry("ratelimit", "multiLimit", "metered", [limit]),
  entry("ratelimit", "setOverride", "idempotent", limit),
  entry("ratelimit", "getOverride", "read", bucket),
  entry("ratelimit", "deleteOverride", "idempotent", bucket),
  entry("ratelimit", "listOverrides", "read", { namespace: "mail" }),
  entry("analytics", "getVerifications", "read", { query: "SELECT 1" }),
  entry("analytics", "getRatelimits", "read", { query: "SELECT 1" }),
];

// One shape for all methods; that each takes its own parameters is what the wire table and the type tests show.
type AnyMethod = (params: unknown, options?: UnkeyCallOptions) => Promise<unknown>;

function entry(
  ...[group, name, safety, params]: [group: Group, name: string, safety: Safety, params: object]
): SafetyCase {
  return {
    method: `${group}.${name}`,
    safety,
    call: async (unkey, options) => {
      const resource = unkey[group] as unknown as Record<string, AnyMethod | undefined>;
      return await resource[name]?.(params, options);
    },
  };
}
