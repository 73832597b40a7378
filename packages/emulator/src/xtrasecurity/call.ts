import type { Account, Caller, Person } from "./caller.ts";
import { databaseFault } from "./fault.ts";
import { refuse } from "./refusal.ts";
import type { Store } from "./store.ts";
import { parseBody, type Values } from "./values.ts";

/** One request on its way through a route. */
export interface Call {
  readonly store: Store;
  /** Unix milliseconds; one reading of the clock for the whole request. */
  readonly now: number;
  /** `undefined` for a request without a good credential. */
  readonly caller: Caller | undefined;
  /** The first value of `X-Forwarded-For`, else 127.0.0.1. */
  readonly address: string;
  readonly headers: Headers;
  readonly url: URL;
  readonly query: URLSearchParams;
  /** What the open segments of the route's path hold, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly text: string;
}

/** Reads an open segment of the path. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? "";
}

/** Reads a value of the query; `undefined` where it is missing or empty. */
export function asked({ query }: Call, name: string): string | undefined {
  return query.get(name) || undefined;
}

/** Parses the body, whatever its type says; throws a fault where it is no JSON. */
export function readBody({ text }: Call): Values {
  return parseBody(text);
}

/** Refuses a request without a good credential: 401 `Unauthorized`. */
export function requireCaller({ caller }: Call): Caller {
  if (caller === undefined) throw refuse(401, "Unauthorized");
  return caller;
}

/** Refuses like `requireCaller`; a service account gets as far as the database, which fails on its id. */
export function requirePerson(call: Call): Person {
  return asPerson(requireCaller(call));
}

/** Narrows a caller to a person, where the service asks the database for the caller's id. */
export function asPerson(caller: Person | Account): Person {
  if (caller.kind === "person") return caller;
  throw databaseFault("user", "findUnique", "Malformed ObjectID: 24 hex digits are needed.");
}
