const actions = {
  api: "create_api read_api delete_api create_key read_key update_key delete_key verify_key encrypt_key decrypt_key read_analytics",
  identity: "create_identity read_identity update_identity delete_identity",
  rbac:
    "create_permission read_permission delete_permission create_role read_role delete_role " +
    "add_permission_to_key remove_permission_from_key add_role_to_key remove_role_from_key " +
    "add_permission_to_role remove_permission_from_role",
  ratelimit: "create_namespace limit read_override set_override delete_override read_analytics",
};

/** Every permission that a root key can hold, each for all resources (`*`). */
export const everyPermission: ReadonlySet<string> = new Set(
  Object.entries(actions).flatMap(([family, names]) => names.split(" ").map((name) => `${family}.*.${name}`)),
);

/** The few permissions of the limited root key. */
export const limitedPermissions: ReadonlySet<string> = new Set([
  "api.*.read_api",
  "api.*.update_key",
  "rbac.*.add_permission_to_key",
  "ratelimit.*.limit",
]);
