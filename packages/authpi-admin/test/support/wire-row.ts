import type { AuthPIAdmin, AuthPIPage, CallOptions } from "@keyrack/authpi-admin";
import { expect } from "vitest";
import type { World } from "./world.ts";

/** What must arrive at the service. */
interface Sent {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** One method on the wire: how it is called, what is sent, and what it gives. */
export interface WireRow {
  /** Where it is, seen from the client: `issuer.user.tokens.list`. */
  readonly method: string;
  readonly call: (admin: AuthPIAdmin, world: World, options?: CallOptions) => Promise<unknown>;
  readonly sends: (world: World) => Sent;
  readonly gives: (world: World) => unknown;
  /** Of a list: how all its items are walked. */
  readonly walk?: (admin: AuthPIAdmin, world: World) => AsyncGenerator<unknown>;
}

/** What every single thing carries that came with an `ETag`. */
const tagged: { readonly _etag: unknown } = { _etag: expect.stringMatching(/^"\d+"$/) as unknown };

/** A single thing with these members, among others, and its tag. */
export function one(members: object): unknown {
  return expect.objectContaining({ ...tagged, ...members }) as unknown;
}

/** A page whose first items have these members, among others, and no tag. */
export function pageOf(...items: object[]): unknown {
  const data = items.map((item) => expect.objectContaining({ ...item }) as unknown);
  return expect.objectContaining({ data: expect.arrayContaining(data) as unknown }) as unknown;
}

interface Listed {
  list(params?: object, options?: CallOptions): Promise<AuthPIPage<unknown>>;
  listAll(params?: object): AsyncGenerator<unknown>;
}

/** Makes the row of a list, which is called with `params` and must send them as they are. */
export function listRow(
  method: string,
  pick: (admin: AuthPIAdmin, world: World) => unknown,
  expected: {
    readonly path: (world: World) => string;
    readonly params?: Readonly<Record<string, string | number | boolean>>;
    readonly gives: (world: World) => unknown;
  },
): WireRow {
  const { gives, params = {}, path } = expected;
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
  const query = Object.fromEntries(texts) as Record<string, string>;
  // Each list has parameters of its own; that they fit is what the type tests show.
  const target = (admin: AuthPIAdmin, world: World): Listed => pick(admin, world) as Listed;
  return {
    method: `${method}.list`,
    call: async (admin, world, options) => await target(admin, world).list(params, options),
    walk: (admin, world) => target(admin, world).listAll(params),
    sends: (world) => ({ method: "GET", path: path(world), query }),
    gives,
  };
}
