import { permissionAnswer } from "./catalogue.ts";
import { type Answer, type Call, found, requirePermission } from "./call.ts";
import type { Permission } from "./model.ts";
import { isFound, takePage } from "./pages.ts";
import { Problem } from "./problem.ts";
import { foldCase } from "./sorted-index.ts";

/** What a caller asks of the lists of permissions and of roles. */
export interface CatalogueListBody {
  readonly limit?: number;
  readonly cursor?: string;
  readonly search?: string;
}

interface CreatePermissionBody {
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
}

/** Creates a permission; slugs are unique whatever their letter case. */
export function createPermission(call: Call, { name, slug, description }: CreatePermissionBody): Answer {
  requirePermission(call, "rbac.*.create_permission");
  if (call.workspace.permissionBySlug.has(foldCase(slug))) {
    throw new Problem("permissionExists", `A permission with the slug "${slug}" exists.`);
  }
  const permission = call.store.addPermission(call.workspace, { name, slug, description });
  return { data: { permissionId: permission.id } };
}

/** Shows a permission, found by its id or its slug in any letter case. */
export function getPermission(call: Call, body: { readonly permission: string }): Answer {
  requirePermission(call, "rbac.*.read_permission");
  return { data: permissionAnswer(findPermission(call, body.permission)) };
}

/** Deletes a permission and takes it from every key and role. */
export function deletePermission(call: Call, body: { readonly permission: string }): Answer {
  requirePermission(call, "rbac.*.delete_permission");
  const permission = findPermission(call, body.permission);
  const { workspace } = call;
  workspace.permissions.delete(permission);
  workspace.permissionBySlug.delete(foldCase(permission.slug));
  for (const holder of [...workspace.keys.values(), ...workspace.roles]) holder.permissions.delete(permission);
  return { data: {} };
}

/** Lists permissions; a search looks at id, name, slug and description. */
export function listPermissions(call: Call, body: CatalogueListBody): Answer {
  requirePermission(call, "rbac.*.read_permission");
  const request = { cursor: body.cursor, limit: body.limit ?? 100 };
  const { rows, pagination } = takePage(call.workspace.permissions, request, ({ id, name, slug, description }) =>
    isFound(body.search, [id, name, slug, description]),
  );
  return { data: rows.map(permissionAnswer), pagination };
}

function findPermission({ workspace }: Call, text: string): Permission {
  const permission = workspace.permissions.get(text) ?? workspace.permissionBySlug.get(foldCase(text));
  return found(permission, "permissionNotFound");
}
