import {
  ApiError,
  type Clock,
  ConnectionError,
  type RateLimit,
  type SdkError,
  systemClock,
  TimeoutError,
} from "@keyrack/core";
import { paceOf } from "./quota.ts";
import type { SecretPlace, Snapshot } from "./snapshot.ts";

/** How a cache keeps what it is given. */
export interface CacheSettings {
  /** Milliseconds for which an entry is fresh; 0 keeps nothing. */
  readonly cacheTtl: number;
  /** Milliseconds after that in which an entry may stand in. */
  readonly staleIfError: number;
  readonly shared: { readonly clock?: Clock | undefined };
}

/** A read that is under way. */
export interface Ticket {
  readonly place: SecretPlace;
  /** Counts the reads of a cache. */
  readonly order: number;
  /** Whether a write or a clearing has passed it, so that its answer may be old. */
  isVoid: boolean;
}

interface Entry {
  readonly snapshot: Snapshot;
  readonly place: SecretPlace;
  readonly order: number;
  readonly readAt: number;
  /** Milliseconds for which it is fresh. */
  readonly lifetime: number;
  failures: number;
  /** Until then the service is not asked again, because a refresh failed. */
  restsUntil: number;
}

const mostEntries = 1_000;
/** Under this share of the daily quota, entries live longer. */
const scarce = 0.2;
/** But never for more than this many ms. */
const longestStretch = 300_000;
const firstRest = 1_000;
const longestRest = 60_000;

/** Keeps what was read of each place: at most 1,000 places, the one not used for the longest time goes first. */
export class SecretCache {
  readonly #settings: CacheSettings;
  readonly #clock: Clock;
  readonly #quota: () => RateLimit | undefined;
  // In the order of their last use: a Map keeps the order of insertion, and every use inserts anew.
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Set<Ticket>();
  #reads = 0;

  constructor(settings: CacheSettings, quota: () => RateLimit | undefined) {
    this.#settings = settings;
    this.#clock = settings.shared.clock ?? systemClock;
    this.#quota = quota;
  }

  /** Whether anything is kept at all. */
  get isOn(): boolean {
    return this.#settings.cacheTtl > 0;
  }

  /** What is fresh, or stands in while the service rests after a failed refresh. */
  get(key: string): Snapshot | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const age = this.#ageOf(entry);
    const isFresh = age < entry.lifetime;
    const standsIn = this.#isInWindow(entry) && this.#clock.now() < entry.restsUntil;
    if (!isFresh && !standsIn) {
      if (!this.#isInWindow(entry)) this.#entries.delete(key);
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.snapshot;
  }

  /** A read begins; `end` it when it is over. */
  begin(place: SecretPlace): Ticket {
    const ticket: Ticket = { place, order: ++this.#reads, isVoid: false };
    this.#underWay.add(ticket);
    return ticket;
  }

  /** A read is over, however it ended. */
  end(ticket: Ticket): void {
    this.#underWay.delete(ticket);
  }

  /** Keeps an answer, unless it may be old or a later read has come in before it. */
  keep(key: string, ticket: Ticket, snapshot: Snapshot): void {
    const { order, place } = ticket;
    if (!this.isOn || ticket.isVoid || (this.#entries.get(key)?.order ?? 0) > order) return;
    this.#sweep();
    this.#entries.delete(key);
    const times = { readAt: this.#clock.now(), lifetime: this.#lifetime(), restsUntil: 0 };
    this.#entries.set(key, { snapshot, place, order, ...times, failures: 0 });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#entries.delete(oldest);
  }

  /**
   * The service refused a read: what was read of that environment before must not be shown again, whatever the branch;
   * nothing at all where it refused the token.
   */
  refuse({ env, projectId }: SecretPlace, error: unknown): void {
    const status = error instanceof ApiError ? error.status : 0;
    if (status < 400 || isOutage(error)) return;
    if (status === 401) this.clear();
    else this.invalidate(projectId, env);
  }

  /**
   * What stands in for a refresh that failed, with its age in milliseconds; nothing where the failure is no outage.
   * The first to hear of a failure gets `isFirst`, and the service then rests for 1 s, doubled each time up to 60 s.
   */
  standIn(key: string, error: unknown): { snapshot: Snapshot; age: number; isFirst: boolean } | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || !isOutage(error) || !this.#isInWindow(entry)) return undefined;
    const now = this.#clock.now();
    const isFirst = now >= entry.restsUntil;
    if (isFirst) {
      const rest = Math.min(longestRest, firstRest * 2 ** entry.failures++);
      entry.restsUntil = now + Math.max(rest, error.retryAfterMs ?? 0);
    }
    return { snapshot: entry.snapshot, age: this.#ageOf(entry), isFirst };
  }

  /** Forgets an environment on all its branches, or without one the whole project. */
  invalidate(projectId: string, env?: string): void {
    this.#forget(({ place }) => place.projectId === projectId && (env === undefined || isSame(place.env, env)));
  }

  /** Forgets everything; reads under way are not kept. */
  clear(): void {
    this.#forget(() => true);
  }

  #forget(isMeant: (read: { place: SecretPlace }) => boolean): void {
    for (const ticket of this.#underWay) if (isMeant(ticket)) ticket.isVoid = true;
    for (const [key, entry] of this.#entries) if (isMeant(entry)) this.#entries.delete(key);
  }

  #sweep(): void {
    for (const [key, entry] of this.#entries) if (!this.#isInWindow(entry)) this.#entries.delete(key);
  }

  #isInWindow(entry: Entry): boolean {
    return this.#ageOf(entry) < entry.lifetime + this.#settings.staleIfError;
  }

  #ageOf({ readAt }: Entry): number {
    return this.#clock.now() - readAt;
  }

  // By the quota that came with the answer.
  #lifetime(): number {
    const { cacheTtl } = this.#settings;
    const quota = this.#quota();
    if (quota === undefined || quota.remaining >= scarce * quota.limit) return cacheTtl;
    return Math.max(cacheTtl, Math.min(longestStretch, paceOf(quota, 0, this.#clock.date())));
  }
}

function isOutage(error: unknown): error is SdkError {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true;
  return error instanceof ApiError && (error.status === 429 || error.status >= 500);
}

// Reads pay no heed to the case of letters in an environment's name.
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
