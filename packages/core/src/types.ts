/**
 * The one seam to the network: called with a URL string and a plain init, never with a `Request`, so that the
 * global `fetch`, undici's and any wrapper fit without a cast.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** What a {@link Fetch} is called with; nothing else is ever set. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  redirect: "manual";
}

/** The part of a `Response` that is read. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: {
    get(name: string): string | null;
    forEach(visit: (value: string, name: string) => void): void;
  };
  /** A web stream of bytes, or null. */
  readonly body: unknown;
}

/** Time and chance, replaceable in tests. */
export interface Clock {
  /** Monotonic milliseconds: deadlines, cache age. */
  now(): number;
  /** Unix milliseconds: hints of servers, expiry. */
  date(): number;
  /** Waits before a retry and between polls; rejects when `signal` aborts. Attempt timers stay real. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** A key, or a function that is asked for one once per call (not once per attempt). */
export type Credential = string | (() => string | Promise<string>);

/** The HTTP methods that the services use. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * How dangerous it is to send an operation twice: a pure `read`; `idempotent` by state; `unique` (a repeat is
 * answered with a conflict, never with a second object); `metered` (a repeat may be charged twice); `unsafe`.
 */
export type Safety = "read" | "idempotent" | "unique" | "metered" | "unsafe";

/** A value of a query parameter; null and undefined are left out, arrays repeat the name. */
export type QueryValue = string | number | boolean | null | undefined;
