import { AuthPIAdmin, type AuthPIAdminOptions, type Clock } from "@keyrack/authpi-admin";
import { type AuthPIFixtures, createAuthPIEmulator, type Emulator } from "@keyrack/emulator";

/** Noon, so that minutes, hours and days begin at round distances. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** A clock on which a wait takes no time but counts as if it had. */
interface TestClock extends Clock {
  /** The waits so far, in milliseconds. */
  readonly waits: readonly number[];
}

/** An emulated service and a client of it. */
export interface Bench {
  readonly emulator: Emulator<AuthPIFixtures>;
  readonly clock: TestClock;
  readonly admin: AuthPIAdmin;
  /** Makes another client of the same service; one without `accountId` asks for it. */
  readonly client: (options?: AuthPIAdminOptions) => AuthPIAdmin;
}

/** Makes a clock whose waits end at once and are written down; chance always gives the same number. */
function testClock(): TestClock {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    date: () => noon + time,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
      time += ms;
      await Promise.resolve();
    },
  };
}

/** Starts an emulated service of its own for one test; its client has the account's key and knows the account. */
export function startBench(options: AuthPIAdminOptions = {}): Bench {
  const emulator = createAuthPIEmulator({ now: noon });
  const { accountId, keyId, keySecret } = emulator.fixtures;
  const clock = testClock();
  const client = (own: AuthPIAdminOptions = {}): AuthPIAdmin => {
    const credential = own.accessToken === undefined ? { apiKey: { id: keyId, secret: keySecret } } : {};
    return new AuthPIAdmin({ ...credential, fetch: emulator.fetch, clock, ...own });
  };
  return { emulator, clock, admin: client({ accountId, ...options }), client };
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
