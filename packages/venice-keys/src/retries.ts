import { checkRetries, fullJitterDelay, type RetryPolicy, type RetryQuestion } from "@keyrack/core";
import { service } from "./service.ts";

/**
 * Makes the policy of this service: reads, changes and deletions are repeated after 429, 500, 502, 503, 504, lost
 * connections and timeouts; a POST, which may make a key, only where it surely made none.
 */
export function createRetryPolicy(maxRetries: number): RetryPolicy {
  return {
    limit: checkRetries({ service, option: "maxRetries" }, maxRetries),
    isTransient: (status) => [500, 502, 503, 504].includes(status),
    delay: fullJitterDelay,
    maxHint: 60_000,
    throttlesFirst: true,
    repeats,
  };
}

function repeats({ code, hint, retries, safety, status }: RetryQuestion): boolean | undefined {
  if (safety !== "unsafe") return undefined;
  // The chain is asked by remote procedure call, which fails at times although the signature is good.
  if (status === 400 && code === "web3_verification_unavailable") return retries < 2;
  // A 503 that names a time was said in place of the operation.
  return status === 503 && hint !== undefined ? true : undefined;
}
