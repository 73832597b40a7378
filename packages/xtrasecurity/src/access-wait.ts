import { checkInteger, checkTimeout, type Clock, type HttpClient, ownOptions, TimeoutError } from "@keyrack/core";
import { service } from "./service.ts";
import type { AccessState, WaitForAccessParams } from "./types/access.ts";

/** What waiting for a decision stands on. */
export interface WaitTools {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Asks how the request stands. */
  readonly ask: () => Promise<AccessState>;
}

const names: ReadonlySet<string> = new Set(["pollInterval", "timeout"]);

/** Asks until a request for access is decided; see `Access.wait`. */
export async function waitForDecision(
  { ask, clock, http, signal }: WaitTools,
  params: WaitForAccessParams | undefined,
): Promise<AccessState> {
  const { pollInterval = 5_000, timeout = 300_000 } = ownOptions({ service, option: "params" }, params, names);
  // A timer of a longer or an endless time fires at once, and the questions would come without a pause.
  checkInteger({ service, option: "pollInterval" }, pollInterval, [1, 0x7fffffff]);
  checkTimeout({ service, option: "timeout" }, timeout);
  const end = clock.now() + timeout;
  for (;;) {
    const state = await ask();
    if (state.status !== "pending") return state;
    if (clock.now() >= end) throw undecided(timeout);
    await http.pause(Math.min(pollInterval, end - clock.now()), signal);
  }
}

function undecided(timeout: number): TimeoutError {
  const message = `The request for access was not decided within ${timeout} ms.`;
  return new TimeoutError({ service, code: "timeout", message, retryable: true, phase: "wait", limit: "total" });
}
