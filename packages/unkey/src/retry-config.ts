import { fullJitterDelay, isTransientStatus, ownOptions, refuse, type RetryPolicy } from "@keyrack/core";
import { service } from "./service.ts";

/** How the waits between attempts grow, and when to give up. What is left out gets its default. */
export interface BackoffStrategy {
  /** Longest first wait, in milliseconds; at least 1. @defaultValue 500 */
  initialInterval?: number | undefined;
  /** Longest wait, in milliseconds; at least 1. @defaultValue 60_000 */
  maxInterval?: number | undefined;
  /** By what the longest wait grows from attempt to attempt, 1 to 100. @defaultValue 1.5 */
  exponent?: number | undefined;
  /** No attempt starts later than this many milliseconds after the call began. @defaultValue 3_600_000 */
  maxElapsedTime?: number | undefined;
}

/**
 * When and how often a failed call is repeated.
 *
 * On a client it changes timing and bounds, never which operations are safe to repeat. On a call it also accepts
 * that an unsafe or metered operation is repeated: a second createKey may leave a key behind that nobody knows, a
 * second verifyKey may be charged twice.
 */
export interface RetryConfig {
  /** `none` sends every request once; `backoff` repeats until `maxElapsedTime` or the call's `totalTimeout`. */
  strategy: "backoff" | "none";
  backoff?: BackoffStrategy | undefined;
  /** Whether connection failures and timeouts are repeated too. @defaultValue true */
  retryConnectionErrors?: boolean | undefined;
}

// The limiter of the service answers before the operation runs, so even an unsafe one may follow a 429.
const base = { isTransient: isTransientStatus, maxHint: 60_000, throttlesFirst: true };

const configNames: ReadonlySet<string> = new Set(["strategy", "backoff", "retryConnectionErrors"]);
const backoffNames: ReadonlySet<string> = new Set(["initialInterval", "maxInterval", "exponent", "maxElapsedTime"]);

/** Turns a retry configuration into a policy; without one, up to two re-sends with full jitter. */
export function createRetryPolicy(given: RetryConfig | undefined): RetryPolicy {
  if (given === undefined) return { ...base, limit: 2, delay: fullJitterDelay };
  const {
    backoff,
    retryConnectionErrors: connectionErrors = true,
    strategy,
  } = ownOptions({ service, option: "retryConfig" }, given, configNames);
  if (strategy !== "backoff" && strategy !== "none") {
    throw refuse(service, 'retryConfig.strategy must be "backoff" or "none".');
  }
  if (typeof connectionErrors !== "boolean") {
    throw refuse(service, "retryConfig.retryConnectionErrors must be true or false.");
  }
  const { delay, maxElapsed } = readBackoff(backoff);
  const limit = strategy === "none" ? 0 : Number.POSITIVE_INFINITY;
  return { ...base, limit, delay, maxElapsed, connectionErrors };
}

function readBackoff(given: BackoffStrategy | undefined): { delay: RetryPolicy["delay"]; maxElapsed: number } {
  const own = ownOptions({ service, option: "retryConfig.backoff" }, given, backoffNames);
  const { initialInterval = 500, maxInterval = 60_000, exponent = 1.5, maxElapsedTime = 3_600_000 } = own;
  checkNumber("initialInterval", initialInterval, [1, 0x7fffffff]);
  checkNumber("maxInterval", maxInterval, [1, 0x7fffffff]);
  checkNumber("exponent", exponent, [1, 100]);
  checkNumber("maxElapsedTime", maxElapsedTime, [0, Number.POSITIVE_INFINITY]);
  const delay: RetryPolicy["delay"] = (retry, _failure, random) => {
    const longest = Math.min(maxInterval, initialInterval * exponent ** (retry - 1));
    // Half of it is fixed: without a count of attempts, waits near zero would hammer a service that is down.
    return (longest + random() * longest) / 2;
  };
  return { delay, maxElapsed: maxElapsedTime };
}

function checkNumber(option: keyof BackoffStrategy, value: unknown, [least, most]: readonly [number, number]): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
  throw refuse(service, `retryConfig.backoff.${option} must be a number ${range}.`);
}
