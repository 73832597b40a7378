import type { ApiKey, Tenant } from "./model.ts";
import type { Query } from "./query.ts";
import type { Store } from "./store.ts";

/** What work is done with: a request's own, or that of a batch job when its time has come. */
export interface Context {
  readonly store: Store;
  readonly key: ApiKey;
  /** The key's; what belongs to another one is unknown. */
  readonly tenant: Tenant;
  /** Unix milliseconds; one reading of the clock for the whole call. */
  readonly now: number;
}

/** One request after its key, its rate limit and its permission were found in order. */
export interface Call extends Context {
  /** Decoded; empty where the route has no open segment. */
  readonly id: string;
  readonly query: Query;
  /** Parsed; `undefined` where there was none. */
  readonly body: unknown;
}

/** Answers one method with a JSON value, a `BinaryBody`, or `undefined` for 204; refuses by throwing a `Refusal`. */
export type Handler = (call: Call) => unknown;

/** Writes a time in Unix milliseconds as ISO 8601. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
