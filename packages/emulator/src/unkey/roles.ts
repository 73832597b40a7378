import { completePermissions, permissionsAnswer, resolveSlugsInAnyCase, roleAnswer } from "./catalogue.ts";
import { type Answer, type Call, found, requirePermission } from "./call.ts";
import type { Permission, Role } from "./model.ts";
import { isFound, takePage } from "./pages.ts";
import type { CatalogueListBody } from "./permissions.ts";
import { Problem } from "./problem.ts";
import { foldCase } from "./sorted-index.ts";

interface CreateRoleBody {
  readonly name: string;
  readonly description?: string;
  readonly permissions?: readonly string[];
}

/** Creates a role; names are unique whatever their letter case, and missing permissions are made. */
export function createRole(call: Call, body: CreateRoleBody): Answer {
  requirePermission(call, "rbac.*.create_role");
  const slugs = body.permissions ?? [];
  if (slugs.length > 0) requirePermission(call, "rbac.*.add_permission_to_role");
  requireCreation(call, slugs);
  const { name, description } = body;
  if (call.workspace.roleByName.has(foldCase(name))) {
    throw new Problem("roleExists", `A role with the name "${name}" exists.`);
  }
  const permissions = obtainPermissions(call, slugs);
  const role = call.store.addRole(call.workspace, { name, description, permissions });
  return { data: { roleId: role.id } };
}

/** Shows a role, found by its id or its name in any letter case. */
export function getRole(call: Call, body: { readonly role: string }): Answer {
  requirePermission(call, "rbac.*.read_role");
  return { data: roleAnswer(findRole(call, body.role)) };
}

/** Deletes a role and takes it from every key. */
export function deleteRole(call: Call, body: { readonly role: string }): Answer {
  requirePermission(call, "rbac.*.delete_role");
  const role = findRole(call, body.role);
  call.workspace.roles.delete(role);
  call.workspace.roleByName.delete(foldCase(role.name));
  for (const key of call.workspace.keys.values()) key.roles.delete(role);
  return { data: {} };
}

/** Lists roles; a search looks at id, name and description. */
export function listRoles(call: Call, body: CatalogueListBody): Answer {
  requirePermission(call, "rbac.*.read_role");
  const request = { cursor: body.cursor, limit: body.limit ?? 100 };
  const { rows, pagination } = takePage(call.workspace.roles, request, ({ id, name, description }) =>
    isFound(body.search, [id, name, description]),
  );
  return { data: rows.map(roleAnswer), pagination };
}

/** Replaces the permissions of a role, which only its id finds; missing permissions are made. */
export function setRolePermissions(
  call: Call,
  body: { readonly roleId: string; readonly permissions: readonly string[] },
): Answer {
  requirePermission(call, "rbac.*.add_permission_to_role");
  requirePermission(call, "rbac.*.remove_permission_from_role");
  requireCreation(call, body.permissions);
  const role = found(call.workspace.roles.get(body.roleId), "roleNotFound");
  role.permissions = obtainPermissions(call, body.permissions);
  return { data: permissionsAnswer(role.permissions) };
}

function requireCreation(call: Call, slugs: readonly string[]): void {
  const { missing } = resolveSlugsInAnyCase(call.workspace, slugs);
  if (missing.length > 0) requirePermission(call, "rbac.*.create_permission");
}

function obtainPermissions({ store, workspace }: Call, slugs: readonly string[]): Set<Permission> {
  return completePermissions(store, workspace, resolveSlugsInAnyCase(workspace, slugs));
}

function findRole({ workspace }: Call, text: string): Role {
  return found(workspace.roles.get(text) ?? workspace.roleByName.get(foldCase(text)), "roleNotFound");
}
