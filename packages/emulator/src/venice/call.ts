import type { ApiKey } from "./model.ts";
import type { Store } from "./store.ts";

/** One request to a route that needs no key. */
export interface OpenCall {
  readonly store: Store;
  /** Unix milliseconds; one reading of the clock for the whole call. */
  readonly now: number;
  /** Parsed; `undefined` where there was none. */
  readonly body: unknown;
}

/** One request whose key was found in order. */
export interface Call extends OpenCall {
  readonly key: ApiKey;
  /** What the path names; empty where it names nothing. */
  readonly id: string;
  readonly query: URLSearchParams;
}

/** Writes a time in Unix milliseconds as ISO 8601. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** The same for a time that there may not be. */
export function isoTimeOrNull(time: number | null | undefined): string | null {
  return time === null || time === undefined ? null : isoTime(time);
}
