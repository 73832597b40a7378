/** How much a rolling window takes. */
export interface WindowSize {
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** Counts what happened within the last `duration`; times are Unix milliseconds. */
export class RollingWindow {
  readonly #size: WindowSize;
  #times: number[] = [];

  constructor(size: WindowSize) {
    this.#size = size;
  }

  /** How often it may happen yet. */
  left(now: number): number {
    this.#forget(now);
    return this.#size.limit - this.#times.length;
  }

  /** Counts one more; ask `left` first. */
  add(now: number): void {
    this.#times.push(now);
  }

  /** When the oldest of what is counted will count no more; a whole duration ahead where nothing is counted. */
  resetsAt(now: number): number {
    this.#forget(now);
    const [oldest = now] = this.#times;
    return oldest + this.#size.duration;
  }

  #forget(now: number): void {
    this.#times = this.#times.filter((time) => time > now - this.#size.duration);
  }
}
