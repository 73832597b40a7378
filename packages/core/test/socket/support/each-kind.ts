import type { LogFields, Logger, ServiceProfile } from "@keyrack/core";
import { expect } from "vitest";
import { leaksOf } from "./leaks.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import type { RawServer } from "./raw-server.ts";
import { canary, toyClient } from "./toy-service.ts";

/** The three kinds of call that retry rules tell apart: a pure read, a write, and a write with an idempotency key. */
export interface EachKind<T> {
  readonly read: T;
  readonly write: T;
  readonly keyed: T;
}

/** What came of one call, and how many requests reached the server. */
export interface CountedOutcome extends Outcome {
  readonly hits: number;
}

/** How often each kind of call is sent, and what its error says of the chance that the service has acted. */
export interface Verdict {
  readonly attempts: readonly [read: number, write: number, keyed: number];
  readonly maybeApplied: boolean;
  readonly retryable: boolean;
}

/** It surely never arrived: everything is tried again. */
export const neverSent: Verdict = { attempts: [3, 3, 3], maybeApplied: false, retryable: true };
/** It may have arrived: a write without a key is not tried again. */
export const maybeSent: Verdict = { attempts: [3, 1, 3], maybeApplied: true, retryable: true };
/** Trying again is pointless, and the service has not acted. */
export const refused: Verdict = { attempts: [1, 1, 1], maybeApplied: false, retryable: false };
/** The service has answered, and nobody understands how. */
export const misunderstood: Verdict = { attempts: [1, 1, 1], maybeApplied: true, retryable: false };

/** How {@link sendEach} sends. */
export interface SendSettings {
  readonly changes?: Partial<ServiceProfile>;
  /** Longest time that one call may take, in ms. @defaultValue 1_500 */
  readonly withinMs?: number;
  /** Where to send, if not to the server itself. */
  readonly baseUrl?: string;
  /** Counts what arrived where no request is ever read; the calls then go one after the other. */
  readonly count?: () => number;
}

/**
 * Sends one call of each kind at once, to `<path>/read`, `<path>/write` and `<path>/keyed`, with canaries in
 * credential, query and body; fails on a call that lasts too long and on an error or log line that shows a canary.
 */
export async function sendEach(
  server: RawServer,
  path: string,
  settings: SendSettings = {},
): Promise<EachKind<CountedOutcome>> {
  const { baseUrl = server.url, changes = {}, count, withinMs = 1_500 } = settings;
  const lines: unknown[] = [];
  const client = toyClient(baseUrl, { ...changes, shared: { ...changes.shared, logger: recorder(lines) } });
  let previous: Promise<unknown> = Promise.resolve();
  const one = async (kind: string, send: (path: string) => Promise<unknown>): Promise<CountedOutcome> => {
    const turn = count ? previous : Promise.resolve();
    const counter = count ?? ((): number => server.seen(`${path}/${kind}`).length);
    const running = turn.then(async () => {
      const before = counter();
      const started = performance.now();
      const outcome = await outcomeOf(send(`${path}/${kind}`));
      expect(performance.now() - started, "the call lasted too long").toBeLessThan(withinMs);
      return { ...outcome, hits: counter() - before };
    });
    previous = running;
    return await running;
  };
  const query = { token: canary.query };
  const spec = { query, json: { secret: canary.body }, secrets: [canary.body] };
  const [read, write, keyed] = await Promise.all([
    one("read", async (target) => await client.get(target, { query })),
    one("write", async (target) => await client.post(target, spec)),
    one("keyed", async (target) => await client.patch(target, spec)),
  ]);
  expect([...[read, write, keyed].flatMap(({ error }) => leaksOf(error)), ...leaksOf(lines)]).toEqual([]);
  return { read, write, keyed };
}

/** What {@link sendEach} should give: the same facts for each kind, and the verdict's counts. */
export function eachKind(facts: Partial<CountedOutcome>, verdict: Verdict): EachKind<Partial<CountedOutcome>> {
  const [read, write, keyed] = verdict.attempts;
  const { maybeApplied, retryable } = verdict;
  const count = (attempts: number): Partial<CountedOutcome> => ({ attempts, hits: attempts, ...facts });
  return {
    read: { ...count(read), retryable, maybeApplied: false },
    write: { ...count(write), retryable, maybeApplied },
    keyed: { ...count(keyed), retryable, maybeApplied },
  };
}

function recorder(lines: unknown[]): Logger {
  const record = (message: string, fields: LogFields): void => void lines.push({ message, fields });
  return { debug: record, info: record, warn: record };
}
