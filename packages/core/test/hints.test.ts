import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHttpDate, readHint } from "../src/hints.ts";
import { answerWith } from "./support/answers.ts";

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
// Sat, 21 Nov 2026 12:00:00 GMT
const now = Date.UTC(2026, 10, 21, 12);

const hint = (headers: Readonly<Record<string, string>>, status = 503): number | undefined =>
  readHint(answerWith(headers, status), now);
const dateIn = (ms: number): string => new Date(now + ms).toUTCString();

describe("Retry-After in seconds", () => {
  test.each([
    ["1", 1_000],
    ["1.5", 1_500],
    ["0.0001", 1],
    ["86400", 86_400_000],
    ["  2  ", 2_000],
    ["007", 7_000],
  ])("%j is a wait of %d ms", (value, expected) => {
    expect(hint({ "retry-after": value })).toBe(expected);
  });

  test.each(["999999999999999", "9".repeat(23)])(
    "%s is finite and a safe integer, so that it can be compared and shown",
    (value) => {
      const wait = hint({ "retry-after": value });

      expect(wait).toBe(Number.MAX_SAFE_INTEGER);
    },
  );
});

describe("a zero, negative or malformed hint means the client's own backoff", () => {
  test.each([
    "0",
    "0.0",
    "-1",
    "-1764000000",
    "",
    " ",
    "abc",
    "0x10",
    "1e3",
    "١",
    "+5",
    "5, 10",
    "1;x",
    ".5",
    "5.",
    "NaN",
    "Infinity",
    "Sat, 31 Feb 2026 12:00:00 GMT",
    "Sat, 21 Nov 2026 24:00:00 GMT",
    "Sat, 21 Nov 2026 12:60:00 GMT",
    "Sat, 21 Nov 2026 12:00:61 GMT",
    "Sat, 21 Nov 2026 12:00:09 CET",
    "Sat, 21 nov 2026 12:00:09 GMT",
    "Sat, 21 anF 2026 12:00:09 GMT",
    "2026-11-21T12:00:09Z",
    "tomorrow",
  ])("Retry-After: %j", (value) => {
    expect(hint({ "retry-after": value })).toBeUndefined();
  });

  test.each(["0", "-300", "1.5", "abc"])("retry-after-ms: %j", (value) => {
    expect(hint({ "retry-after-ms": value })).toBeUndefined();
  });

  test.each(["retry-after", "retry-after-ms", "x-ratelimit-reset"])("%s of 10,000 digits", (name) => {
    expect(hint({ [name]: "9".repeat(10_000) }, 429)).toBeUndefined();
  });
});

describe("retry-after-ms", () => {
  test("wins over Retry-After", () => {
    expect(hint({ "retry-after-ms": "300", "retry-after": "9" })).toBe(300);
  });

  test("wins even where it is zero", () => {
    expect(hint({ "retry-after-ms": "0", "retry-after": "9" })).toBeUndefined();
  });

  test("is passed over where it is malformed", () => {
    expect(hint({ "retry-after-ms": "soon", "retry-after": "9" })).toBe(9_000);
  });
});

