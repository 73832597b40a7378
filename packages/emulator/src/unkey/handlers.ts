import { getRatelimits, getVerifications } from "./analytics.ts";
import { createApi, deleteApi, getApi, listKeys } from "./apis.ts";
import type { Answer, Call } from "./call.ts";
import { createIdentity, deleteIdentity, getIdentity, listIdentities, updateIdentity } from "./identities.ts";
import { createKey } from "./keys-create.ts";
import { migrateKeys } from "./keys-migrate.ts";
import { addPermissions, removePermissions, setPermissions } from "./keys-permissions.ts";
import { getKey, whoami } from "./keys-read.ts";
import { deleteKey, rerollKey } from "./keys-replace.ts";
import { addRoles, removeRoles, setRoles } from "./keys-roles.ts";
import { updateCredits, updateKey } from "./keys-update.ts";
import type { MethodPath } from "./method-paths.ts";
import { deleteOverride, getOverride, listOverrides, setOverride } from "./overrides.ts";
import { createPermission, deletePermission, getPermission, listPermissions } from "./permissions.ts";
import { limit, multiLimit } from "./ratelimit.ts";
import { createRole, deleteRole, getRole, listRoles, setRolePermissions } from "./roles.ts";
import { verifyKey } from "./verify.ts";

/** Answers one method; it is only ever given a body that fits the method's schema. */
export type Handler = (call: Call, body: never) => Answer | Promise<Answer>;

/** What answers each method. */
export const handlers: Readonly<Record<MethodPath, Handler>> = {
  "apis.createApi": createApi,
  "apis.getApi": getApi,
  "apis.deleteApi": deleteApi,
  "apis.listKeys": listKeys,
  "identities.createIdentity": createIdentity,
  "identities.getIdentity": getIdentity,
  "identities.deleteIdentity": deleteIdentity,
  "identities.updateIdentity": updateIdentity,
  "identities.listIdentities": listIdentities,
  "keys.createKey": createKey,
  "keys.verifyKey": verifyKey,
  "keys.getKey": getKey,
  "keys.whoami": whoami,
  "keys.updateKey": updateKey,
  "keys.updateCredits": updateCredits,
  "keys.deleteKey": deleteKey,
  "keys.rerollKey": rerollKey,
  "keys.addPermissions": addPermissions,
  "keys.removePermissions": removePermissions,
  "keys.setPermissions": setPermissions,
  "keys.addRoles": addRoles,
  "keys.removeRoles": removeRoles,
  "keys.setRoles": setRoles,
  "keys.migrateKeys": migrateKeys,
  "permissions.createPermission": createPermission,
  "permissions.getPermission": getPermission,
  "permissions.deletePermission": deletePermission,
  "permissions.createRole": createRole,
  "permissions.getRole": getRole,
  "permissions.deleteRole": deleteRole,
  "permissions.listPermissions": listPermissions,
  "permissions.listRoles": listRoles,
  "permissions.setRolePermissions": setRolePermissions,
  "ratelimit.limit": limit,
  "ratelimit.multiLimit": multiLimit,
  "ratelimit.setOverride": setOverride,
  "ratelimit.getOverride": getOverride,
  "ratelimit.deleteOverride": deleteOverride,
  "ratelimit.listOverrides": listOverrides,
  "analytics.getVerifications": getVerifications,
  "analytics.getRatelimits": getRatelimits,
};
