import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { systemClock } from "../src/clock.ts";
import { rejectionOf } from "./support/failures.ts";

const never = (): AbortSignal => new AbortController().signal;
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("a wait lasts as long as it should", async () => {
  const started = systemClock.now();

  await systemClock.sleep(20, never());

  expect(systemClock.now() - started).toBeGreaterThanOrEqual(19);
});

test("a wait ends with the reason of its signal, without a timer or listener left", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const before = timers();
  const sleep = rejectionOf(systemClock.sleep(60_000, controller.signal));

  controller.abort(reason);

  expect(await sleep).toBe(reason);
  expect(timers()).toBeLessThanOrEqual(before);
});

test("a wait that is over leaves no listener on its signal", async () => {
  const signal = never();

  await systemClock.sleep(1, signal);

  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("a wait under a signal that has aborted is none", async () => {
  const reason = new Error("enough");

  expect(await rejectionOf(systemClock.sleep(60_000, AbortSignal.abort(reason)))).toBe(reason);
});

test("the wall clock is Unix milliseconds, the other one is not moved by it", () => {
  expect(Math.abs(systemClock.date() - Date.now())).toBeLessThan(1_000);
  expect(systemClock.now()).toBeLessThan(Date.UTC(2000, 0, 1));
  expect(systemClock.random()).toBeGreaterThanOrEqual(0);
  expect(systemClock.random()).toBeLessThan(1);
});
