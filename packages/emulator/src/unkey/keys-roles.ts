import { findRoles, rolesAnswer } from "./catalogue.ts";
import { type Answer, type Call, requirePermission } from "./call.ts";
import { findKey } from "./key-answer.ts";
import type { Key } from "./model.ts";

interface KeyRolesBody {
  readonly keyId: string;
  readonly roles: readonly string[];
}

/** Gives a key roles, by their exact names; an unknown one refuses the call. */
export function addRoles(call: Call, body: KeyRolesBody): Answer {
  const key = findChangeable(call, body.keyId);
  requirePermission(call, "rbac.*.add_role_to_key");
  key.roles = new Set([...key.roles, ...findRoles(call.workspace, body.roles)]);
  return { data: rolesAnswer(key.roles) };
}

/** Takes roles from a key; an unknown one refuses the call, one that the key lacks is ignored. */
export function removeRoles(call: Call, body: KeyRolesBody): Answer {
  const key = findChangeable(call, body.keyId);
  for (const role of findRoles(call.workspace, body.roles)) key.roles.delete(role);
  return { data: rolesAnswer(key.roles) };
}

/** Replaces the roles of a key; an unknown one refuses the call. */
export function setRoles(call: Call, body: KeyRolesBody): Answer {
  const key = findChangeable(call, body.keyId);
  key.roles = new Set(findRoles(call.workspace, body.roles));
  return { data: rolesAnswer(key.roles) };
}

function findChangeable(call: Call, keyId: string): Key {
  const key = findKey(call, keyId);
  requirePermission(call, "api.*.update_key", key.api.id);
  return key;
}
