import type { FailureClass } from "./classify.ts";
import type { Safety } from "./types.ts";

/** Which failures of a service are worth another attempt, how often, and after which wait. */
export interface RetryPolicy {
  /** How often a failed attempt is repeated at most. */
  readonly limit: number;
  /** Whether a status other than 429 may go away by itself. */
  readonly isTransient: (status: number) => boolean;
  /** Milliseconds before re-send number `retry` (from 1); `random` gives a number in [0, 1). */
  readonly delay: (retry: number, failure: FailureClass, random: () => number) => number;
  /** The longest wait of a server that is obeyed, in ms; above it the call fails at once. */
  readonly maxHint: number;
  /** Whether a server's wait gets a little jitter on top, so that parallel calls return spread. @defaultValue true */
  readonly hintJitter?: boolean;
  /** Whether rate-limit reset headers of a 429 count as the server's wait. @defaultValue true */
  readonly resetHints?: boolean;
  /** Whether a 2xx whose JSON stops early is repeated. @defaultValue true */
  readonly cutShort?: boolean;
  /** Whether a 429 is decided before the operation, so that even an unsafe one may be repeated. */
  readonly throttlesFirst?: boolean;
  /** The safety classes that are never repeated, whatever happened. */
  readonly never?: readonly Safety[];
  /** No attempt starts later than this many ms after the call began. */
  readonly maxElapsed?: number;
  /** Whether connection failures and timeouts are repeated. @defaultValue true */
  readonly connectionErrors?: boolean;
  /** The caller accepts that an unsafe or metered operation is repeated. */
  readonly acceptsRepeats?: boolean;
  /**
   * What this service knows better than the usual rules: true or false decides whether the attempt is repeated, within
   * `limit` and `never`; undefined leaves it to them.
   */
  readonly repeats?: (question: RetryQuestion) => boolean | undefined;
}

/** A failed attempt as the retry decision sees it. */
export interface RetryQuestion {
  readonly safety: Safety;
  /** Whether the request carries an idempotency key. */
  readonly keyed: boolean;
  readonly failure: FailureClass;
  /** The code that the error would have. */
  readonly code: string;
  readonly status?: number | undefined;
  /** The server's wait in ms, if it gave a usable one. */
  readonly hint?: number | undefined;
  /** Re-sends so far. */
  readonly retries: number;
}

const fullJitter = { base: 250, throttledBase: 1_000, cap: 20_000, least: 10 };

/** The usual wait: uniform between 0 and `base * 2^n`, the cap applied before the draw, but at least 10 ms. */
export const fullJitterDelay: RetryPolicy["delay"] = (retry, failure, random) => {
  const base = failure === "throttled" ? fullJitter.throttledBase : fullJitter.base;
  return Math.max(fullJitter.least, random() * Math.min(fullJitter.cap, base * 2 ** (retry - 1)));
};

/** 408, 425, 500, 502, 503, 504 and 520 to 524: statuses that may go away by themselves. */
export function isTransientStatus(status: number): boolean {
  return [408, 425, 500, 502, 503, 504].includes(status) || (status >= 520 && status <= 524);
}

/** Decides whether an attempt may be repeated; how long to wait, and whether time is left, is another question. */
export function mayRepeat(policy: RetryPolicy, question: RetryQuestion): boolean {
  const { failure, retries, safety } = question;
  if (failure === "caller" || retries >= policy.limit || policy.never?.includes(safety)) return false;
  return policy.repeats?.(question) ?? followsRules(policy, question);
}

function followsRules(policy: RetryPolicy, question: RetryQuestion): boolean {
  const { failure } = question;
  if (failure === "refused") return false;
  if (failure.endsWith("-sent") && policy.connectionErrors === false) return false;
  return failure === "never-sent" || (toleratesRepeat(policy, question) && !isSecondDeferral(question));
}

// A server that wants its request later says so once.
function isSecondDeferral({ retries, status }: RetryQuestion): boolean {
  return retries > 0 && (status === 413 || status === 425);
}

function toleratesRepeat(policy: RetryPolicy, { failure, hint, keyed, retries, safety }: RetryQuestion): boolean {
  if (policy.acceptsRepeats || keyed) return true;
  // A metered operation sits on a hot path: one quick repeat, no patience.
  if (safety === "metered") return failure !== "throttled" && retries === 0 && (hint ?? 0) <= 1_000;
  if (safety !== "unsafe") return true;
  return failure === "throttled" && (policy.throttlesFirst === true || hint !== undefined);
}

/** The wait before the next attempt in ms; undefined where there is none to be. */
export function decideWait(policy: RetryPolicy, question: RetryQuestion, random: () => number): number | undefined {
  const { failure, hint, retries } = question;
  if (!mayRepeat(policy, question)) return undefined;
  if (hint === undefined) return policy.delay(retries + 1, failure, random);
  if (hint > policy.maxHint) return undefined;
  return policy.hintJitter === false ? hint : hint + random() * Math.min(hint / 10, 250);
}

/** What a retry takes from the client's budget. */
export function retryCost(failure: FailureClass): number {
  return failure === "throttled" ? 5 : 14;
}
