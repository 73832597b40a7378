import {
  checkInteger,
  type Clock,
  ClosedClientError,
  type RateLimit,
  refuse,
  SdkError,
  systemClock,
} from "@keyrack/core";
import { paceOf } from "./quota.ts";
import { checkEnvironment } from "./environment.ts";
import { callPart, checkOptions, placeNames, type PlaceOptions } from "./read-options.ts";
import { requireReadable } from "./readable.ts";
import type { SecretReader } from "./reader.ts";
import { service } from "./service.ts";
import type { SecretMap } from "./types/secrets.ts";

/** Which secrets differ from those of the poll before; names only. */
export interface SecretsChange {
  readonly env: string;
  readonly branch: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** How secrets are watched. */
export interface WatchOptions extends PlaceOptions {
  /** Milliseconds between polls, from 10,000 on; each wait is up to 10 % shorter or longer. @defaultValue 300_000 */
  interval?: number | undefined;
  /** Told of each change; the next poll waits for it. The cache has the new values by then. */
  onChange: (change: SecretsChange) => unknown;
  /** Told of each poll that failed, and of what `onChange` throws; polling goes on. */
  onError?: ((error: unknown) => unknown) | undefined;
  /** Takes masks for values, so that a viewer hears of added and removed keys. @defaultValue false */
  allowMasked?: boolean | undefined;
}

/** What watching works with. */
export interface WatchTools {
  readonly reader: SecretReader;
  readonly quota: () => RateLimit | undefined;
  /** Undefined for the platform's time. */
  readonly clock: Clock | undefined;
}

const shortest = 10_000;
const longestTimer = 0x7fffffff;
/** This share of the daily quota is left to others. */
const reserve = 0.2;
/** A quota that is used up is looked at again after this many ms at the latest. */
const longestPace = 3_600_000;
const optionNames: readonly string[] = [...placeNames, "interval", "onChange", "onError", "allowMasked"];

/** The watches of one client, which end with it. */
export class Watches {
  readonly #tools: WatchTools;
  readonly #ends = new Set<() => void>();

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  /** Starts to poll and gives the function that ends it. */
  start(env: string, given: WatchOptions): () => void {
    const options = checkOptions(given, optionNames);
    const { interval = 300_000, onChange, onError, signal } = options;
    const name = checkEnvironment(env);
    checkInteger({ service, option: "interval" }, interval, [shortest, longestTimer]);
    if (typeof onChange !== "function") throw refuse(service, "onChange must be a function.");
    if (onError !== undefined && typeof onError !== "function") throw refuse(service, "onError must be a function.");
    const controller = new AbortController();
    const end = (): void => {
      this.#ends.delete(end);
      signal?.removeEventListener("abort", end);
      controller.abort();
    };
    signal?.addEventListener("abort", end, { once: true });
    this.#ends.add(end);
    if (signal?.aborted) end();
    const watch = new SecretWatch(this.#tools, { ...options, env: name, interval, signal: controller.signal });
    void watch.run().then(end);
    return end;
  }

  /** Ends all. */
  endAll(): void {
    for (const end of this.#ends) end();
  }
}

interface Watched extends WatchOptions {
  readonly env: string;
  readonly interval: number;
  readonly signal: AbortSignal;
}

class SecretWatch {
  readonly #tools: WatchTools;
  readonly #watched: Watched;
  #base: SecretMap | undefined;
  #isOver = false;

  constructor(tools: WatchTools, watched: Watched) {
    this.#tools = tools;
    this.#watched = watched;
  }

  // Never rejects: one poll after the other, until the signal aborts or the client is closed.
  async run(): Promise<void> {
    const { signal } = this.#watched;
    const { clock } = this.#tools;
    const sleep = clock ? clock.sleep.bind(clock) : sleepUnheld;
    const isOver = (): boolean => this.#isOver || signal.aborted;
    while (!isOver()) {
      const asked = await this.#poll();
      if (!isOver()) await sleep(this.#wait(asked), signal).catch(() => undefined);
    }
  }

  // Gives the wait that the service asked for, in ms.
  async #poll(): Promise<number> {
    const { allowMasked, branch, env, onChange, projectId, signal } = this.#watched;
    const { reader } = this.#tools;
    try {
      const read = { projectId, branch, noCache: true, ...callPart(this.#watched) };
      const snapshot = await reader.read(env, read);
      requireReadable(snapshot, { allowMasked });
      const change = this.#base && compare(this.#base, snapshot.values);
      this.#base = snapshot.values;
      if (change && !signal.aborted) await onChange({ env, branch: branch ?? "main", ...change });
    } catch (error) {
      if (signal.aborted) return 0;
      this.#isOver = error instanceof ClosedClientError;
      await this.#tell(error);
      return error instanceof SdkError ? (error.retryAfterMs ?? 0) : 0;
    }
    return 0;
  }

  async #tell(error: unknown): Promise<void> {
    try {
      await this.#watched.onError?.(error);
    } catch {
      // Nobody is left to hear of it.
    }
  }

  #wait(asked: number): number {
    const { clock = systemClock, quota } = this.#tools;
    const jittered = this.#watched.interval * (0.9 + 0.2 * clock.random());
    const pace = Math.min(longestPace, paceOf(quota(), reserve, clock.date()));
    return Math.min(longestTimer, Math.max(shortest, jittered, pace, asked));
  }
}

function compare(
  before: SecretMap,
  after: SecretMap,
): Pick<SecretsChange, "added" | "changed" | "removed"> | undefined {
  const added = Object.keys(after).filter((name) => before[name] === undefined);
  const removed = Object.keys(before).filter((name) => after[name] === undefined);
  const changed = Object.keys(after).filter((name) => before[name] !== undefined && before[name] !== after[name]);
  return added.length + removed.length + changed.length > 0 ? { added, changed, removed } : undefined;
}

// A watch alone does not keep a program alive, where the platform knows of such timers.
async function sleepUnheld(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake, { once: true });
    (timer as { unref?: () => void }).unref?.();
  });
}
