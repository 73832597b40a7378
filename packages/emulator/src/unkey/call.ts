import type { RootKey, Workspace } from "./model.ts";
import type { Pagination } from "./pages.ts";
import { Problem, type ProblemKind } from "./problem.ts";
import type { Store } from "./store.ts";

/** One request after its body, its root key and its workspace's limit were found in order. */
export interface Call {
  readonly store: Store;
  readonly rootKey: RootKey;
  /** The root key's; what belongs to another one is unknown to the call. */
  readonly workspace: Workspace;
  /** Unix milliseconds; one reading of the clock for the whole call. */
  readonly now: number;
  /** The first address of `X-Forwarded-For`. */
  readonly callerAddress: string | undefined;
}

/** What a method answers beside `meta`; deleteIdentity alone answers nothing. */
export interface Answer {
  readonly data?: unknown;
  readonly pagination?: Pagination;
}

/** Tells whether the root key may do this; `permission` is written for all, with `*`, and `id` names the one resource at hand. */
export function allows(call: Call, permission: string, id?: string): boolean {
  const held = call.rootKey.permissions;
  return held.has(permission) || (id !== undefined && held.has(permission.replace("*", id)));
}

/** Refuses with 403 and the permission's name unless the root key may do this. */
export function requirePermission(call: Call, permission: string, id?: string): void {
  if (!allows(call, permission, id)) {
    throw new Problem("insufficientPermissions", `The root key lacks the permission "${permission}".`);
  }
}

/** Hands back what was looked up, or refuses with the given 404. */
export function found<T>(value: T | undefined, kind: ProblemKind): T {
  if (value === undefined) throw new Problem(kind, "The requested resource does not exist.");
  return value;
}
