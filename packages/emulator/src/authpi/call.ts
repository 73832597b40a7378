import type { Caller } from "./auth.ts";
import type { Row } from "./row.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** Where a request leads, once the caller is known and everything in the path was found. */
export interface Place {
  readonly store: Store;
  readonly caller: Caller;
  /** Unix milliseconds; one reading of the clock for the whole request. */
  readonly now: number;
  /** What the path names, by the names of the route's parameters. */
  readonly rows: ReadonlyMap<string, Row>;
  /** The last thing that the path names; without one, what the accounts belong to. */
  readonly target: Row;
  readonly query: URLSearchParams;
}

/** A request whose precondition holds and whose body is a JSON object; no body counts as `{}`. */
export interface Call extends Place {
  readonly body: Values;
}

/** What goes back to the caller. */
export interface Answer {
  readonly status: 200 | 201 | 204;
  /** Absent where there is nothing to say. */
  readonly body?: unknown;
  /** The thing that the body is about, whose ETag goes along. */
  readonly row?: Row;
}

/** Hands out the thing that a parameter of the route names. */
export function named({ rows }: Place, parameter: string): Row {
  const row = rows.get(parameter);
  if (row === undefined) throw new TypeError(`The route has no parameter ${parameter}.`);
  return row;
}

/** The account that the request is about. */
export function accountOf(place: Place): Row {
  return named(place, "account_id");
}

/** Answers 200 with an object in its envelope. */
export function done(data: unknown, row?: Row): Answer {
  return { status: 200, body: { data }, ...(row === undefined ? {} : { row }) };
}

/** Answers 201 with a new object in its envelope. */
export function created(data: unknown, row: Row): Answer {
  return { status: 201, body: { data }, row };
}

/** The answer to every deletion: 204 without a body. */
export const gone: Answer = { status: 204 };
