import type { Hooks } from "./hooks.ts";
import type { Logger } from "./logger.ts";
import type { Clock, Fetch, FetchAnswer, QueryValue, Safety } from "./types.ts";

/** Options that every client takes. */
export interface SharedOptions {
  /** Replaces the global `fetch`, which is looked up at each call. Never closed by the client. */
  fetch?: Fetch | undefined;
  /** Milliseconds over attempts, waits and token refresh. @defaultValue 90_000; `Infinity` means no limit */
  totalTimeout?: number | undefined;
  /** Gets one line per attempt; `console` fits. @defaultValue silent */
  logger?: Logger | undefined;
  /** Called at the stations of each call, with masked views. */
  hooks?: Hooks | undefined;
  /** Allows a base URL with `http:` to a host that is not loopback, for a test network. @defaultValue false */
  allowInsecureHttp?: boolean | undefined;
  /** Time and chance, for tests. */
  clock?: Clock | undefined;
}

/** Options that every method takes as its last argument. */
export interface CallOptions {
  /** Cancels the call in any phase; it rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds over attempts, waits and token refresh of this call; `Infinity` means no limit. */
  totalTimeout?: number | undefined;
  /** Further request headers. Credential, framing and hop headers are refused with `ConfigError`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Largest answer accepted, in decoded bytes. @defaultValue 16_777_216 */
  maxBodyBytes?: number | undefined;
  /** Called once per request that succeeded, before the promise settles. */
  onMeta?: ((meta: ResponseMeta) => void) | undefined;
}

/** Options of the low-level `request()`. */
export interface RequestOptions extends CallOptions {
  /** Query parameters; null and undefined are left out, arrays repeat the name. */
  query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined;
  /** A JSON value; it is serialised once, all attempts send the same bytes. */
  body?: unknown;
  /** @defaultValue GET and HEAD `read`; PUT and DELETE `idempotent`; POST and PATCH `unsafe` */
  safety?: Safety | undefined;
}

/** What is known of a request that succeeded, besides its value. */
export interface ResponseMeta {
  readonly method: string;
  /** The path that was sent, secrets in it masked. */
  readonly path: string;
  /** The path with each interpolated value as `{}`. */
  readonly route: string;
  readonly status: number;
  /** Lower-case names; values that could be secret are masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  /** How many requests the call took. */
  readonly attempts: number;
  readonly durationMs: number;
  readonly idempotencyKey: string | undefined;
}

/**
 * What the answer of an operation must be: an object, an array, an array that may be missing or come as no body at all
 * (`list`), an object whose content is open (`bare`), anything, nothing worth reading, or `bytes` instead of JSON,
 * which give a {@link BinaryAnswer}.
 */
export type Expected = "object" | "array" | "list" | "bare" | "any" | "void" | "bytes";

/** What an operation gives whose answer is no JSON. */
export interface BinaryAnswer {
  /** Never empty. */
  readonly bytes: Uint8Array;
  /** As they came, unmasked. */
  readonly headers: FetchAnswer["headers"];
}

/** What a method says of its request, beside verb and path. Not part of the public surface of a service. */
export interface RequestSpec {
  /** JSON body. */
  readonly json?: unknown;
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined;
  /** @defaultValue by verb: GET and HEAD `read`; PUT and DELETE `idempotent`; POST and PATCH `unsafe` */
  readonly safety?: Safety | undefined;
  /** @defaultValue "object" */
  readonly expects?: Expected | undefined;
  /** Headers of this operation, over the client's and below the caller's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `false` for a route that takes no credential. */
  readonly auth?: false | undefined;
  /** Values in the request that are masked wherever the service's text is quoted. */
  readonly secrets?: readonly (string | undefined)[] | undefined;
  /** The paging parameters of this page, for errors while walking a list. */
  readonly page?: Readonly<Record<string, string | number>> | undefined;
  /** The kind of a list, for the profile of a service that has several. */
  readonly list?: string | undefined;
  /**
   * What is wrong with a 2xx body although its kind is right; undefined where nothing is. Gets the body as sent, and
   * what it says is quoted in the error, so it names members and never their values.
   */
  readonly judge?: ((body: unknown) => string | undefined) | undefined;
  /** Statuses besides 2xx with which this operation answers as it should; they are no errors. */
  readonly accepts?: readonly number[] | undefined;
  /** Gives the body as sent, its envelope unopened and its kind unchecked. */
  readonly raw?: boolean | undefined;
}
