import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, noon, type Prepared, scripted, testClock } from "./support/bench.ts";

const seconds = noon / 1_000;

function answer(remaining: number, reset: number, status = 200): Prepared {
  const headers = {
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": `${remaining}`,
    "x-ratelimit-reset": `${reset}`,
  };
  return json({}, status, headers);
}

describe("rateLimit tells the daily quota", () => {
  test("as the last answer had it, also an error", async () => {
    const client = clientOf(scripted(answer(999, seconds + 60, 403)));
    const before = client.rateLimit;

    await failureOf(client.getSecrets("production"));

    expect(before).toBeUndefined();
    expect(client.rateLimit).toEqual({ limit: 1_000, remaining: 999, resetAt: new Date(noon + 60_000) });
  });

  test("without an end where the service gives 0 for one that it does not know", async () => {
    const client = clientOf(scripted(answer(1, 0)));

    await client.getSecrets("production");

    expect(client.rateLimit).toEqual({ limit: 1_000, remaining: 1 });
  });

  test("without an end that has passed", async () => {
    const clock = testClock();
    const client = clientOf(scripted(answer(5, seconds + 60)), { clock });
    await client.getSecrets("production");

    clock.advance(60_000);

    expect(client.rateLimit).toEqual({ limit: 1_000, remaining: 5 });
  });
});

describe("under a fifth of the quota, reads are kept until what is left allows another", () => {
  test.each([
    ["a fifth is left", 200, 3_600, 30_000],
    ["less is left than lasts with cacheTtl", 100, 6_000, 60_000],
    ["much less is left, but never longer than 5 min", 10, 86_400, 300_000],
    ["nothing is left", 0, 200, 200_000],
    ["what is left lasts anyway", 100, 600, 30_000],
    ["the end is not known", 1, 0, 30_000],
  ])("%s", async (_what, remaining, reset, lasts) => {
    const clock = testClock();
    const service = scripted(answer(remaining, reset && seconds + reset));
    const client = clientOf(service, { clock });
    await client.getSecrets("production");

    clock.advance(lasts - 1);
    await client.getSecrets("production");
    const before = service.sent.length;
    clock.advance(1);
    await client.getSecrets("production");

    expect([before, service.sent.length]).toEqual([1, 2]);
  });
});
