/**
 * Where a verify cache keeps its answers, under names that do not give a key away.
 *
 * Several processes can share a store if their clocks agree. Give every root key a store of its own, or put a prefix
 * of its own before the names: a key is valid in one workspace only. Whoever can write to the store can make a key
 * valid, so guard it like the root key. Where the store fails, `verifyKey` asks Unkey; `invalidate` and `clear` reject.
 */
export interface VerifyStore {
  /** Gives the value last set, nothing after `delete` and after its time. */
  get(name: string): Promise<string | null | undefined> | string | null | undefined;
  /** Keeps a value for a whole number of milliseconds; what it returns is awaited. */
  set(name: string, value: string, ttlMs: number): unknown;
  /** Forgets a value; what it returns is awaited. */
  delete(name: string): unknown;
}

interface Entry {
  readonly value: string;
  readonly staleAt: number;
}

/** Keeps a bounded number of values in memory; the one that was not used for the longest time goes first. */
export class MemoryStore implements VerifyStore {
  // In the order of their last use: a Map keeps the order of insertion, and every use inserts anew.
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  readonly #now: () => number;

  constructor(maxEntries: number, now: () => number) {
    this.#maxEntries = maxEntries;
    this.#now = now;
  }

  get(name: string): string | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    if (this.#now() >= entry.staleAt) return undefined;
    this.#entries.set(name, entry);
    return entry.value;
  }

  set(name: string, value: string, ttlMs: number): void {
    this.#entries.delete(name);
    this.#entries.set(name, { value, staleAt: this.#now() + ttlMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries && oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}
