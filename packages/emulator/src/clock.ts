/** The emulator's time in Unix milliseconds: it runs with the real clock until a test moves it. */
export interface EmulatorClock {
  /** Unix milliseconds. */
  now(): number;
  /** Moves the time forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** Runs with the platform's clock at a distance: from `start` in Unix milliseconds, or from the real time without it. */
export class RunningClock implements EmulatorClock {
  readonly #start: number | undefined;
  #offset = 0;

  constructor(start?: number) {
    if (start !== undefined && !Number.isFinite(start)) throw new TypeError("now must be a time in Unix milliseconds.");
    this.#start = start;
    this.reset();
  }

  now(): number {
    return Math.floor(Date.now() + this.#offset);
  }

  advance(ms: number): void {
    if (!(Number.isFinite(ms) && ms >= 0)) throw new TypeError("ms must be a finite number of at least 0.");
    this.#offset += ms;
  }

  /** Takes back every `advance`, and returns to the start where one was given. */
  reset(): void {
    this.#offset = this.#start === undefined ? 0 : this.#start - Date.now();
  }
}
