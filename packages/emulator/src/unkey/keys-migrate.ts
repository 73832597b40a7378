import { findKeyedApi } from "./apis.ts";
import { completePermissions, resolveRoles, resolveSlugs } from "./catalogue.ts";
import { type Answer, type Call, found, requirePermission } from "./call.ts";
import { createCredits, type CreditsBody, refuseMonthlyWithoutDay } from "./credits.ts";
import { isHugeMeta } from "./meta-size.ts";
import type { Api, Key, Meta, Permission, Role } from "./model.ts";
import { type LimitBody, replaceLimits } from "./named-limits.ts";
import { Problem } from "./problem.ts";

interface ImportedKey {
  readonly hash: string;
  readonly name?: string;
  readonly externalId?: string;
  readonly meta?: Meta;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  readonly expires?: number;
  readonly enabled?: boolean;
  readonly credits?: CreditsBody;
  readonly ratelimits?: readonly LimitBody[];
}

interface MigrateKeysBody {
  readonly migrationId: string;
  readonly apiId: string;
  readonly keys: readonly ImportedKey[];
}

/** Imports keys by their hashes; hashes that exist come back in `failed`, which is null where there are none. */
export function migrateKeys(call: Call, body: MigrateKeysBody): Answer {
  requirePermission(call, "api.*.create_key", body.apiId);
  const api = found(findKeyedApi(call, body.apiId), "apiNotFound");
  found(call.workspace.migrations.has(body.migrationId) ? true : undefined, "migrationNotFound");
  for (const key of body.keys) refuseCredits(key.credits);
  const isTaken = ({ hash }: ImportedKey): boolean => call.store.keyByHash.has(hash);
  const failed = body.keys.filter(isTaken).map(({ hash }) => hash);
  const fresh = body.keys.filter((key) => !isTaken(key));
  refuseUnstorable(fresh);
  completeCatalogue(call, fresh);

  const migrated = fresh.map((key) => ({ hash: key.hash, keyId: importKey(call, api, key).id }));
  return { data: { migrated, failed: failed.length === 0 ? null : failed } };
}

function importKey(call: Call, api: Api, body: ImportedKey): Key {
  const { store, workspace, now } = call;
  const written = { hash: body.hash, start: "", plaintext: undefined };
  const origin = { id: store.createId("key"), workspace, api, ...written, createdAt: now };
  return store.addKey(origin, {
    name: body.name,
    identity: body.externalId === undefined ? undefined : store.ensureIdentity(workspace, body.externalId),
    meta: body.meta,
    expires: body.expires,
    enabled: body.enabled ?? true,
    credits: createCredits(body.credits, now),
    ratelimits: replaceLimits(store, body.ratelimits ?? []),
    permissions: new Set<Permission>(resolveSlugs(workspace, body.permissions ?? []).known),
    roles: new Set<Role>(resolveRoles(workspace, body.roles ?? []).known),
  });
}

/** Makes every permission and role that the batch names and that is missing. */
function completeCatalogue({ store, workspace }: Call, keys: readonly ImportedKey[]): void {
  const slugs = resolveSlugs(
    workspace,
    keys.flatMap(({ permissions }) => permissions ?? []),
  );
  const roles = resolveRoles(
    workspace,
    keys.flatMap((key) => key.roles ?? []),
  );
  if (slugs.clashes || roles.clashes) throw new Problem("unexpectedError", "");
  completePermissions(store, workspace, slugs);
  for (const name of roles.missing) store.addRole(workspace, { name, description: undefined, permissions: new Set() });
}

function refuseCredits(credits: CreditsBody | undefined): void {
  // The service crashes here, and a crash is always answered in plain JSON.
  if (credits?.remaining === null) {
    throw new Problem("unexpectedError", "The service failed on unlimited credits.", { alwaysJson: true });
  }
  refuseMonthlyWithoutDay(credits?.refill);
}

function refuseUnstorable(keys: readonly ImportedKey[]): void {
  const isRepeated = new Set(keys.map(({ hash }) => hash)).size < keys.length;
  if (isRepeated || keys.some(({ meta }) => isHugeMeta(meta))) throw new Problem("unexpectedError", "");
}
