import type { UnkeyFixtures } from "@keyrack/emulator";
import type { Unkey } from "@keyrack/unkey";

/** One thing of each kind, ready to be asked for. */
export interface World {
  readonly apiId: string;
  readonly keyId: string;
  readonly key: string;
  readonly identityId: string;
  readonly permissionId: string;
  readonly roleId: string;
  readonly migrationId: string;
}

/**
 * Furnishes a workspace: a key `sk_…` of `user_1` with the limit `requests`, the permission `documents.read`, the role
 * `reader`, and an override for `vip` in the namespace `mail`.
 */
export async function furnish(unkey: Unkey, { migrationId }: UnkeyFixtures): Promise<World> {
  const api = await unkey.apis.createApi({ name: "billing" });
  const identity = await unkey.identities.createIdentity({ externalId: "user_1" });
  const permission = await unkey.permissions.createPermission({ name: "Read documents", slug: "documents.read" });
  const role = await unkey.permissions.createRole({ name: "reader" });
  const key = await unkey.keys.createKey({
    apiId: api.data.apiId,
    prefix: "sk",
    externalId: "user_1",
    credits: { remaining: 100 },
    ratelimits: [{ name: "requests", limit: 10, duration: 3_600_000 }],
  });
  const request = { namespace: "mail", identifier: "vip", limit: 10, duration: 3_600_000 };
  await unkey.ratelimit.limit(request);
  await unkey.ratelimit.setOverride({ ...request, limit: 50 });
  return {
    apiId: api.data.apiId,
    ...key.data,
    identityId: identity.data.identityId,
    permissionId: permission.data.permissionId,
    roleId: role.data.roleId,
    migrationId,
  };
}
