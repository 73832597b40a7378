import { describe, expect, test } from "vitest";
import { readRateLimit } from "../src/rate-limit.ts";
import { answerWith } from "./support/answers.ts";

const now = Date.UTC(2026, 10, 21, 12);
const read = (headers: Readonly<Record<string, string>>, prefix: "ratelimit" | "x-ratelimit" = "ratelimit"): unknown =>
  readRateLimit(answerWith(headers).headers, prefix, now);

test.each([
  ["seconds from now", "30"],
  ["Unix seconds", String(now / 1_000 + 30)],
  ["Unix milliseconds", String(now + 30_000)],
  ["a date", "2026-11-21T12:00:30Z"],
  ["a date of another zone", "2026-11-21T13:00:30.000+01:00"],
])("limit, rest and the end of the window are read, the end given as %s", (_form, reset) => {
  const headers = { "ratelimit-limit": "100", "ratelimit-remaining": "7", "ratelimit-reset": reset };

  expect(read(headers)).toEqual({ limit: 100, remaining: 7, resetAt: new Date(now + 30_000) });
});

test("the window's name is read where there is one", () => {
  const headers = { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "0", "x-ratelimit-window": "daily" };

  expect(read(headers, "x-ratelimit")).toEqual({ limit: 100, remaining: 0, window: "daily" });
});

test("a service that names no end gives none", () => {
  expect(read({ "x-ratelimit-limit": "100", "x-ratelimit-remaining": "0" }, "x-ratelimit")).toEqual({
    limit: 100,
    remaining: 0,
  });
});

test("headers under another prefix are another service's", () => {
  expect(read({ "x-ratelimit-limit": "100", "x-ratelimit-remaining": "7" })).toBeUndefined();
});

describe("a malformed reading is no reading", () => {
  test.each(["", "abc", "-1", "1.5", "1e3", "0x10", "5, 10", "9".repeat(16), "١"])("remaining %j", (value) => {
    expect(read({ "ratelimit-limit": "100", "ratelimit-remaining": value })).toBeUndefined();
    expect(read({ "ratelimit-limit": value, "ratelimit-remaining": "7" })).toBeUndefined();
  });

  test.each(["soon", "-5", "1.5", "9".repeat(16), "2026-13-21T12:00:30Z", "2026-11-21", "2026-11-21T12:00:30"])(
    "of the end alone leaves the rest: %j",
    (value) => {
      const headers = { "ratelimit-limit": "100", "ratelimit-remaining": "7", "ratelimit-reset": value };

      expect(read(headers)).toEqual({ limit: 100, remaining: 7 });
    },
  );
});

test("the end of the window is a date that exists, also for the largest number that is read", () => {
  const headers = { "ratelimit-limit": "1", "ratelimit-remaining": "1", "ratelimit-reset": "9".repeat(15) };

  expect(read(headers)).toMatchObject({ resetAt: new Date(999_999_999_999_999) });
});
