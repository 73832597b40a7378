import { createVeniceEmulator, type Emulator, type VeniceFixtures } from "@keyrack/emulator";
import { type Clock, type Fetch, VeniceClient, type VeniceOptions } from "@keyrack/venice-keys";

/** Noon, so that minutes, hours and days begin at round distances. */
export const noon: number = Date.UTC(2026, 5, 15, 12);

/** A clock on which a wait takes no time but counts as if it had. */
export interface TestClock extends Clock {
  /** The waits so far, in milliseconds. */
  readonly waits: readonly number[];
}

/** An emulated service and a client of it. */
export interface Bench {
  readonly emulator: Emulator<VeniceFixtures>;
  readonly clock: TestClock;
  /** A client with an admin key. */
  readonly venice: VeniceClient;
  /** Makes another client of the same service. */
  readonly client: (options?: VeniceOptions) => VeniceClient;
}

/** Makes a clock whose waits end at once and are written down; `random` always gives the same number. */
export function testClock(random = 0.5, onWait: (ms: number) => void = () => undefined): TestClock {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    date: () => noon + time,
    random: () => random,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
      time += ms;
      onWait(ms);
      await Promise.resolve();
    },
  };
}

/** Starts an emulated service of its own for one test. */
export function startBench(options: VeniceOptions = {}): Bench {
  const emulator = createVeniceEmulator({ now: noon });
  const clock = testClock(0.5, (ms) => emulator.clock.advance(ms));
  const client = (own: VeniceOptions = {}): VeniceClient =>
    new VeniceClient({ apiKey: emulator.fixtures.apiKey, fetch: emulator.fetch, clock, ...own });
  return { emulator, clock, venice: client(options), client };
}

/** One request as it went out. */
interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer about to be given, or a failure about to be thrown. */
export type Scripted = () => Response | Promise<Response>;

/** A service that answers by a script, its last answer again and again, and writes down what it was asked. */
export interface ScriptedService {
  readonly fetch: Fetch;
  readonly sent: readonly Sent[];
}

/** Makes a service of prepared answers. */
export function scripted(...answers: readonly Scripted[]): ScriptedService {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, { method, headers, body }) => {
      sent.push({ method, url: new URL(url), headers, body: body === undefined ? undefined : JSON.parse(body) });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (!answer) throw new Error("The service has no answer prepared.");
      return await answer();
    },
  };
}

/** Prepares a JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Scripted {
  return () => Response.json(body, { status, headers });
}

/** Prepares the failure that the platform's `fetch` has for a connection that is lost after the request went out. */
export function lost(code = "ECONNRESET"): Scripted {
  return () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(`read ${code}`), { code }) });
  };
}

/** A key that belongs to nobody. */
export const someKey = "VENICE_ADMIN_KEY_0123456789abcdefghij";

/** A client of a service of prepared answers. */
export function clientOf({ fetch }: ScriptedService, options: VeniceOptions = {}): VeniceClient {
  return new VeniceClient({ apiKey: someKey, fetch, clock: testClock(), ...options });
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
