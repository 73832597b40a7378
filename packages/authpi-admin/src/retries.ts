import { checkRetries, ownOptions, type RetryPolicy } from "@keyrack/core";
import { refuse } from "./refusal.ts";
import { service } from "./service.ts";

/** When and how often a read is sent again. What is left out gets its default. */
export interface RetryOptions {
  /** How often a failed read is sent again at most: 0 to 10. @defaultValue 3 */
  limit?: number | undefined;
  /** Milliseconds before the first re-send. @defaultValue 1_000 */
  delay?: number | undefined;
  /** How the delay grows: doubled each time, or by itself each time. @defaultValue "exponential" */
  backoff?: "exponential" | "linear" | undefined;
}

const optionNames: ReadonlySet<string> = new Set(["limit", "delay", "backoff"]);
const defaults = { limit: 3, delay: 1_000, backoff: "exponential" } as const;
const transient: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Turns the `retries` option into a policy: reads are repeated after 429, 502, 503, 504 and failures of the network,
 * after waits without jitter, or after the wait that the service asks for, up to 60 s. Writes are never repeated.
 */
export function createRetryPolicy(given: boolean | RetryOptions | undefined): RetryPolicy {
  const { backoff, delay, limit } = readRetries(given);
  return {
    limit,
    delay: (retry) => delay * (backoff === "linear" ? retry : 2 ** (retry - 1)),
    isTransient: (status) => transient.has(status),
    maxHint: 60_000,
    hintJitter: false,
    never: ["idempotent", "unique", "metered", "unsafe"],
  };
}

interface Retries {
  readonly backoff: "exponential" | "linear";
  readonly delay: number;
  readonly limit: number;
}

function readRetries(given: boolean | RetryOptions | undefined): Retries {
  if (typeof given === "boolean") return { ...defaults, limit: given ? defaults.limit : 0 };
  const retries = { ...defaults, ...ownOptions({ service, option: "retries" }, given, optionNames) };
  const { backoff, delay } = retries;
  const limit = checkRetries({ service, option: "retries.limit" }, retries.limit);
  if (!(typeof delay === "number" && delay >= 0 && delay <= 0x7fffffff)) {
    throw refuse("retries.delay must be a number of milliseconds from 0 to 2147483647.");
  }
  if (backoff !== "exponential" && backoff !== "linear") {
    throw refuse('retries.backoff must be "exponential" or "linear".');
  }
  return { backoff, delay, limit };
}
