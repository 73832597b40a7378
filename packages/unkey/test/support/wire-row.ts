import type { Unkey } from "@keyrack/unkey";
import type { World } from "./world.ts";

interface AnyAnswer {
  readonly meta: { readonly requestId: string };
  readonly data?: unknown;
}

/** One method on the wire: what is sent, and the data that comes back. */
export interface WireRow {
  readonly method: string;
  readonly run: (unkey: Unkey, world: World) => Promise<{ answer: AnyAnswer; body: unknown }>;
  readonly data: unknown;
}

/** What a row is written as; the body that is passed is the body that must arrive. */
export interface WireCase<Body> {
  readonly method: string;
  readonly body: (world: World) => Body;
  readonly call: (unkey: Unkey, body: Body) => Promise<AnyAnswer>;
  readonly data: unknown;
}

/** Makes a row of the wire table. */
export function row<Body>({ method, body: build, call, data }: WireCase<Body>): WireRow {
  const run: WireRow["run"] = async (unkey, world) => {
    const body = build(world);
    return { answer: await call(unkey, body), body };
  };
  return { method, run, data };
}
