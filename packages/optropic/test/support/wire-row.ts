import type { Optropic } from "@keyrack/optropic";
import type { World } from "./world.ts";

/** One method on the wire: what is called, what must be sent, and what comes back. */
export interface WireRow {
  readonly method: string;
  readonly call: (optropic: Optropic, world: World) => Promise<unknown>;
  /** Verb and path; `{assetId}` and the like stand for ids of the world. */
  readonly route: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The body that must arrive. */
  readonly json?: (world: World) => unknown;
  readonly answer: unknown;
}

/** Puts the ids of a world into a route. */
export function locate(route: string, world: World): { method: string; path: string } {
  const [method = "", path = ""] = route.split(" ");
  return { method, path: path.replace(/\{(\w+)\}/g, (_whole, name: keyof World) => world[name]) };
}

/** Anything that is a page with these items. */
export function page(...data: unknown[]): { data: unknown[] } {
  return { data };
}
