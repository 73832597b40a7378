import { checkInteger, type Clock, ownOptions, refuse, systemClock } from "@keyrack/core";
import { checkBody, refuseArgument } from "./checks.ts";
import { checkVerifier, type KeyVerifier } from "./key-verifier.ts";
import type { UnkeyCallOptions } from "./options.ts";
import { service } from "./service.ts";
import { SharedCall, untilAborted } from "./shared-call.ts";
import type { Answer } from "./types/answer.ts";
import type { VerifyKeyParams, VerifyKeyResult } from "./types/verify-key.ts";
import { MemoryStore, type VerifyStore } from "./verify-store.ts";

/** How a verify cache keeps answers. */
export interface VerifyCacheOptions {
  /** Milliseconds for which a valid key counts as valid, 0 to 3,600,000; never beyond its `expires`. @defaultValue 10_000 */
  ttlMs?: number | undefined;
  /** Milliseconds for which NOT_FOUND, DISABLED and EXPIRED are believed, 0 to 3,600,000. @defaultValue 10_000 */
  negativeTtlMs?: number | undefined;
  /**
   * Also keeps answers with credits or rate limits, and answers to questions that ask for them. A kept answer spends
   * nothing and counts nothing, so the key gets more than it has. @defaultValue false
   */
  cacheMetered?: boolean | undefined;
  /** Most values kept in memory, 1 to 1,000,000; not with a `store`. @defaultValue 10_000 */
  maxEntries?: number | undefined;
  /** Keeps the answers, for instance where several processes see them. @defaultValue the memory of this process */
  store?: VerifyStore | undefined;
  /** Time, for tests. */
  clock?: Clock | undefined;
}

/** A verifier that remembers. */
export interface VerifyCache extends KeyVerifier {
  /**
   * Forgets all answers about a key, in every process that shares the store; one that is on its way is not kept.
   * NOT_FOUND names no key, so it ends by its time or by `clear`.
   */
  invalidate(keyId: string): Promise<void>;
  /** Forgets all answers, in every process that shares the store; those that are on their way are not kept. */
  clear(): Promise<void>;
}

/**
 * Puts a cache in front of `verifyKey`: a question that was asked before is answered from memory.
 *
 * Kept are valid keys, and of the refusals those that only a change of the key, or of the root key, can lift:
 * NOT_FOUND, DISABLED, EXPIRED. Errors, FORBIDDEN, INSUFFICIENT_PERMISSIONS, RATE_LIMITED, USAGE_EXCEEDED and codes
 * unknown to this package never are. A question is known by the SHA-256 of the key and of all that can change the
 * answer, which `tags` cannot. Who asks the same at the same time shares one request, and can abort for itself; an
 * answer with credits or rate limits goes to one of them, and the others ask for themselves.
 *
 * A kept answer bears the `requestId` of its request, does not call `onMeta` and is missing from Unkey's analytics. A
 * change of the key shows after `ttlMs`, or at once after `invalidate`. While Unkey's own limiter is down, it lets
 * keys with limits pass and does not show their limits; such an answer is kept, too.
 */
export function createVerifyCache(verifier: KeyVerifier, options?: VerifyCacheOptions): VerifyCache {
  checkVerifier(verifier);
  return new AnswerCache(verifier, readOptions(options));
}

type VerifyAnswer = Answer<VerifyKeyResult>;

interface Settings {
  readonly ttlMs: number;
  readonly negativeTtlMs: number;
  readonly cacheMetered: boolean;
  readonly store: VerifyStore;
  readonly date: () => number;
}

interface Kept {
  readonly askedAt: number;
  readonly answer: VerifyAnswer;
}

const lastingRefusals: ReadonlySet<string> = new Set(["NOT_FOUND", "DISABLED", "EXPIRED"]);
const allKeys = "unkey:void";

class AnswerCache implements VerifyCache {
  readonly #verifier: KeyVerifier;
  readonly #settings: Settings;
  readonly #running = new Map<string, SharedCall<VerifyAnswer>>();
  #lastVoided = 0;

  constructor(verifier: KeyVerifier, settings: Settings) {
    this.#verifier = verifier;
    this.#settings = settings;
  }

