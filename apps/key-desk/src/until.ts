import { setTimeout } from "node:timers/promises";

const pauseMs = 1_000;

/** How long to wait for a change to show, in milliseconds, and what ends the wait early. */
interface Patience {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks again, once a second, until the answer is as wanted or the desk's patience ends, and gives the last answer: a
 * real server shows some changes late.
 */
export async function until<Answer>(
  { patienceMs, signal }: Patience,
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || performance.now() >= deadline) return answer;
    await setTimeout(pauseMs, undefined, { signal });
  }
}
