/** One question to a counter. */
export interface WindowCheck {
  /** What is counted; a counter belongs to this and the duration. */
  readonly counter: readonly string[];
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly cost: number;
}

/** The answer to one question. */
export interface WindowVerdict {
  readonly passed: boolean;
  /** What is left after this; untouched where another check of the call failed, 0 where this one did. */
  readonly remaining: number;
  /** Unix milliseconds at which the current window ends. */
  readonly reset: number;
}

interface Counter {
  window: number;
  current: number;
  previous: number;
}

interface Trial {
  readonly check: WindowCheck;
  readonly usedBefore: number;
  readonly usedHere: number;
  readonly passed: boolean;
}

/** Sliding windows that are aligned to the clock: the last one counts by the share of it that is still within the duration. */
export class RateWindows {
  readonly #counters = new Map<string, Counter>();

  /** Asks one counter. */
  checkOne(check: WindowCheck, now: number): WindowVerdict {
    const pending = new Map<Counter, number>();
    const trial = this.#try(check, pending, now);
    if (trial.passed) commit(pending);
    return verdict(trial, trial.passed, now);
  }

  /** Asks several counters at once: if one refuses, nothing is counted on any; checks on one counter add up in their order. */
  check(checks: readonly WindowCheck[], now: number): WindowVerdict[] {
    const pending = new Map<Counter, number>();
    const trials = checks.map((check) => this.#try(check, pending, now));
    const allPassed = trials.every(({ passed }) => passed);
    if (allPassed) commit(pending);
    return trials.map((trial) => verdict(trial, allPassed, now));
  }

  #try(check: WindowCheck, pending: Map<Counter, number>, now: number): Trial {
    const counter = this.#counterAt(check, now);
    const usedBefore = used(counter, check.duration, now);
    const ahead = pending.get(counter) ?? 0;
    const usedHere = usedBefore + ahead;
    const passed = usedHere + check.cost <= check.limit;
    if (passed) pending.set(counter, ahead + check.cost);
    return { check, usedBefore, usedHere, passed };
  }

  #counterAt({ counter, duration }: WindowCheck, now: number): Counter {
    const name = JSON.stringify([duration, ...counter]);
    const window = Math.floor(now / duration);
    const known = this.#counters.get(name) ?? { window, current: 0, previous: 0 };
    this.#counters.set(name, known);
    if (window > known.window) {
      known.previous = window === known.window + 1 ? known.current : 0;
      known.current = 0;
      known.window = window;
    }
    return known;
  }
}

function commit(pending: ReadonlyMap<Counter, number>): void {
  for (const [counter, cost] of pending) counter.current += cost;
}

function used(counter: Counter, duration: number, now: number): number {
  const elapsed = now - counter.window * duration;
  return counter.current + Math.floor((counter.previous * (duration - elapsed)) / duration);
}

function verdict({ check, usedBefore, usedHere, passed }: Trial, allPassed: boolean, now: number): WindowVerdict {
  const reset = (Math.floor(now / check.duration) + 1) * check.duration;
  if (!passed) return { passed, remaining: 0, reset };
  return { passed, remaining: check.limit - (allPassed ? usedHere + check.cost : usedBefore), reset };
}
