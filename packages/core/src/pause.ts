import { Failures } from "./failure.ts";
import { follow, Leash } from "./leash.ts";
import type { ClientState, EndReason } from "./state.ts";

/** Waits like a call that sends nothing: its signal and the end of the client end it. */
export async function pause(state: ClientState, ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { clock, profile } = state;
  const leash = new Leash();
  const unfollow = signal && follow(signal, (reason) => leash.end({ kind: "aborted", reason } satisfies EndReason));
  state.enter(leash);
  try {
    await leash.run(Number.POSITIVE_INFINITY, async (ended) => await clock.sleep(ms, ended));
  } catch (reason) {
    if (!leash.isEnd(reason)) throw reason;
    const failures = new Failures(profile, []);
    const end = reason as EndReason;
    const circumstances = { service: profile.service };
    throw end.kind === "closed" ? failures.closed(circumstances) : failures.aborted(end.reason, circumstances);
  } finally {
    unfollow?.();
    state.leave(leash);
  }
}