describe("Retry-After as a date", () => {
  test.each([
    ["IMF-fixdate", "Sat, 21 Nov 2026 12:00:02 GMT"],
    ["RFC 850", "Saturday, 21-Nov-26 12:00:02 GMT"],
    ["asctime", "Sat Nov 21 12:00:02 2026"],
  ])("in the form of %s is measured from now", (_form, value) => {
    expect(hint({ "retry-after": value })).toBe(2_000);
  });

  test("in asctime with a one-digit day", () => {
    expect(parseHttpDate("Sun Nov  6 08:49:37 1994", now)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
  });

  test("in the past means the client's own backoff", () => {
    expect(hint({ "retry-after": dateIn(-second) })).toBeUndefined();
    expect(hint({ "retry-after": dateIn(0) })).toBeUndefined();
  });

  test("takes a two-digit year as at most 50 years ahead", () => {
    expect(parseHttpDate("Saturday, 21-Nov-76 12:00:00 GMT", now)).toBe(Date.UTC(2076, 10, 21, 12));
    expect(parseHttpDate("Monday, 21-Nov-77 12:00:00 GMT", now)).toBe(Date.UTC(1977, 10, 21, 12));
  });

  test("may name a leap second", () => {
    expect(hint({ "retry-after": "Sat, 21 Nov 2026 12:00:60 GMT" })).toBe(60_000);
  });

  test("far away stays finite", () => {
    const wait = hint({ "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" });

    expect(wait).toBe(Date.UTC(9999, 11, 31, 23, 59, 59) - now);
  });

  test.each([
    ["1 hour ahead", hour],
    ["1 hour behind", -hour],
    ["a day ahead", day],
  ])("is measured against the server's own clock where that is %s", (_what, offset) => {
    expect(hint({ "retry-after": dateIn(offset + 2 * second), date: dateIn(offset) })).toBe(2_000);
  });

  test.each([
    ["missing", {}],
    ["garbage", { date: "yesterday" }],
    ["three days off", { date: dateIn(-3 * day) }],
  ])("is measured against our clock where the server's is %s", (_what, headers) => {
    expect(hint({ "retry-after": dateIn(2 * second), ...headers })).toBe(2_000);
  });
});

describe("rate-limit headers of a 429", () => {
  const unixSeconds = now / second;

  test.each<[string, Readonly<Record<string, string>>, number | undefined]>([
    ["seconds from now", { "x-ratelimit-reset": "30" }, 30_000],
    ["fractions of a second from now", { "x-ratelimit-reset": "0.25" }, 250],
    ["Unix seconds", { "x-ratelimit-reset": String(unixSeconds + 30) }, 30_000],
    ["Unix milliseconds", { "x-ratelimit-reset": String(now + 30_000) }, 30_000],
    ["the largest number of seconds from now", { "x-ratelimit-reset": "999999999" }, 999_999_999_000],
    ["the smallest number of Unix seconds, long past", { "x-ratelimit-reset": "1000000000" }, undefined],
    ["zero", { "x-ratelimit-reset": "0" }, undefined],
    ["the past", { "x-ratelimit-reset": String(unixSeconds - 30) }, undefined],
    ["garbage", { "x-ratelimit-reset": "soon" }, undefined],
    ["the draft's header before the older one", { "ratelimit-reset": "5", "x-ratelimit-reset": "30" }, 5_000],
    ["Retry-After before all of them", { "retry-after": "7", "ratelimit-reset": "5" }, 7_000],
    ["nothing at all", {}, undefined],
  ])("give the wait: %s", (_what, headers, expected) => {
    expect(hint(headers, 429)).toBe(expected);
  });

  test("count on a 429 only", () => {
    expect(hint({ "ratelimit-reset": "5" }, 503)).toBeUndefined();
    expect(hint({ ratelimit: '"a";r=0;t=2' }, 503)).toBeUndefined();
  });

  test.each([
    ['"a";r=0;t=2, "b";r=5;t=60', 2_000],
    ['"a";r=0;t=9, "b";r=0;t=3', 3_000],
    ['"a";r=0;t=0, "b";r=0;t=3', 3_000],
    ['"a";r=0;t=1', 1_000],
    ['"a";t=4;r=0', 4_000],
    ['"a"; r=0; t=4', 4_000],
    ['"a,b";r=0;t=4', 4_000],
    ['"a";r=0;t=0', undefined],
    ['"a";r=1;t=2', undefined],
    ['"a";r=0.5;t=2', undefined],
    ['"a";r=0;t=-2', undefined],
    ['"a";r=0;t=x, "b";r=0;t=3', 3_000],
    ['"a";r=0', undefined],
    ["a;r=0;t=2", undefined],
    ['"a', undefined],
    ["", undefined],
    [",,,;;;===", undefined],
  ])("in their structured form give the shortest wait of an empty window: %s", (value, expected) => {
    expect(hint({ ratelimit: value }, 429)).toBe(expected);
  });

  test("in a malformed structured form leave the word to the plain header", () => {
    expect(hint({ ratelimit: "garbage", "ratelimit-reset": "5" }, 429)).toBe(5_000);
  });
});

test("whatever the headers hold, a hint is undefined or a positive safe integer", () => {
  const digits = fc.stringMatching(/^[-+]?\d{1,400}(\.\d{1,400})?$/);
  const date = fc.date({ noInvalidDate: true }).map((value) => value.toUTCString());
  const window = fc.tuple(fc.string({ maxLength: 4 }), digits, digits).map(([name, r, t]) => `"${name}";r=${r};t=${t}`);
  const value = fc.oneof(digits, date, window, fc.string({ unit: "binary" }), fc.constantFrom("0", '"a";r=0;t=1'));
  const names = ["retry-after-ms", "retry-after", "date", "ratelimit", "ratelimit-reset", "x-ratelimit-reset"] as const;
  const headers = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length });

  fc.assert(
    fc.property(headers, fc.constantFrom(429, 503), fc.integer({ min: 0, max: 4e12 }), (given, status, date_) => {
      const wait = readHint(answerWith(given, status), date_);

      expect(wait === undefined || (Number.isSafeInteger(Math.ceil(wait)) && wait > 0), String(wait)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
