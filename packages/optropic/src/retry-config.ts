import { checkInteger, checkRetries, ownOptions, type RetryPolicy } from "@keyrack/core";
import { service } from "./service.ts";

/** How often a failed call is repeated, and after which waits. What is left out gets its default. */
export interface RetryConfig {
  /** Re-sends after the first attempt, 0 to 10. @defaultValue 3 */
  maxRetries?: number | undefined;
  /** The first wait in milliseconds, doubled each time. @defaultValue 1_000 */
  baseDelay?: number | undefined;
  /** The longest wait in milliseconds, before up to half of it is added at random; a server's wait beyond it ends the call. @defaultValue 30_000 */
  maxDelay?: number | undefined;
}

/** A retry configuration with all its members. */
export type FullRetryConfig = { readonly [K in keyof RetryConfig]-?: number };

const defaults: FullRetryConfig = { maxRetries: 3, baseDelay: 1_000, maxDelay: 30_000 };
const names: ReadonlySet<string> = new Set(Object.keys(defaults));
const longest = 0x7fffffff;

/** Checks a retry configuration and completes it from another one. */
export function completeRetryConfig(given: RetryConfig | undefined, from: FullRetryConfig = defaults): FullRetryConfig {
  const own = ownOptions({ service, option: "retryConfig" }, given, names);
  const { maxRetries = from.maxRetries, baseDelay = from.baseDelay, maxDelay = from.maxDelay } = own;
  checkRetries({ service, option: "retryConfig.maxRetries" }, maxRetries);
  checkInteger({ service, option: "retryConfig.baseDelay" }, baseDelay, [0, longest]);
  checkInteger({ service, option: "retryConfig.maxDelay" }, maxDelay, [0, longest]);
  return { maxRetries, baseDelay, maxDelay };
}

/** Makes the policy of a retry configuration: `min(base · 2^n, max)` and up to half of that on top, drawn at random. */
export function createRetryPolicy({ baseDelay, maxDelay, maxRetries }: FullRetryConfig): RetryPolicy {
  return {
    limit: maxRetries,
    isTransient: (status) => [500, 502, 503, 504].includes(status),
    delay: (retry, _failure, random) => {
      const delay = Math.min(baseDelay * 2 ** (retry - 1), maxDelay);
      return delay + delay * 0.5 * random();
    },
    maxHint: maxDelay,
    hintJitter: false,
    // The reset of the window tells of the quota, not of a wait.
    resetHints: false,
    cutShort: false,
  };
}