  async verifyKey(params: VerifyKeyParams, options: UnkeyCallOptions = {}): Promise<VerifyAnswer> {
    // Only a sound question has a name.
    checkBody(params, "key");
    if (!this.#mayShare(asksToSpend(params))) return await this.#verifier.verifyKey(params, options);
    const name = await nameQuestion(params, options);
    const kept = await untilAborted(this.#recall(name), options.signal);
    if (kept) return kept;
    const call = this.#ask(name, params, options);
    const answer = await call.join(options.signal);
    if (this.#mayShare(isMetered(answer)) || call.take()) return structuredClone(answer);
    return await this.#verifier.verifyKey(params, options);
  }

  async invalidate(keyId: string): Promise<void> {
    if (typeof keyId !== "string" || keyId === "") throw refuseArgument("keyId must be a string that is not empty.");
    await this.#void(oneKey(keyId));
  }

  async clear(): Promise<void> {
    await this.#void(allKeys);
  }

  #mayShare(isMetered: boolean): boolean {
    return this.#settings.cacheMetered || !isMetered;
  }

  #ask(name: string, params: VerifyKeyParams, options: UnkeyCallOptions): SharedCall<VerifyAnswer> {
    // Callers with other time limits or retries do not share a request: it could not keep to both.
    const callName = JSON.stringify([name, { ...options, signal: undefined, onMeta: undefined }]);
    const running = this.#running.get(callName);
    if (running?.isAwaited) return running;
    const askedAt = Math.max(this.#settings.date(), this.#lastVoided + 1);
    const call: SharedCall<VerifyAnswer> = new SharedCall(async (signal) => {
      const isCurrent = (): boolean => this.#running.get(callName) === call;
      try {
        const answer = await this.#verifier.verifyKey(params, { ...options, signal });
        if (isCurrent()) await this.#keep(name, { askedAt, answer });
        return answer;
      } finally {
        if (isCurrent()) this.#running.delete(callName);
      }
    });
    this.#running.set(callName, call);
    return call;
  }

  async #keep(name: string, kept: Kept): Promise<void> {
    const ttlMs = Math.floor(this.#remaining(kept));
    if (ttlMs < 1) return;
    try {
      await this.#settings.store.set(name, JSON.stringify(kept), ttlMs);
    } catch {
      // What cannot be kept is asked again.
    }
  }

  async #recall(name: string): Promise<VerifyAnswer | undefined> {
    const { store } = this.#settings;
    try {
      const text = await store.get(name);
      if (typeof text !== "string") return undefined;
      const kept = JSON.parse(text) as Kept;
      if (this.#remaining(kept) > 0 && !(await this.#isVoid(kept))) return kept.answer;
      await store.delete(name);
    } catch {
      // A store that fails, or holds something else, says nothing about the key.
    }
    return undefined;
  }

  // Judged again on every use: a store may keep a text longer than it was told, and another process put it there.
  #remaining({ askedAt, answer }: Kept): number {
    const { date, negativeTtlMs, ttlMs } = this.#settings;
    const { code, expires = Number.POSITIVE_INFINITY, valid } = answer.data;
    if (!this.#mayShare(isMetered(answer))) return 0;
    if (valid === true) return Math.min(askedAt + ttlMs, expires) - date();
    return lastingRefusals.has(code) ? askedAt + negativeTtlMs - date() : 0;
  }

  async #isVoid({ askedAt, answer }: Kept): Promise<boolean> {
    const { keyId } = answer.data;
    const names = keyId === undefined ? [allKeys] : [allKeys, oneKey(keyId)];
    const marks = await Promise.all(names.map(async (name) => await this.#settings.store.get(name)));
    return marks.some((mark) => typeof mark === "string" && !(askedAt > Number(mark)));
  }

  // A mark instead of a deletion: it also reaches answers that another process keeps, or is about to keep.
  async #void(mark: string): Promise<void> {
    const { date, negativeTtlMs, store, ttlMs } = this.#settings;
    this.#running.clear();
    // Later than every question so far, also where all of this happens in one millisecond.
    this.#lastVoided = Math.max(this.#lastVoided + 1, date());
    await store.set(mark, String(this.#lastVoided), Math.max(ttlMs, negativeTtlMs) + 1);
  }
}

function oneKey(keyId: string): string {
  return `${allKeys}:${keyId}`;
}

function asksToSpend({ credits, ratelimits }: VerifyKeyParams): boolean {
  return credits !== undefined || ratelimits !== undefined;
}

function isMetered({ data: { credits, ratelimits } }: VerifyAnswer): boolean {
  return credits !== undefined || ratelimits !== undefined;
}

// As JSON, no two questions read alike; headers count because the service looks at the address that they name.
async function nameQuestion(params: VerifyKeyParams, { headers, serverUrl }: UnkeyCallOptions): Promise<string> {
  const { credits, key, migrationId, permissions, ratelimits } = params;
  const question = JSON.stringify([key, permissions, credits, ratelimits, migrationId, serverUrl, headers]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(question));
  return `unkey:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const optionNames: ReadonlySet<string> = new Set([
  "ttlMs",
  "negativeTtlMs",
  "cacheMetered",
  "maxEntries",
  "store",
  "clock",
]);

function readOptions(given: VerifyCacheOptions | undefined): Settings {
  const options = ownOptions({ service, option: "options" }, given, optionNames);
  const {
    cacheMetered = false,
    clock = systemClock,
    maxEntries,
    negativeTtlMs = 10_000,
    store,
    ttlMs = 10_000,
  } = options;
  checkInteger({ service, option: "ttlMs" }, ttlMs, [0, 3_600_000]);
  checkInteger({ service, option: "negativeTtlMs" }, negativeTtlMs, [0, 3_600_000]);
  if (typeof cacheMetered !== "boolean") throw refuse(service, "cacheMetered must be true or false.");
  const settings = { ttlMs, negativeTtlMs, cacheMetered, date: () => clock.date() };
  if (store === undefined) {
    const bound = checkInteger({ service, option: "maxEntries" }, maxEntries ?? 10_000, [1, 1_000_000]);
    return { ...settings, store: new MemoryStore(bound, () => clock.now()) };
  }
  if (maxEntries !== undefined)
    throw refuse(service, "maxEntries bounds the built-in store; a store has its own bound.");
  const isStore = (["get", "set", "delete"] as const).every((method) => typeof store?.[method] === "function");
  if (!isStore) throw refuse(service, "store must have the methods get, set and delete.");
  return { ...settings, store };
}
