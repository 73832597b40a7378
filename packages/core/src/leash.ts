/** Thrown inside a leash when its limit passes. */
export const expired: unique symbol = Symbol("expired");

/**
 * Holds the work of one call: each phase runs under a limit, and whoever ends the call (its signal, `close()`) ends
 * the phase that is running and all that would follow. The first cause wins.
 */
export class Leash {
  #ended: { readonly reason: unknown } | undefined;
  #stop: ((reason: unknown) => void) | undefined;

  /** Why the call was ended from outside, if it was. */
  get ended(): { readonly reason: unknown } | undefined {
    return this.#ended;
  }

  /** Whether this reason is what ended the call; of a failure and an end in one tick the first counts. */
  isEnd(reason: unknown): boolean {
    return this.#ended !== undefined && this.#ended.reason === reason;
  }

  /** Ends the call for a reason. */
  end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#stop?.(reason);
  }

  /**
   * Runs one phase. Rejects with {@link expired} after `limit` ms, or with the reason given to `end`; the work's
   * signal aborts then, and what becomes of work that ignores it is dropped.
   */
  async run<T>(limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#ended) throw this.#ended.reason;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      const stop = (reason: unknown): void => {
        reject(reason as Error);
        controller.abort(reason === expired ? undefined : reason);
      };
      this.#stop = stop;
      if (limit !== Number.POSITIVE_INFINITY) timer = setTimeout(stop, limit, expired);
    });
    try {
      return await Promise.race([work(controller.signal), stopped]);
    } finally {
      clearTimeout(timer);
      this.#stop = undefined;
    }
  }
}

/** The calls that follow a signal, and their one listener. */
interface Followers {
  readonly ends: Set<(reason: unknown) => void>;
  readonly onAbort: () => void;
}

const followersOf = /* @__PURE__ */ new WeakMap<AbortSignal, Followers>();

/**
 * Calls `end` when a caller's signal aborts, or at once if it has. Gives the function that stops following.
 *
 * A signal may outlive a million calls: those under way share one listener, which goes with the last of them. On
 * Node 22 an `AbortSignal.any` per call would leave a trace of each on the signal.
 */
export function follow(signal: AbortSignal, end: (reason: unknown) => void): () => void {
  if (signal.aborted) end(signal.reason);
  const followers = followersOf.get(signal) ?? listen(signal);
  followers.ends.add(end);
  return () => {
    followers.ends.delete(end);
    if (followers.ends.size > 0) return;
    signal.removeEventListener("abort", followers.onAbort);
    followersOf.delete(signal);
  };
}

function listen(signal: AbortSignal): Followers {
  const ends: Followers["ends"] = new Set();
  const onAbort = (): void => {
    for (const end of ends) end(signal.reason);
  };
  const followers = { ends, onAbort };
  signal.addEventListener("abort", onAbort);
  followersOf.set(signal, followers);
  return followers;
}
