import { fullJitterDelay, type RetryPolicy, type RetryQuestion } from "@keyrack/core";

/** The longest `Retry-After` that is waited for, in milliseconds; above it the call fails at once. */
const longestHint = 30_000;

/**
 * Makes the retry policy of this service.
 *
 * A 429 is decided before anything is done, so it is repeated for every operation, as is what surely never arrived.
 * Beyond that only reads are repeated: after a lost connection, a timeout, 502, 503 and 504, and once after a 500.
 * What is `metered` is never repeated: reading a share counts as a view.
 */
export function createRetryPolicy(maxRetries: number): RetryPolicy {
  return {
    limit: maxRetries,
    isTransient: (status) => [500, 502, 503, 504].includes(status),
    delay: fullJitterDelay,
    maxHint: longestHint,
    hintJitter: false,
    // The reset of the quota can be a day away, and the service sends 0 where it does not know it.
    resetHints: false,
    never: ["metered"],
    repeats,
  };
}

function repeats({ failure, retries, safety, status }: RetryQuestion): boolean | undefined {
  if (failure === "throttled" || failure === "never-sent") return true;
  if (safety !== "read") return false;
  return status === 500 ? retries === 0 : undefined;
}
