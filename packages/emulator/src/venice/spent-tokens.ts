import type { Web3Token } from "./web3-token.ts";

/** Remembers the Web3 tokens that minted a key until they end. */
export class SpentTokens {
  readonly #ends = new Map<string, number>();

  has({ id }: Web3Token): boolean {
    return this.#ends.has(id);
  }

  /** Remembers one, and forgets those that ended by `now`, in Unix milliseconds. */
  add(token: Web3Token, now: number): void {
    for (const [id, end] of this.#ends) if (end <= now) this.#ends.delete(id);
    this.#ends.set(token.id, token.endsAt);
  }
}
