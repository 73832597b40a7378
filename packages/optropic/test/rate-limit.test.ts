import { expect, test } from "vitest";
import { clientOf, json, scripted, startBench } from "./support/bench.ts";

const once = { retryConfig: { maxRetries: 0 } };
const told = (remaining: string, more: Record<string, string> = {}, status = 200): (() => Response) =>
  json({}, status, { "x-ratelimit-limit": "100", "x-ratelimit-remaining": remaining, ...more });

test("the rate limit is unknown at first, and then what the last answer told, errors included", async () => {
  const service = scripted(told("9"), told("0", {}, 429), json({}), told("many"), told("7"));
  const optropic = clientOf(service, once);
  const readings: unknown[] = [optropic.rateLimit];

  for (let call = 0; call < 5; call++) {
    await optropic.keys.current().catch(() => undefined);
    readings.push(optropic.rateLimit?.remaining);
  }

  expect(readings).toEqual([undefined, 9, 0, 0, 0, 7]);
});

test("an answer that is repeated counts, too", async () => {
  const service = scripted(told("0", {}, 503), json({}));
  const optropic = clientOf(service);

  await optropic.keys.current();

  expect(optropic.rateLimit).toEqual({ limit: 100, remaining: 0 });
});

test.each(["1893456000", "1893456000000", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00.000+01:00"])(
  "the end of the window is a date, however it is written: %s",
  async (reset) => {
    const service = scripted(told("9", { "x-ratelimit-reset": reset, "x-ratelimit-window": "daily" }));
    const optropic = clientOf(service);

    await optropic.keys.current();

    expect(optropic.rateLimit).toEqual({
      limit: 100,
      remaining: 9,
      resetAt: new Date("2030-01-01T00:00:00Z"),
      window: "daily",
    });
  },
);

test.each(["soon", "2030-13-45T00:00:00Z", "Tue, 01 Jan 2030 00:00:00 GMT", ""])(
  "an end that is no date is left out: %j",
  async (reset) => {
    const service = scripted(told("9", { "x-ratelimit-reset": reset }));
    const optropic = clientOf(service);

    await optropic.keys.current();

    expect(optropic.rateLimit).toEqual({ limit: 100, remaining: 9 });
  },
);

test("the service's own headers are understood", async () => {
  const { optropic } = startBench();

  await optropic.keys.current();

  expect(optropic.rateLimit?.remaining).toBe((optropic.rateLimit?.limit ?? 0) - 1);
  expect(optropic.rateLimit?.resetAt).toBeInstanceOf(Date);
});
