const full = 500;

/**
 * Keeps one client's retries from multiplying an outage: a retry is paid from a bucket of 500 tokens, and what it
 * cost comes back with the call's success; a success without retry brings one token.
 */
export class RetryBudget {
  #tokens = full;

  /** Pays for a retry; false when the bucket is too empty, and then nothing is taken. */
  take(cost: number): boolean {
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** Books a success whose call paid `cost` tokens. */
  refund(cost: number): void {
    this.#tokens = Math.min(full, this.#tokens + (cost || 1));
  }
}
