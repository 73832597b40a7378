import { completePermissions, permissionsAnswer, refuseClash, resolveSlugs } from "./catalogue.ts";
import { type Answer, type Call, found, requirePermission } from "./call.ts";
import { findKey } from "./key-answer.ts";
import type { Key, Permission } from "./model.ts";

interface KeyPermissionsBody {
  readonly keyId: string;
  readonly permissions: readonly string[];
}

/** Gives a key permissions; missing ones are made, if the root key may. */
export function addPermissions(call: Call, body: KeyPermissionsBody): Answer {
  const key = findChangeable(call, body.keyId, ["rbac.*.add_permission_to_key"]);
  const added = obtainPermissions(call, body.permissions);
  key.permissions = new Set([...key.permissions, ...added]);
  return { data: permissionsAnswer(key.permissions) };
}

/** Takes permissions from a key; one that does not exist refuses the call, one that the key lacks is ignored. */
export function removePermissions(call: Call, body: KeyPermissionsBody): Answer {
  const key = findChangeable(call, body.keyId, ["rbac.*.remove_permission_from_key"]);
  const { known, missing } = resolveSlugs(call.workspace, body.permissions);
  for (const permission of found(missing.length === 0 ? known : undefined, "permissionNotFound")) {
    key.permissions.delete(permission);
  }
  return { data: permissionsAnswer(key.permissions) };
}

/** Replaces the permissions of a key; missing ones are made, if the root key may. */
export function setPermissions(call: Call, body: KeyPermissionsBody): Answer {
  const needed = ["rbac.*.add_permission_to_key", "rbac.*.remove_permission_from_key"];
  const key = findChangeable(call, body.keyId, needed);
  key.permissions = obtainPermissions(call, body.permissions);
  return { data: permissionsAnswer(key.permissions) };
}

function findChangeable(call: Call, keyId: string, permissions: readonly string[]): Key {
  const key = findKey(call, keyId);
  requirePermission(call, "api.*.update_key", key.api.id);
  for (const permission of permissions) requirePermission(call, permission);
  return key;
}

function obtainPermissions(call: Call, slugs: readonly string[]): Set<Permission> {
  const resolution = resolveSlugs(call.workspace, slugs);
  if (resolution.missing.length > 0) requirePermission(call, "rbac.*.create_permission");
  refuseClash(resolution);
  return completePermissions(call.store, call.workspace, resolution);
}
