import { RetryBudget } from "./budget.ts";
import { refuse } from "./checks.ts";
import { systemClock } from "./clock.ts";
import type { Leash } from "./leash.ts";
import type { Listeners } from "./narrator.ts";
import type { KnownPath } from "./path.ts";
import type { ServiceProfile } from "./profile.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";
import { checkSharedOptions } from "./shared-options.ts";
import type { Clock, Fetch, FetchAnswer, Method } from "./types.ts";

/** Why a call was ended from outside. */
export type EndReason = { readonly kind: "closed" } | { readonly kind: "aborted"; readonly reason: unknown };

interface Watched {
  readonly method: Method;
  readonly path: KnownPath;
}

/** What the calls of one client share. */
export class ClientState {
  readonly profile: ServiceProfile;
  readonly clock: Clock;
  readonly budget: RetryBudget = new RetryBudget();
  /** Absent where nobody listens, so that no event is built for nobody. */
  readonly listeners: Listeners | undefined;
  readonly totalTimeout: number;
  /** Headers of every request but the credential and those of its body. */
  readonly headers: Readonly<Record<string, string>>;
  rateLimit: RateLimit | undefined;
  closed = false;
  readonly #active = new Set<Leash>();
  #onIdle: (() => void) | undefined;

  constructor(profile: ServiceProfile) {
    const { service, shared } = profile;
    checkSharedOptions(service, shared);
    this.profile = profile;
    this.clock = shared.clock ?? systemClock;
    const { hooks = {}, logger } = shared;
    this.listeners = shared.hooks || logger ? { hooks, logger } : undefined;
    this.totalTimeout = shared.totalTimeout ?? 90_000;
    this.headers = {
      accept: "application/json",
      ...(!("document" in globalThis) && { "user-agent": profile.userAgent }),
      ...profile.headers,
    };
  }

  /** The `fetch` of this moment, for one attempt. */
  transport({ method, path }: Watched, attempt: number): Fetch {
    const { fetch = globalThis.fetch as unknown as Fetch } = this.profile.shared;
    const about = { method, route: path.route, path: path.printed, attempt };
    if (typeof fetch === "function") return this.profile.watch?.(fetch, about) ?? fetch;
    throw refuse(this.profile.service, "There is no global fetch; pass the fetch option.");
  }

  /** Enters a call that `close` has to end. */
  enter(leash: Leash): void {
    if (this.closed) leash.end({ kind: "closed" } satisfies EndReason);
    this.#active.add(leash);
  }

  /** A call has settled. */
  leave(leash: Leash): void {
    this.#active.delete(leash);
    if (this.#active.size === 0) this.#onIdle?.();
  }

  /** Ends all calls and waits until they have settled. */
  async close(): Promise<void> {
    this.closed = true;
    for (const leash of this.#active) leash.end({ kind: "closed" } satisfies EndReason);
    if (this.#active.size === 0) return;
    const previous = this.#onIdle;
    await new Promise<void>((resolve) => {
      this.#onIdle = () => {
        previous?.();
        resolve();
      };
    });
  }

  /** Takes note of the rate limit that an answer tells of. */
  note({ headers }: FetchAnswer): void {
    const { rateLimitPrefix: prefix, readRateLimit: readOwn } = this.profile;
    const now = this.clock.date();
    this.rateLimit = readOwn?.(headers, now) ?? (prefix && readRateLimit(headers, prefix, now)) ?? this.rateLimit;
  }
}
