import type { CallOptions, Credential, RequestOptions, SharedOptions } from "@keyrack/core";

/** Where requests go unless `baseUrl` says otherwise. */
export const DEFAULT_BASE_URL = "https://api.venice.ai/api/v1";

/** The environment variable that stands in for `apiKey`; read at the first call, where the platform has an environment. */
export const API_KEY_VARIABLE = "VENICE_API_KEY";

/** Settings of a client. One that is undefined counts as absent, one that does not exist is refused. */
export interface VeniceOptions extends SharedOptions {
  /**
   * A key of any form, or a function that is asked for it once per call; white space around it goes. A client without
   * one can still mint a key with a wallet. @defaultValue the variable `VENICE_API_KEY`, read at the first call
   */
  apiKey?: Credential | undefined;
  /**
   * Where requests go, with its path; https, or http on loopback. Take it from no source that you would not trust
   * with an admin key. @defaultValue "https://api.venice.ai/api/v1"
   */
  baseUrl?: string | undefined;
  /** Milliseconds per attempt, from dispatch to the last body byte; `Infinity` means no limit. @defaultValue 30_000 */
  timeout?: number | undefined;
  /** How often a failed attempt is sent again at most, 0 to 10; whether it is safe to, each method decides. @defaultValue 2 */
  maxRetries?: number | undefined;
}

/** Settings of one call, over those of the client. */
export interface VeniceCallOptions extends CallOptions {
  /** Milliseconds per attempt; `Infinity` means no limit. */
  timeout?: number | undefined;
  /** How often a failed attempt is sent again at most, 0 to 10. */
  maxRetries?: number | undefined;
}

/** Settings of a low-level `request()`. */
export interface VeniceRequestOptions extends RequestOptions, VeniceCallOptions {}
