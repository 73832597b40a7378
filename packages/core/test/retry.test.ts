import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FailureClass } from "../src/classify.ts";
import {
  decideWait,
  fullJitterDelay,
  isTransientStatus,
  mayRepeat,
  type RetryPolicy,
  type RetryQuestion,
  retryCost,
} from "../src/retry.ts";
import type { Safety } from "../src/types.ts";

const policy: RetryPolicy = { limit: 2, isTransient: isTransientStatus, delay: fullJitterDelay, maxHint: 60_000 };
const ask = (question: Partial<RetryQuestion>): RetryQuestion => ({
  safety: "read",
  keyed: false,
  failure: "transient",
  code: "http_503",
  retries: 0,
  ...question,
});
const half = (): number => 0.5;

describe("a failed attempt is repeated by what it means and by how dangerous a second one is", () => {
  const safeties = ["read", "idempotent", "unique", "metered", "unsafe"] as const;
  const matrix: readonly [FailureClass, ...boolean[]][] = [
    // read, idempotent, unique, metered, unsafe, unsafe with a key
    ["never-sent", true, true, true, true, true, true],
    ["maybe-sent", true, true, true, true, false, true],
    ["transient", true, true, true, true, false, true],
    ["throttled", true, true, true, false, false, true],
    ["in-progress", true, true, true, true, false, true],
    ["refused", false, false, false, false, false, false],
    ["caller", false, false, false, false, false, false],
  ];
  const rows = matrix.flatMap(([failure, ...answers]) =>
    [...safeties, "unsafe" as const].map((safety, column): [FailureClass, Safety, string, boolean] => [
      failure,
      safety,
      column === 5 ? "with a key" : "without a key",
      answers[column] === true,
    ]),
  );

  test.each(rows)("%s, %s, %s: %s", (failure, safety, key, expected) => {
    expect(mayRepeat(policy, ask({ failure, safety, keyed: key === "with a key" }))).toBe(expected);
  });
});

describe("the number of re-sends", () => {
  test.each([
    [0, 0, false],
    [1, 0, true],
    [1, 1, false],
    [2, 1, true],
    [2, 2, false],
  ])("limit %i after %i re-sends", (limit, retries, expected) => {
    expect(mayRepeat({ ...policy, limit }, ask({ retries }))).toBe(expected);
  });

  test.each([413, 425])("is one where the server wants the request later, with %i", (status) => {
    expect(mayRepeat(policy, ask({ status }))).toBe(true);
    expect(mayRepeat(policy, ask({ status, retries: 1 }))).toBe(false);
  });

  test("is one for a metered operation that may have been charged, and only without patience", () => {
    const metered = { safety: "metered", failure: "maybe-sent" } as const;

    expect(mayRepeat(policy, ask({ ...metered, hint: 1_000 }))).toBe(true);
    expect(mayRepeat(policy, ask({ ...metered, hint: 1_001 }))).toBe(false);
    expect(mayRepeat(policy, ask({ ...metered, retries: 1 }))).toBe(false);
  });
});

describe("an unsafe operation without a key after a 429", () => {
  const throttled = { safety: "unsafe", failure: "throttled", status: 429 } as const;

  test("is repeated where the server says when", () => {
    expect(decideWait(policy, ask({ ...throttled, hint: 1_000 }), () => 0)).toBe(1_000);
  });

  test("is not repeated where the server does not say", () => {
    expect(decideWait(policy, ask(throttled), half)).toBeUndefined();
  });

  test("is repeated without a word where the service's limiter answers before the operation", () => {
    expect(decideWait({ ...policy, throttlesFirst: true }, ask(throttled), half)).toBe(500);
  });
});

describe("a service's policy narrows or widens what may be repeated", () => {
  test("a class that is never repeated is not even repeated when nothing was sent", () => {
    expect(mayRepeat({ ...policy, never: ["unsafe"] }, ask({ safety: "unsafe", failure: "never-sent" }))).toBe(false);
    expect(mayRepeat({ ...policy, never: ["unsafe"] }, ask({ safety: "read", failure: "never-sent" }))).toBe(true);
  });

  test("without retries of connection errors neither a refused nor a broken connection is repeated", () => {
    const quiet = { ...policy, connectionErrors: false };

    expect(mayRepeat(quiet, ask({ failure: "never-sent" }))).toBe(false);
    expect(mayRepeat(quiet, ask({ failure: "maybe-sent" }))).toBe(false);
    expect(mayRepeat(quiet, ask({ failure: "transient" }))).toBe(true);
  });

  test("a caller who accepts repeats gets them for unsafe and metered operations too", () => {
    const brave = { ...policy, acceptsRepeats: true };

    expect(mayRepeat(brave, ask({ safety: "unsafe", failure: "maybe-sent" }))).toBe(true);
    expect(mayRepeat(brave, ask({ safety: "metered", failure: "throttled", retries: 1 }))).toBe(true);
    expect(mayRepeat(brave, ask({ safety: "unsafe", failure: "refused" }))).toBe(false);
  });
});

