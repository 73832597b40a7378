import {
  type CallOptions,
  checkKey,
  ownOptions,
  readEnv,
  refuse,
  type RequestOptions,
  type SharedOptions,
  sharedOptionNames,
} from "@keyrack/core";
import type { RetryConfig } from "./retry-config.ts";
import { service } from "./service.ts";

/** Where requests go unless `baseUrl` says otherwise. */
export const DEFAULT_BASE_URL = "https://api.optropic.com";

/** The environment variable that stands in for `apiKey`; read at construction, where the platform has an environment. */
const API_KEY_VARIABLE = "OPTROPIC_API_KEY";

/**
 * How requests are spelled: as the official client sends them (`X-API-Key`, `page` and `per_page`), or as the printed
 * reference shows them (`Authorization: Bearer`, `limit` and `offset`).
 */
export type Dialect = "client" | "reference";

/** Which assets a client looks at when nothing else is said. */
export type Environment = "sandbox" | "live";

/** Settings of a client. One that is undefined counts as absent, one that does not exist is refused. */
export interface OptropicOptions extends SharedOptions {
  /** `optr_live_…`, `optr_test_…` or `optr_sandbox_…`. @defaultValue the variable `OPTROPIC_API_KEY` */
  apiKey?: string | undefined;
  /**
   * Whether asset lists show sandbox assets only, unless a call says otherwise; nothing else depends on it. `true`
   * with an `optr_live_` key is refused. @defaultValue by the key's prefix
   */
  sandbox?: boolean | undefined;
  /** Where requests go; may have a path. `/v1` is added unless it ends so. https, or http on loopback. @defaultValue "https://api.optropic.com" */
  baseUrl?: string | undefined;
  /** Milliseconds per attempt, from dispatch to the last body byte; `Infinity` means no limit. @defaultValue 30_000 */
  timeout?: number | undefined;
  /** Sent with every request. Credential, framing and hop headers are refused. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Tells of each attempt in four lines at debug: request, its headers, status, answer body; keys and secrets are
   * masked. To `logger`, else to the console. @defaultValue false
   */
  debug?: boolean | undefined;
  /** What is left out keeps its default. @defaultValue 3 re-sends, 1 s doubled each time up to 30 s, plus up to half of it */
  retryConfig?: RetryConfig | undefined;
  /** @defaultValue "client" */
  dialect?: Dialect | undefined;
}

/** Settings of one call, over those of the client. */
export interface OptropicCallOptions extends CallOptions {
  /** Milliseconds per attempt; `Infinity` means no limit. */
  timeout?: number | undefined;
  /** What is left out keeps the client's value. */
  retryConfig?: RetryConfig | undefined;
  /** Lets the service recognise a repeated call. @defaultValue on POST, PUT and PATCH a fresh UUID */
  idempotencyKey?: string | undefined;
}

/** Settings of a low-level `request()`. */
export interface OptropicRequestOptions extends RequestOptions, OptropicCallOptions {}

/** Options of a client, checked as far as they belong to this service, with their defaults. */
export interface Settings {
  readonly apiKey: string;
  readonly environment: Environment;
  readonly baseUrl: string;
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly debug: boolean;
  readonly retryConfig: RetryConfig | undefined;
  readonly dialect: Dialect;
  readonly shared: SharedOptions;
}

const optionNames: ReadonlySet<string> = new Set([
  "apiKey",
  "sandbox",
  "baseUrl",
  "timeout",
  "headers",
  "debug",
  "retryConfig",
  "dialect",
  ...sharedOptionNames,
]);

/** Reads the options of a client and the environment; a missing key, or a wrong option, is refused here. */
export function readOptions(given: OptropicOptions): Settings {
  const {
    apiKey: givenKey,
    sandbox,
    baseUrl = DEFAULT_BASE_URL,
    timeout = 30_000,
    headers,
    debug = false,
    retryConfig,
    dialect = "client",
    ...shared
  } = ownOptions({ service, option: "options" }, given, optionNames);
  if (typeof debug !== "boolean") throw refuse(service, "debug must be true or false.");
  if (dialect !== "client" && dialect !== "reference") {
    throw refuse(service, 'dialect must be "client" or "reference".');
  }
  const apiKey = readKey(givenKey);
  const environment = readEnvironment(apiKey, sandbox);
  return { apiKey, environment, baseUrl, timeout, headers, debug, retryConfig, dialect, shared };
}

function readKey(given: unknown): string {
  const key = given ?? readEnv(API_KEY_VARIABLE);
  if (key !== undefined) return checkKey({ service, option: "apiKey" }, key);
  throw refuse(service, `No credential: pass apiKey or set ${API_KEY_VARIABLE}.`, "missing_credential");
}

function readEnvironment(apiKey: string, sandbox: unknown): Environment {
  if (sandbox === undefined) return /^optr_(?:test|sandbox)_/.test(apiKey) ? "sandbox" : "live";
  if (typeof sandbox !== "boolean") throw refuse(service, "sandbox must be true or false.");
  if (sandbox && apiKey.startsWith("optr_live_")) {
    throw refuse(service, "sandbox must not be true with a live apiKey: writes would go to production.");
  }
  return sandbox ? "sandbox" : "live";
}
