import { found } from "./call.ts";
import type { Permission, Role, Workspace } from "./model.ts";
import { omitEmpty } from "./omit-empty.ts";
import { Problem } from "./problem.ts";
import { foldCase } from "./sorted-index.ts";
import type { Store } from "./store.ts";

/** Slugs or role names, sorted into those that exist as written and those that do not. */
export interface Resolution<T> {
  readonly known: readonly T[];
  readonly missing: readonly string[];
  /** Whether making the missing ones would break uniqueness, which ignores letter case. */
  readonly clashes: boolean;
}

/** Looks slugs up exactly as written; slugs that are named twice count once. */
export function resolveSlugs(workspace: Workspace, slugs: readonly string[]): Resolution<Permission> {
  return resolve(slugs, workspace.permissionBySlug, ({ slug }) => slug);
}

/** Looks role names up exactly as written; names that come twice count once. */
export function resolveRoles(workspace: Workspace, names: readonly string[]): Resolution<Role> {
  return resolve(names, workspace.roleByName, ({ name }) => name);
}

/** Looks slugs up whatever their letter case; of two that differ in case alone the first is made. */
export function resolveSlugsInAnyCase(workspace: Workspace, slugs: readonly string[]): Resolution<Permission> {
  const bySlug = new Map<string, string>();
  for (const slug of slugs) {
    const folded = foldCase(slug);
    if (!bySlug.has(folded)) bySlug.set(folded, workspace.permissionBySlug.get(folded)?.slug ?? slug);
  }
  return resolveSlugs(workspace, [...bySlug.values()]);
}

/** Refuses, as the service's database would, slugs that exist in another letter case. */
export function refuseClash({ clashes }: Resolution<Permission>): void {
  if (clashes) throw new Problem("serviceUnavailable", "The permission exists in another letter case.");
}

/** Makes the missing permissions, with the slug as their name, and gives back all. */
export function completePermissions(
  store: Store,
  workspace: Workspace,
  { known, missing }: Resolution<Permission>,
): Set<Permission> {
  const made = missing.map((slug) => store.addPermission(workspace, { name: slug, slug, description: undefined }));
  return new Set([...known, ...made]);
}

/** Finds roles by their exact names or refuses with 404. */
export function findRoles(workspace: Workspace, names: readonly string[]): Role[] {
  const { known, missing } = resolveRoles(workspace, names);
  found(missing.length === 0 ? known : undefined, "roleNotFound");
  return [...known];
}

/** Shows permissions the way answers have them, sorted by slug. */
export function permissionsAnswer(permissions: Iterable<Permission>): Record<string, unknown>[] {
  return [...permissions].toSorted((one, other) => compare(one.slug, other.slug)).map(permissionAnswer);
}

/** Shows one permission. */
export function permissionAnswer({ id, name, slug, description }: Permission): Record<string, unknown> {
  return { id, name, slug, ...omitEmpty({ description }) };
}

/** Shows roles with their permissions, sorted by name. */
export function rolesAnswer(roles: Iterable<Role>): Record<string, unknown>[] {
  return [...roles].toSorted((one, other) => compare(one.name, other.name)).map(roleAnswer);
}

/** Shows one role with its permissions. */
export function roleAnswer({ id, name, description, permissions }: Role): Record<string, unknown> {
  return { id, name, ...omitEmpty({ description, permissions: permissionsAnswer(permissions) }) };
}

function resolve<T>(
  names: readonly string[],
  stored: ReadonlyMap<string, T>,
  nameOf: (row: T) => string,
): Resolution<T> {
  const known: T[] = [];
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const row = stored.get(foldCase(name));
    if (row !== undefined && nameOf(row) === name) known.push(row);
    else missing.push(name);
  }
  const folded = new Set(missing.map(foldCase));
  const clashes = folded.size < missing.length || missing.some((name) => stored.has(foldCase(name)));
  return { known, missing, clashes };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