describe("a server's wait", () => {
  test("replaces our own, with at most a tenth and at most 250 ms on top", () => {
    expect(decideWait(policy, ask({ hint: 1_000 }), () => 0)).toBe(1_000);
    expect(decideWait(policy, ask({ hint: 1_000 }), () => 0.999)).toBeCloseTo(1_099.9);
    expect(decideWait(policy, ask({ hint: 30_000 }), () => 0.999)).toBeCloseTo(30_249.75);
  });

  test("is obeyed to the millisecond where the policy wants no jitter", () => {
    expect(decideWait({ ...policy, hintJitter: false }, ask({ hint: 1_000 }), half)).toBe(1_000);
  });

  test("above the longest that is obeyed ends the call instead of being cut short", () => {
    expect(decideWait(policy, ask({ hint: 60_000 }), () => 0)).toBe(60_000);
    expect(decideWait(policy, ask({ hint: 60_001 }), half)).toBeUndefined();
    expect(decideWait(policy, ask({ hint: Number.MAX_SAFE_INTEGER }), half)).toBeUndefined();
  });

  test("is spread, so that parallel calls do not come back in one instant", () => {
    const waits = Array.from({ length: 500 }, () => decideWait(policy, ask({ hint: 10_000 }), Math.random) ?? 0);

    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(200);
  });
});

describe("our own wait", () => {
  test.each<[number, FailureClass, number]>([
    [1, "transient", 250],
    [2, "transient", 500],
    [3, "maybe-sent", 1_000],
    [7, "never-sent", 16_000],
    [8, "transient", 20_000],
    [10, "transient", 20_000],
    [1, "throttled", 1_000],
    [2, "throttled", 2_000],
    [6, "throttled", 20_000],
  ])("before re-send %i after a failure that is %s lies below %i ms", (retry, failure, ceiling) => {
    expect(fullJitterDelay(retry, failure, () => 0)).toBe(10);
    expect(fullJitterDelay(retry, failure, half)).toBe(ceiling / 2);
    expect(fullJitterDelay(retry, failure, () => 0.999_999)).toBeLessThan(ceiling);
  });

  test("is uniform over its range, so that clients do not move as a herd", () => {
    const deciles = Array.from({ length: 10 }, () => 0);
    const draws = 100_000;

    for (let draw = 0; draw < draws; draw++) {
      const decile = Math.floor(fullJitterDelay(1, "transient", Math.random) / 25);
      deciles[decile] = (deciles[decile] ?? 0) + 1;
    }

    for (const count of deciles) expect(Math.abs(count / (draws / 10) - 1)).toBeLessThan(0.05);
  });

  test("is finite, never negative and never above its cap, whatever chance says", () => {
    const chance = fc.oneof(
      fc.constant(0),
      fc.constant(0.999_999_999),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    );
    const failure = fc.constantFrom<FailureClass>("never-sent", "maybe-sent", "transient", "throttled", "in-progress");

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), failure, chance, (retry, kind, drawn) => {
        const wait = fullJitterDelay(retry, kind, () => drawn);

        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(20_000);
      }),
    );
  });
});

test("the statuses that may go away by themselves are these and no others", () => {
  const transient = Array.from({ length: 900 }, (_, index) => index + 100).filter(isTransientStatus);

  expect(transient).toEqual([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524]);
});

test("a retry after a 429 costs less of the budget than any other", () => {
  expect(retryCost("throttled")).toBe(5);
  expect(retryCost("transient")).toBe(14);
  expect(retryCost("maybe-sent")).toBe(14);
});

describe("what a service knows better", () => {
  const once = {
    ...policy,
    repeats: ({ retries, status }: RetryQuestion) => (status === 500 ? retries === 0 : undefined),
  };

  test("forbids what the usual rules allow", () => {
    expect(mayRepeat(once, ask({ status: 500, retries: 1 }))).toBe(false);
    expect(mayRepeat(policy, ask({ status: 500, retries: 1 }))).toBe(true);
  });

  test("leaves to them what it says nothing about", () => {
    expect(mayRepeat(once, ask({ status: 503, retries: 1 }))).toBe(true);
    expect(mayRepeat(once, ask({ status: 404, failure: "refused" }))).toBe(false);
  });

  test("allows what they forbid, by the code of the error", () => {
    const patient = { ...policy, repeats: ({ code }: RetryQuestion) => code === "node_unreachable" || undefined };
    const refused = { failure: "refused", safety: "unsafe", status: 400 } as const;

    expect(mayRepeat(patient, ask({ ...refused, code: "node_unreachable" }))).toBe(true);
    expect(mayRepeat(patient, ask({ ...refused, code: "bad_address" }))).toBe(false);
  });

  test("reaches neither beyond the number of re-sends nor to what is never repeated", () => {
    const eager = { ...policy, repeats: () => true };

    expect(mayRepeat(eager, ask({ retries: 2 }))).toBe(false);
    expect(mayRepeat({ ...eager, never: ["metered"] }, ask({ safety: "metered" }))).toBe(false);
    expect(mayRepeat(eager, ask({ failure: "caller" }))).toBe(false);
  });
});
