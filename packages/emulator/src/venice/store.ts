import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Surroundings } from "../service.ts";
import type { Assumptions } from "./assumptions.ts";
import { ErrorBudget } from "./error-budget.ts";
import type { NewKey } from "./key-fields.ts";
import type { Account, ApiKey, Balances, Spend } from "./model.ts";
import { refuse } from "./refusal.ts";
import { RollingWindow } from "./rolling-window.ts";
import { SpentTokens } from "./spent-tokens.ts";
import { Wallets } from "./wallets.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 48;
const hintLength = 6;
const creations = { limit: 20, duration: 60_000 };

/** How many active keys an account has at most. */
export const mostActiveKeys = 500;

/** What a key has from its first moment on. */
export interface KeyStart extends NewKey {
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly spends?: readonly Spend[] | undefined;
}

/** A key that was just made, with the secret that nobody can read again. */
export interface MadeKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** The memory of one emulated service. */
export class Store {
  readonly assumptions: Assumptions;
  readonly budget: ErrorBudget = new ErrorBudget();
  readonly wallets: Wallets = new Wallets();
  readonly spentTokens: SpentTokens = new SpentTokens();
  /** Signs the Web3 tokens. */
  readonly tokenSecret: string;
  readonly #surroundings: Surroundings;
  readonly #keyByHash = new Map<string, ApiKey>();

  constructor(surroundings: Surroundings, assumptions: Assumptions) {
    this.#surroundings = surroundings;
    this.assumptions = assumptions;
    this.tokenSecret = this.#letters(secretLength);
  }

  /** The service's time in Unix milliseconds. */
  now(): number {
    return this.#surroundings.clock.now();
  }

  /** Makes hex digits from the emulator's seed. */
  createHex(length: number): string {
    const draw = (): string =>
      Math.floor(this.#surroundings.random() * 2 ** 32)
        .toString(16)
        .padStart(8, "0");
    return Array.from({ length: Math.ceil(length / 8) }, draw)
      .join("")
      .slice(0, length);
  }

  /** Makes a version 4 UUID (RFC 9562) from the emulator's seed. */
  createUuid(): string {
    const hex = this.createHex(30);
    const variant = "89ab".charAt(Math.floor(this.#surroundings.random() * 4));
    const [first, second, third] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 15)];
    return `${first}-${second}-4${third}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`;
  }

  /** Makes an account without keys. */
  createAccount(balances: Balances): Account {
    return { balances, keys: new Map(), creations: new RollingWindow(creations), breaches: [] };
  }

  /** Makes a key, or refuses with 400 where the account has 500; the secret comes from the seed: never use one in earnest. */
  addKey(account: Account, { type, settings, createdAt, spends = [] }: KeyStart): MadeKey {
    if (account.keys.size >= mostActiveKeys && this.activeKeys(account, createdAt).length >= mostActiveKeys) {
      throw refuse(400, `An account has ${mostActiveKeys} active API keys at most`);
    }
    const secret = `VENICE_${type}_KEY_${this.#letters(secretLength)}`;
    const key: ApiKey = {
      id: this.createUuid(),
      account,
      type,
      hash: hashOf(secret),
      last6Chars: secret.slice(-hintLength),
      createdAt,
      spends,
      settings,
      lastUsedAt: undefined,
    };
    account.keys.set(key.id, key);
    this.#keyByHash.set(key.hash, key);
    return { key, secret };
  }

  /** Finds the key of a secret by the secret's hash, unless the key has expired. */
  findKey(hash: string, now: number): ApiKey | undefined {
    const key = this.#keyByHash.get(hash);
    return key === undefined || hasExpired(key, now) ? undefined : key;
  }

  /** An account's keys that have not expired, oldest first; the others are forgotten for good. */
  activeKeys(account: Account, now: number): readonly ApiKey[] {
    const keys = Array.from(account.keys.values());
    for (const key of keys) if (hasExpired(key, now)) this.removeKey(key);
    return keys.filter((key) => !hasExpired(key, now));
  }

  /** Forgets a key; its secret opens nothing from now on. */
  removeKey(key: ApiKey): void {
    key.account.keys.delete(key.id);
    this.#keyByHash.delete(key.hash);
  }

  #letters(length: number): string {
    const draw = (): string => characters.charAt(Math.floor(this.#surroundings.random() * characters.length));
    return Array.from({ length }, draw).join("");
  }
}

/** What stands for a secret in memory. */
export function hashOf(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}

function hasExpired({ settings }: ApiKey, now: number): boolean {
  return settings.expiresAt !== null && settings.expiresAt <= now;
}
