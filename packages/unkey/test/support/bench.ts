import { createUnkeyEmulator, type Emulator, type UnkeyFixtures } from "@keyrack/emulator";
import { type Clock, Unkey, type UnkeyOptions } from "@keyrack/unkey";

/** Noon, so that minutes, hours and days begin at round distances. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** A clock on which a wait takes no time but counts as if it had. */
export interface TestClock extends Clock {
  /** The waits so far, in milliseconds. */
  readonly waits: readonly number[];
  /** Moves the time forward. */
  advance(ms: number): void;
}

/** An emulated service and a client of it. */
export interface Bench {
  readonly emulator: Emulator<UnkeyFixtures>;
  readonly clock: TestClock;
  readonly unkey: Unkey;
  /** Makes another client of the same service. */
  readonly client: (options?: UnkeyOptions) => Unkey;
}

/** Makes a clock whose waits end at once and are written down; `random` always gives the same number. */
export function testClock(random = 0.5): TestClock {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    date: () => noon + time,
    random: () => random,
    advance: (ms) => void (time += ms),
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
      time += ms;
      await Promise.resolve();
    },
  };
}

/** Starts an emulated service of its own for one test. */
export function startBench(options: UnkeyOptions = {}): Bench {
  const emulator = createUnkeyEmulator({ now: noon });
  const clock = testClock();
  const client = (own: UnkeyOptions = {}): Unkey =>
    new Unkey({ rootKey: emulator.fixtures.rootKey, fetch: emulator.fetch, clock, ...own });
  return { emulator, clock, unkey: client(options), client };
}

/** Gives what a call rejects with; a call that succeeds is the failure here. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("The call succeeded, though it should have failed.");
}

/** Gives what a function throws; one that returns is the failure here. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown, though it should have been.");
}

/** A `fetch` that fails as the platform's does when nobody listens. */
export function refusingFetch(): { fetch: () => Promise<never>; count: () => number } {
  let count = 0;
  return {
    count: () => count,
    fetch: async () => {
      count++;
      const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
      await Promise.resolve();
      throw new TypeError("fetch failed", { cause });
    },
  };
}
