import { ApiError, type ErrorClass, type ErrorInit, SdkError } from "@keyrack/core";
import type { XtraErrorCode } from "./error-codes.ts";
import { hintFor, type RefusedRequest } from "./error-hints.ts";
import { cleanBody, readFailureBody, type SecretConflict } from "./failure-body.ts";
import type { OpenText } from "./types/open-text.ts";

/** Why a secret was not accepted by its validator. */
export interface SecretIssue {
  readonly key: string;
  /** One of a few fixed texts; a validator's own message may quote the value, so it is never passed on. */
  readonly reason: string;
}

/** What an error of this package tells beside the facts that all errors have. */
export interface XtraErrorFacts {
  /** Names of the secrets that it is about. */
  readonly keys?: readonly string[] | undefined;
  /** With `conflict`: the keys that somebody else wrote; the service's stored values are not kept. */
  readonly conflicts?: readonly SecretConflict[] | undefined;
  /** With `jit_required`: what the service proposes, `request_jit`. */
  readonly action?: string | undefined;
  /** With `rate_limited`: whether the address (100 requests a minute) or the project owner's quota is over its limit. */
  readonly scope?: "ip" | "quota" | undefined;
  /** The wait that the service asked for, in seconds. */
  readonly retryAfter?: number | undefined;
  /** With `partial_write`: how many secrets were sent. */
  readonly requested?: number | undefined;
  /** With `partial_write`: how many secrets the service says it wrote. */
  readonly written?: number | undefined;
  /** With `invalid_secrets`: what is wrong with each. */
  readonly issues?: readonly SecretIssue[] | undefined;
  /** What such an answer often means; also at the end of the message. */
  readonly hint?: string | undefined;
}

const factNames = [
  "keys",
  "conflicts",
  "action",
  "scope",
  "retryAfter",
  "requested",
  "written",
  "issues",
  "hint",
] as const satisfies readonly (keyof XtraErrorFacts)[];

/**
 * Base of every error that a client of this package throws, and the class of answers that are not 2xx.
 *
 * `code` says what happened, see `XtraErrorCode`. An error holds names of secrets, never their values, and no token.
 */
export class XtraError extends SdkError {
  static override readonly brand: string = "service:xtrasecurity";
  static override readonly countsAs: ErrorClass | undefined = ApiError;
  declare readonly code: OpenText<XtraErrorCode>;
  declare readonly keys: XtraErrorFacts["keys"];
  declare readonly conflicts: XtraErrorFacts["conflicts"];
  declare readonly action: XtraErrorFacts["action"];
  declare readonly scope: XtraErrorFacts["scope"];
  declare readonly retryAfter: XtraErrorFacts["retryAfter"];
  declare readonly requested: XtraErrorFacts["requested"];
  declare readonly written: XtraErrorFacts["written"];
  declare readonly issues: XtraErrorFacts["issues"];
  declare readonly hint: XtraErrorFacts["hint"];

  constructor(init: ErrorInit & XtraErrorFacts) {
    super(init, "XtraError");
    setFacts(this, init);
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...factsOf(this) };
  }
}

/** Something that this package found itself, in a 2xx answer or in secrets; it is an `XtraError` by `instanceof`. */
export class SecretsError extends SdkError {
  static override readonly brand: string = "@keyrack/xtrasecurity/SecretsError";

  constructor(init: ErrorInit & XtraErrorFacts) {
    super(init, "XtraError");
    setFacts(this, init);
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...factsOf(this) };
  }
}

/** Builds the error of an answer that is not 2xx. */
export function createApiError(init: ErrorInit & { status: number }, isServiceAccount: boolean): XtraError {
  const { action, conflicts, retryAfter } = readFailureBody(init.body);
  const { method = "", path = "", retryAfterMs, route = "", status } = init;
  const hint = hintFor({ method, path, route, status, isServiceAccount } satisfies RefusedRequest);
  return new XtraError({
    ...init,
    message: hint === undefined ? init.message : `${init.message}; ${hint}`,
    body: cleanBody(init.body),
    action,
    conflicts: status === 409 ? conflicts : undefined,
    retryAfter: retryAfterMs === undefined ? undefined : retryAfterMs / 1_000,
    scope: status === 429 ? (retryAfter === undefined ? "ip" : "quota") : undefined,
    hint,
  });
}

/** Names of secrets, fit for a message: at most 20 of them, without control characters. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => name.slice(0, 100).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?"));
  const rest = names.length - shown.length;
  return shown.map((name) => `"${name}"`).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function setFacts(error: SdkError, facts: XtraErrorFacts): void {
  for (const name of factNames) {
    const value = facts[name];
    if (value !== undefined) Object.defineProperty(error, name, { value, enumerable: true });
  }
}

function factsOf(error: SdkError): Record<string, unknown> {
  const own = Object.entries(error);
  return Object.fromEntries(own.filter(([name]) => (factNames as readonly string[]).includes(name)));
}
