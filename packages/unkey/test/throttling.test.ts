import { TooManyRequestsErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, noon, startBench, testClock } from "./support/bench.ts";

test("a server's wait is obeyed, with a little more so that callers do not return together", async () => {
  const { clock, emulator, unkey } = startBench();
  emulator.failNext({ status: 429, headers: { "retry-after": "7" } });

  await unkey.apis.createApi({ name: "billing" });

  expect(clock.waits).toEqual([7_125]);
});

test("a server's wait above a minute is neither slept through nor shortened", async () => {
  const { clock, emulator, unkey } = startBench();
  emulator.failNext({ status: 429, headers: { "retry-after": "61" } });

  const error = await failureOf(unkey.apis.createApi({ name: "billing" }));

  expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
  expect(error).toMatchObject({ retryAfterMs: 61_000, attempts: 1 });
  expect(clock.waits).toEqual([]);
});

test("a wait of 0 means the client's own backoff, not at once", async () => {
  const { clock, emulator, unkey } = startBench();
  emulator.failNext({ status: 429, headers: { "retry-after": "0", "ratelimit-reset": "0" } });

  await unkey.apis.createApi({ name: "billing" });

  expect(clock.waits).toEqual([500]);
});

test("a verification does not wait for the limiter: the caller gets the wait", async () => {
  const { clock, emulator, unkey } = startBench();
  emulator.failNext({ status: 429, headers: { "retry-after": "2" } });

  const error = await failureOf(unkey.keys.verifyKey({ key: "sk_1234567890" }));

  expect(error).toMatchObject({ status: 429, retryAfterMs: 2_000, attempts: 1 });
  expect(clock.waits).toEqual([]);
});

test("the workspace's requests per minute are waited out, and rateLimit tells of them", async () => {
  const { client, emulator } = startBench();
  const clock = testClock();
  const sleep: typeof clock.sleep = async (ms, signal) => {
    emulator.clock.advance(ms);
    await clock.sleep(ms, signal);
  };
  const capped = client({ rootKey: emulator.fixtures.cappedRootKey, clock: { ...clock, sleep } });
  const before = capped.rateLimit;
  for (const name of ["one", "two", "three"]) await capped.apis.createApi({ name });
  const usedUp = capped.rateLimit;

  await capped.apis.createApi({ name: "four" });

  expect(before).toBeUndefined();
  expect(usedUp).toMatchObject({ limit: 3, remaining: 0 });
  expect(usedUp?.resetAt?.getTime()).toBeGreaterThan(noon);
  expect(clock.waits[0]).toBeGreaterThan(50_000);
  expect(emulator.requests.length).toBeGreaterThan(4);
});

test("a workspace without any requests left in its plan gets a 429 that tells no wait", async () => {
  const { client, emulator } = startBench();
  const zero = client({ rootKey: emulator.fixtures.zeroRootKey, retryConfig: { strategy: "none" } });

  const error = await failureOf(zero.apis.createApi({ name: "billing" }));

  expect(error).toMatchObject({ status: 429, code: "workspace_rate_limited", attempts: 1 });
  expect((error as TooManyRequestsErrorResponse).retryAfterMs).toBeUndefined();
  expect(zero.rateLimit).toBeUndefined();
});
