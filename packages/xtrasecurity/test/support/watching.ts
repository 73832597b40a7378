import type { SecretsChange, WatchOptions, XtraClient } from "@keyrack/xtrasecurity";
import { clientOf, hold, json, latch, type Prepared, scripted, type ScriptedService, testClock } from "./bench.ts";

/** What was seen of a watch. */
export interface Watched {
  readonly client: XtraClient;
  readonly service: ScriptedService;
  readonly changes: readonly SecretsChange[];
  readonly errors: readonly unknown[];
  /** The waits before the polls that followed. */
  readonly waits: readonly number[];
}

/** Watches while the service gives its answers, one after the other, and until it has given the last one. */
export async function watchAll(
  answers: readonly Prepared[],
  options: Partial<WatchOptions> = {},
  random = 0.5,
): Promise<Watched> {
  const ended = latch();
  const clock = testClock(random);
  const service = scripted(...answers, (init) => {
    ended.open();
    return hold(json({})).prepared(init);
  });
  const client = clientOf(service, { clock, maxRetries: 0 });
  const [changes, errors]: [SecretsChange[], unknown[]] = [[], []];
  const stop = client.watch("production", {
    onChange: (change) => void changes.push(change),
    onError: (error) => void errors.push(error),
    ...options,
  });
  await ended.opened;
  stop();
  return { client, service, changes, errors, waits: [...clock.waits] };
}

/** Lets all that is due happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
