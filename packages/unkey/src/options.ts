import type { CallOptions, Credential, RequestOptions, SharedOptions } from "@keyrack/core";
import type { RetryConfig } from "./retry-config.ts";

/** Where requests go unless `serverUrl` says otherwise. */
export const DEFAULT_SERVER_URL = "https://api.unkey.com";

/** The environment variable that stands in for `rootKey`; read at the first call, where the platform has an environment. */
export const ROOT_KEY_VARIABLE = "UNKEY_ROOT_KEY";

/** Settings of a client. One that is undefined counts as absent, one that does not exist is refused. */
export interface UnkeyOptions extends SharedOptions {
  /** The root key, or a function that is asked for it once per call. @defaultValue the variable `UNKEY_ROOT_KEY` */
  rootKey?: Credential | undefined;
  /** Where requests go; may have a path. https, or http on loopback. @defaultValue "https://api.unkey.com" */
  serverUrl?: string | undefined;
  /** Milliseconds per attempt, from dispatch to the last body byte; `Infinity` means no limit. @defaultValue 10_000 */
  timeoutMs?: number | undefined;
  /** @defaultValue up to two re-sends, after waits of at most 250 ms (429: 1 s), doubled each time and drawn at random */
  retryConfig?: RetryConfig | undefined;
}

/** Settings of one call, over those of the client. */
export interface UnkeyCallOptions extends CallOptions {
  /** Milliseconds per attempt; `Infinity` means no limit. */
  timeoutMs?: number | undefined;
  /** Replaces the client's, and makes an unsafe or metered operation repeatable. */
  retryConfig?: RetryConfig | undefined;
  /** Sends this call, with the root key, to another server. */
  serverUrl?: string | undefined;
}

/** Settings of a low-level `request()`. */
export interface UnkeyRequestOptions extends RequestOptions, UnkeyCallOptions {}
