import type { AuthPIAdmin, CallOptions } from "@keyrack/authpi-admin";
import { one, type WireRow } from "./wire-row.ts";
import type { World } from "./world.ts";

interface Single {
  get(id: string, options?: CallOptions): Promise<unknown>;
  update(id: string, params: object, options?: CallOptions): Promise<unknown>;
  delete(id: string, options?: CallOptions): Promise<void>;
}

interface Creating {
  create(params: object, options?: CallOptions): Promise<unknown>;
}

interface ScopeOfOne {
  get(options?: CallOptions): Promise<unknown>;
  update(params: object, options?: CallOptions): Promise<unknown>;
  delete(options?: CallOptions): Promise<void>;
}

/** What the rows of one collection are made from. */
export interface CrudCase {
  readonly path: (world: World) => string;
  readonly id: (world: World) => string;
  readonly body: object;
  /** What a create gives; by default what was sent. */
  readonly created?: object;
  readonly change: object;
}

/** Makes the rows of `create`, `get`, `update` and `delete` of one collection. */
export function crudRows(
  method: string,
  pick: (admin: AuthPIAdmin, world: World) => Single & Creating,
  { body, change, created = body, id, path }: CrudCase,
): WireRow[] {
  return [
    {
      method: `${method}.create`,
      call: async (admin, world, options) => await pick(admin, world).create(body, options),
      sends: (world) => ({ method: "POST", path: path(world), json: body }),
      gives: () => one(created),
    },
    {
      method: `${method}.get`,
      call: async (admin, world, options) => await pick(admin, world).get(id(world), options),
      sends: (world) => ({ method: "GET", path: `${path(world)}/${id(world)}` }),
      gives: (world) => one({ id: id(world) }),
    },
    {
      method: `${method}.update`,
      call: async (admin, world, options) => await pick(admin, world).update(id(world), change, options),
      sends: (world) => ({ method: "PATCH", path: `${path(world)}/${id(world)}`, json: change }),
      gives: () => one(change),
    },
    {
      method: `${method}.delete`,
      call: async (admin, world, options) => await pick(admin, world).delete(id(world), options),
      sends: (world) => ({ method: "DELETE", path: `${path(world)}/${id(world)}` }),
      gives: () => undefined,
    },
  ];
}

/** Makes the rows of `get`, `update` and `delete` of one scope. */
export function scopeRows(
  method: string,
  pick: (admin: AuthPIAdmin, world: World) => ScopeOfOne,
  { change, id, path }: Pick<CrudCase, "change" | "id" | "path">,
): WireRow[] {
  return [
    {
      method: `${method}.get`,
      call: async (admin, world, options) => await pick(admin, world).get(options),
      sends: (world) => ({ method: "GET", path: path(world) }),
      gives: (world) => one({ id: id(world) }),
    },
    {
      method: `${method}.update`,
      call: async (admin, world, options) => await pick(admin, world).update(change, options),
      sends: (world) => ({ method: "PATCH", path: path(world), json: change }),
      gives: () => one(change),
    },
    {
      method: `${method}.delete`,
      call: async (admin, world, options) => await pick(admin, world).delete(options),
      sends: (world) => ({ method: "DELETE", path: path(world) }),
      gives: () => undefined,
    },
  ];
}
