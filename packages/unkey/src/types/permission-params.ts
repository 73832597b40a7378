/** A permission to be made. */
export interface CreatePermissionParams {
  /** 1 to 512 characters. */
  name: string;
  /** 1 to 128 letters, digits, `_`, `:`, `-`, `.`, `*`; unique in any letter case. */
  slug: string;
  /** At most 512 characters. */
  description?: string | undefined;
}

/** A permission that was just made. */
export interface CreatedPermission {
  permissionId: string;
}

/** Which permission to fetch. */
export interface GetPermissionParams {
  /** Its id or its slug. */
  permission: string;
}

/** Which permission to delete. */
export interface DeletePermissionParams {
  /** Its id or its slug. */
  permission: string;
}

/** Which permissions to list. */
export interface ListPermissionsParams {
  /** Permissions per page, 1 to 100. @defaultValue 100 */
  limit?: number | undefined;
  /** Where to start; from the page before. */
  cursor?: string | undefined;
  /** A part of the id, name, slug or description, in any letter case; at most 256 characters. */
  search?: string | undefined;
}

/** A role to be made. */
export interface CreateRoleParams {
  /** 1 to 128 characters; unique in any letter case. */
  name: string;
  /** At most 512 characters. */
  description?: string | undefined;
  /** Slugs; those that do not exist are made. */
  permissions?: readonly string[] | undefined;
}

/** A role that was just made. */
export interface CreatedRole {
  roleId: string;
}

/** Which role to fetch. */
export interface GetRoleParams {
  /** Its id or its name. */
  role: string;
}

/** Which role to delete. */
export interface DeleteRoleParams {
  /** Its id or its name. */
  role: string;
}

/** Which roles to list. */
export interface ListRolesParams {
  /** Roles per page, 1 to 100. @defaultValue 100 */
  limit?: number | undefined;
  /** Where to start; from the page before. */
  cursor?: string | undefined;
  /** A part of the id, name or description, in any letter case; at most 256 characters. */
  search?: string | undefined;
}

/** The permissions that a role shall have. */
export interface SetRolePermissionsParams {
  /** Its id, never its name. */
  roleId: string;
  /** Slugs; `[]` clears. */
  permissions: readonly string[];
}
