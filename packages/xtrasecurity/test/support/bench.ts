import { inspect } from "node:util";
import { type Clock, type Fetch, type FetchInit, XtraClient, type XtraClientOptions } from "@keyrack/xtrasecurity";

/** Noon, so that minutes, hours and days begin at round distances. */
export const noon: number = Date.UTC(2026, 5, 15, 12);

/** A token, a project and a secret that belong to nobody. */
export const someToken: string = `xs_${"0a1b2c3d".repeat(6)}`;
export const someAccountToken: string = `xtra_${"0a1b2c3d".repeat(8)}`;
export const someProject = "64b0c0ffee64b0c0ffee64b0";
export const someSecret = "postgres://app:hunter2hunter2@db/main";

/** Where the secrets of `production` are asked for. */
export const secretsPath: string = `/api/projects/${someProject}/envs/production/secrets`;

/** A clock on which a wait takes no time but counts as if it had. */
export interface TestClock extends Clock {
  /** The waits so far, in milliseconds. */
  readonly waits: readonly number[];
  /** Moves the time forward. */
  advance(ms: number): void;
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

/** One request as it went out. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer that is prepared. */
export type Prepared = (init: FetchInit) => Response | Promise<Response>;

/** A service that answers by a script, its last answer again and again, and writes down what it was asked. */
export interface ScriptedService {
  readonly fetch: Fetch;
  readonly sent: readonly Sent[];
}

/** Makes a service of prepared answers. */
export function scripted(...answers: readonly Prepared[]): ScriptedService {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, init) => {
      const { method, headers, body } = init;
      const { pathname, searchParams } = new URL(url);
      const query = Object.fromEntries(searchParams);
      sent.push({ method, path: pathname, query, headers, body: body === undefined ? undefined : JSON.parse(body) });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (!answer) throw new Error("The service has no answer prepared.");
      return await answer(init);
    },
  };
}

/** Prepares a JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Prepared {
  return () => Response.json(body, { status, headers });
}

/** Prepares an answer of text. */
export function text(body: string, status: number, headers: Record<string, string> = {}): Prepared {
  return () => new Response(body, { status, headers: { "content-type": "text/plain", ...headers } });
}

/** Prepares a connection that breaks when the request is out. */
export function lost(code = "ECONNRESET"): Prepared {
  return async () => {
    const cause = Object.assign(new Error(`read ${code}`), { code });
    await Promise.resolve();
    throw new TypeError("fetch failed", { cause });
  };
}

/** An answer that comes when it is let go, and not at all when its request is aborted. */
export interface HeldAnswer {
  readonly prepared: Prepared;
  /** Resolves when the request has arrived. */
  readonly arrived: Promise<void>;
  readonly release: () => void;
  readonly wasAborted: () => boolean;
}

/** Holds an answer back. */
export function hold(answer: Prepared): HeldAnswer {
  const [arrival, release] = [latch(), latch()];
  let aborted = false;
  return {
    arrived: arrival.opened,
    release: release.open,
    wasAborted: () => aborted,
    prepared: async (init) => {
      arrival.open();
      await new Promise<void>((resolve, reject) => {
        init.signal.addEventListener("abort", () => {
          aborted = true;
          reject(init.signal.reason as Error);
        });
        void release.opened.then(resolve);
      });
      return await answer(init);
    },
  };
}

/** A door that opens once. */
export function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A client of a service of prepared answers. */
export function clientOf({ fetch }: ScriptedService, options: XtraClientOptions = {}): XtraClient {
  return new XtraClient({ token: someToken, projectId: someProject, fetch, clock: testClock(), ...options });
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

/** Everything that a program could print of a value. */
export function printed(value: unknown): string {
  const deep = inspect(value, { depth: 12, showHidden: true, getters: true });
  const error = (value ?? {}) as Partial<Error> & { body?: unknown; headers?: unknown };
  const parts = [deep, JSON.stringify(value), String(value), error.stack, error.message];
  return [...parts, JSON.stringify(error.body), JSON.stringify(error.headers), inspect(error.cause)].join("\n");
}
