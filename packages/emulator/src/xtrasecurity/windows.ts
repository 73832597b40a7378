/** A window after a request was counted in it. */
export interface Window {
  /** This request included. */
  readonly used: number;
  /** Unix milliseconds. */
  readonly end: number;
}

/** Counts requests by name in windows of one length, each beginning with the first request that falls outside the last. */
export class Windows {
  readonly #duration: number;
  readonly #windows = new Map<string, Window>();

  /** Takes the length in milliseconds. */
  constructor(duration: number) {
    this.#duration = duration;
  }

  /** Counts one request; `now` in Unix milliseconds, never earlier than before. */
  count(name: string, now: number): Window {
    this.#forgetEnded(now);
    const { used, end } = this.#windows.get(name) ?? { used: 0, end: now + this.#duration };
    const window = { used: used + 1, end };
    this.#windows.set(name, window);
    return window;
  }

  /** Tells how many requests are counted in the window that runs at `now`, without counting one. */
  used(name: string, now: number): number {
    this.#forgetEnded(now);
    return this.#windows.get(name)?.used ?? 0;
  }

  #forgetEnded(now: number): void {
    // They stand in the order in which they began, so the first that runs on ends the search.
    for (const [name, { end }] of this.#windows) {
      if (end > now) return;
      this.#windows.delete(name);
    }
  }
}
