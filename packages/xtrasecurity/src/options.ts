import {
  type CallOptions,
  checkBaseUrl,
  checkKey,
  checkRetries,
  checkTimeout,
  ownOptions,
  readEnv,
  refuse,
  type RequestOptions,
  type SharedOptions,
  sharedOptionNames,
} from "@keyrack/core";
import { service } from "./service.ts";
import type { StaleNotice } from "./types/stale-notice.ts";

/** Where requests go unless `apiUrl` says otherwise. */
export const DEFAULT_API_URL = "https://www.xtrasecurity.in/api";

/** Settings of a client. One that is undefined counts as absent, one that does not exist is refused. */
export interface XtraClientOptions extends SharedOptions {
  /** A personal key (`xs_…`), a service account's key (`xtra_…`) or a CLI token. @defaultValue the variable `XTRA_TOKEN` */
  token?: string | undefined;
  /**
   * The project of every call that names none. Where it is missing and the token is a service account's, its one
   * project is asked for once. @defaultValue the variable `XTRA_PROJECT_ID`
   */
  projectId?: string | undefined;
  /** Where requests go, path included. https, or http on loopback. @defaultValue the variable `XTRA_API_URL`, else "https://www.xtrasecurity.in/api" */
  apiUrl?: string | undefined;
  /** Whether reads are kept in memory. @defaultValue true */
  cache?: boolean | undefined;
  /** Milliseconds for which a read is kept; 0 switches the cache off. @defaultValue 30_000 */
  cacheTtl?: number | undefined;
  /**
   * Milliseconds after the end of `cacheTtl` in which a kept read still stands in where the service cannot be reached
   * or answers 429 or 5xx; never after another refusal. @defaultValue 0, which is off
   */
  staleIfError?: number | undefined;
  /** Called once for each refresh that failed and was covered by `staleIfError`; what it throws is dropped. */
  onStale?: ((notice: StaleNotice) => void) | undefined;
  /** Milliseconds per attempt, from dispatch to the last body byte; `Infinity` means no limit. @defaultValue 15_000, writes of secrets 60_000 */
  timeout?: number | undefined;
  /** Re-sends after the first attempt, 0 to 10. @defaultValue 2 */
  maxRetries?: number | undefined;
}

/** Settings of one call, over those of the client. */
export interface XtraCallOptions extends CallOptions {
  /** Milliseconds per attempt; `Infinity` means no limit. */
  timeout?: number | undefined;
  /** Re-sends after the first attempt, 0 to 10. */
  maxRetries?: number | undefined;
}

/** Settings of a low-level `request()`. */
export interface XtraRequestOptions extends RequestOptions, XtraCallOptions {}

/** Options of a client, checked, with their defaults. */
export interface Settings {
  readonly token: string;
  readonly projectId: string | undefined;
  readonly apiUrl: string;
  /** Milliseconds; 0 where nothing is kept. */
  readonly cacheTtl: number;
  readonly staleIfError: number;
  readonly onStale: ((notice: StaleNotice) => void) | undefined;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly shared: SharedOptions;
}

const optionNames: ReadonlySet<string> = new Set([
  "token",
  "projectId",
  "apiUrl",
  "cache",
  "cacheTtl",
  "staleIfError",
  "onStale",
  "timeout",
  "maxRetries",
  ...sharedOptionNames,
]);

const defaults = { cache: true, cacheTtl: 30_000, staleIfError: 0, timeout: 15_000, maxRetries: 2 };

/** Reads the options of a client and the environment; a missing token, or a wrong option, is refused here. */
export function readOptions(given: XtraClientOptions): Settings {
  const options = { ...defaults, ...ownOptions({ service, option: "options" }, given, optionNames) };
  const { token, projectId, apiUrl, cache, cacheTtl, staleIfError, onStale, timeout, maxRetries, ...shared } = options;
  if (typeof cache !== "boolean") throw refuse(service, "cache must be true or false.");
  if (onStale !== undefined && typeof onStale !== "function") throw refuse(service, "onStale must be a function.");
  const ttl = checkAge("cacheTtl", cacheTtl);
  const url = apiUrl ?? readEnv("XTRA_API_URL") ?? DEFAULT_API_URL;
  return {
    token: readToken(token),
    projectId: readProject(projectId),
    apiUrl: checkBaseUrl({ service, option: "apiUrl" }, url, shared.allowInsecureHttp),
    cacheTtl: cache ? ttl : 0,
    staleIfError: checkAge("staleIfError", staleIfError),
    onStale,
    timeout: checkTimeout({ service, option: "timeout" }, timeout),
    maxRetries: checkRetries({ service, option: "maxRetries" }, maxRetries),
    shared,
  };
}

function readProject(given: unknown): string | undefined {
  const projectId = given ?? readEnv("XTRA_PROJECT_ID");
  return projectId === undefined ? undefined : checkKey({ service, option: "projectId" }, projectId);
}

function readToken(given: unknown): string {
  const token = given ?? readEnv("XTRA_TOKEN");
  const isMissing = token === undefined || (typeof token === "string" && token.trim() === "");
  if (isMissing) throw refuse(service, "No credential: pass token or set XTRA_TOKEN.", "missing_token");
  return checkKey({ service, option: "token" }, token);
}

function checkAge(option: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw refuse(service, `${option} must be a finite number of milliseconds from 0 on.`);
}
