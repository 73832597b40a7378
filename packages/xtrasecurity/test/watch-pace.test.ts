import { describe, expect, test } from "vitest";
import { json, noon, type Prepared } from "./support/bench.ts";
import { watchAll } from "./support/watching.ts";

describe("polling slows down", () => {
  const quota = (remaining: number, seconds: number): Prepared =>
    json({}, 200, {
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-reset": seconds === 0 ? "0" : String(noon / 1_000 + seconds),
    });

  test.each([
    ["to leave a fifth of the quota to others", 210, 6_000, 600_000],
    ["but not below its interval", 1_000, 6_000, 300_000],
    ["until the quota ends where only the fifth is left", 200, 2_000, 2_000_000],
    ["for an hour at most", 0, 86_400, 3_600_000],
    ["and not where the end of the quota is not known", 1, 0, 300_000],
  ])("%s", async (_what, remaining, seconds, wait) => {
    const { waits } = await watchAll([quota(remaining, seconds)]);

    expect(waits).toEqual([wait]);
  });

  test("to what a Retry-After asks for", async () => {
    const refusal = json({ error: "s", retryAfter: 7_200 }, 429, { "retry-after": "7200" });

    const { errors, waits } = await watchAll([refusal]);

    expect(waits).toEqual([7_200_000]);
    expect(errors).toMatchObject([{ code: "rate_limited", retryAfter: 7_200 }]);
  });

  test("to no more than a timer can hold", async () => {
    const refusal = json({ error: "s" }, 429, { "retry-after": "999999999" });

    expect((await watchAll([refusal])).waits).toEqual([2 ** 31 - 1]);
  });
});
