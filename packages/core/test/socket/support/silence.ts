import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect } from "vitest";

/** Makes a test file fail on any process warning, any unhandled rejection, and any timer that outlives its tests. */
export function demandSilence(): void {
  const noise: unknown[] = [];
  const note = (event: unknown): void => void noise.push(event);
  let timersBefore = 0;

  beforeAll(() => {
    process.on("warning", note);
    process.on("unhandledRejection", note);
    timersBefore = timers();
  });

  afterAll(async () => {
    // The platform takes its own timers down a moment after its connections.
    for (let round = 0; round < 40 && timers() > timersBefore; round++) await pause(50);
    process.off("warning", note);
    process.off("unhandledRejection", note);
    expect(noise, "warnings and unhandled rejections").toEqual([]);
    expect(timers(), "timers that still hold the process").toBeLessThanOrEqual(timersBefore);
  });
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
}
