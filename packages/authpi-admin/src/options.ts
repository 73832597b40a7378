import type { CallOptions, PagingOptions, RequestOptions, SharedOptions } from "@keyrack/core";
import type { ApiKeyPair, FreshToken } from "./credentials.ts";
import type { RetryOptions } from "./retries.ts";

/** Where requests go unless `baseUrl` says otherwise: the host of the Python package 0.3.0. */
export const DEFAULT_BASE_URL = "https://api.authpi.dev";

/** The host that the service itself names today; to be passed as `baseUrl`. */
export const CURRENT_BASE_URL = "https://api.authpi.com";

/** Settings of a client. One that is undefined counts as absent, one that does not exist is refused. */
export interface AuthPIAdminOptions extends SharedOptions {
  /**
   * Exactly one of `apiKey` and `accessToken`. A pair, or both joined by a colon, goes out as Basic; any other text as
   * Bearer, which the service accepts for tokens only.
   */
  apiKey?: string | ApiKeyPair | undefined;
  /** A token of a user session or a personal token; goes out as Bearer. */
  accessToken?: string | undefined;
  /**
   * The account to work on. Without it the first call that needs one asks `GET /v1/me`, once for the life of the client;
   * a credential of no or of several accounts then fails with `ConfigurationError`.
   */
  accountId?: string | undefined;
  /**
   * Called after a 401, once for all calls that wait; gives the token that replaces the credential from then on. Each
   * of these calls is then sent once more, writes too.
   */
  onTokenExpired?: (() => FreshToken | Promise<FreshToken>) | undefined;
  /** Where requests go, with or without `/v1` at its end. https, or http on loopback. @defaultValue DEFAULT_BASE_URL */
  baseUrl?: string | undefined;
  /** Milliseconds per attempt, from dispatch to the last body byte; `Infinity` means no limit. @defaultValue 30_000 */
  timeout?: number | undefined;
  /** Headers of every request; those of the credential and of framing are refused. */
  defaultHeaders?: Readonly<Record<string, string>> | undefined;
  /** `false` sends every request once. @defaultValue three re-sends of reads, after 1, 2 and 4 s */
  retries?: boolean | RetryOptions | undefined;
}

/** Settings of one call, over those of the client. */
export interface AuthPICallOptions extends CallOptions {
  /** Milliseconds per attempt; `Infinity` means no limit. */
  timeout?: number | undefined;
  /** Replaces the client's; writes go out once all the same. */
  retries?: boolean | RetryOptions | undefined;
}

/** Settings of a list that is walked. */
export interface ListAllOptions extends AuthPICallOptions, PagingOptions {}

/** Settings of a call that creates something. */
export interface CreateOptions extends AuthPICallOptions {
  /**
   * 1 to 255 visible ASCII characters. For 24 hours the service answers a repeated POST with this key, path and body
   * with its first answer, and one with another body with 422; it documents this for POST alone. Never made up here.
   */
  idempotencyKey?: string | undefined;
}

/** Settings of a call that deletes something. */
export interface DeleteOptions extends AuthPICallOptions {
  /**
   * The `_etag` that the thing must still have, else the call fails with `PreconditionFailedError`. Quotes are added
   * where they are missing; `""` counts as absent.
   */
  ifMatch?: string | undefined;
}

/** Settings of a call that changes something that exists; the service documents `ifMatch` for updates and deletes. */
export interface UpdateOptions extends CreateOptions, DeleteOptions {}

/** Settings of a low-level `request()`. */
export interface AuthPIRequestOptions extends RequestOptions, UpdateOptions {
  timeout?: number | undefined;
  retries?: boolean | RetryOptions | undefined;
}
