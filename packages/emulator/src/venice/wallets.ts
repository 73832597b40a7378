import type { Account } from "./model.ts";

/** What is known of wallets, by their addresses in any case: who has staked VVV, and whose account is whose. */
export class Wallets {
  readonly #staked = new Set<string>();
  readonly #accounts = new Map<string, Account>();

  /** Gives a wallet a stake, which it keeps. */
  addStake(address: string): void {
    this.#staked.add(address.toLowerCase());
  }

  hasStake(address: string): boolean {
    return this.#staked.has(address.toLowerCase());
  }

  /** Hands out the account that is linked to a wallet, and links a new one on first use. */
  accountOf(address: string, create: () => Account): Account {
    const name = address.toLowerCase();
    const account = this.#accounts.get(name) ?? create();
    this.#accounts.set(name, account);
    return account;
  }
}
