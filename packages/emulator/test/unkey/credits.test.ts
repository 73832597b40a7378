import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const hour = 3_600_000;
const day = 24 * hour;

async function creditsOf(bench: Bench, keyId: string): Promise<unknown> {
  return (await bench.getKey(keyId))["credits"];
}

describe("updateCredits", () => {
  const refill = { interval: "daily", amount: 9 };

  test.each<[object, unknown]>([
    [
      { operation: "set", value: 7 },
      { remaining: 7, refill },
    ],
    [
      { operation: "set", value: 0 },
      { remaining: 0, refill },
    ],
    [{ operation: "set", value: null }, { remaining: null }],
    [{ operation: "set" }, { remaining: null, refill }],
    [
      { operation: "increment", value: 2 },
      { remaining: 5, refill },
    ],
    [
      { operation: "decrement", value: 2 },
      { remaining: 1, refill },
    ],
    [
      { operation: "decrement", value: 10 },
      { remaining: 0, refill },
    ],
  ])("with %j answers %j", async (change, expected) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ credits: { remaining: 3, refill } });

    expect(await bench.data("keys.updateCredits", { keyId, ...change })).toEqual(expected);
  });

  test.each([{ operation: "increment" }, { operation: "decrement", value: null }])("refuses %j", async (change) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ credits: { remaining: 3 } });

    expect(await bench.refusal("keys.updateCredits", { keyId, ...change })).toBe("400 invalid_input");
  });

  test.each(["increment", "decrement"])("refuses to %s unlimited credits", async (operation) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey();

    expect(await bench.refusal("keys.updateCredits", { keyId, operation, value: 1 })).toBe("400 invalid_input");
  });

  test("takes an id that no other call would", async () => {
    const bench = new Bench();

    expect(await bench.refusal("keys.updateCredits", { keyId: "key-1", operation: "set", value: 1 })).toBe(
      "404 key_not_found",
    );
  });
});

describe("a daily refill", () => {
  test("comes at midnight (UTC), and not before", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ credits: { remaining: 1, refill: { interval: "daily", amount: 5 } } });
    bench.advance(12 * hour - 1);
    const before = await creditsOf(bench, keyId);

    bench.advance(1);

    expect(before).toMatchObject({ remaining: 1 });
    expect(await creditsOf(bench, keyId)).toMatchObject({ remaining: 5 });
  });

  test("comes once a day", async () => {
    const bench = new Bench();
    const { keyId, key } = await bench.createKey({
      credits: { remaining: 1, refill: { interval: "daily", amount: 5 } },
    });
    bench.advance(12 * hour);
    await bench.verify(key);
    bench.advance(hour);

    expect(await creditsOf(bench, keyId)).toMatchObject({ remaining: 4 });
  });

  test("takes nothing from a key that has more", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ credits: { remaining: 8, refill: { interval: "daily", amount: 5 } } });

    bench.advance(day);

    expect(await creditsOf(bench, keyId)).toMatchObject({ remaining: 8 });
  });

  test("that was due is given before credits are changed", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ credits: { remaining: 0, refill: { interval: "daily", amount: 5 } } });
    bench.advance(day);

    expect(await bench.data("keys.updateCredits", { keyId, operation: "decrement", value: 2 })).toMatchObject({
      remaining: 3,
    });
  });

  test("makes a used-up key valid again", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey({ credits: { remaining: 0, refill: { interval: "daily", amount: 5 } } });
    const before = await bench.verify(key);

    bench.advance(12 * hour);

    expect(before).toMatchObject({ code: "USAGE_EXCEEDED", credits: 0 });
    expect(await bench.verify(key)).toMatchObject({ code: "VALID", credits: 4 });
  });
});

describe("a monthly refill", () => {
  test.each([
    [16, 12 * hour, "the next midnight"],
    [15, 29 * day + 12 * hour, "the same day of the next month"],
    [31, 14 * day + 12 * hour, "the last day of a shorter month"],
    [1, 15 * day + 12 * hour, "the first of the next month"],
  ])("on day %i comes after %i ms: %s", async (refillDay, wait) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({
      credits: { remaining: 1, refill: { interval: "monthly", amount: 5, refillDay } },
    });
    bench.advance(wait - 1);
    const before = await creditsOf(bench, keyId);

    bench.advance(1);

    expect(before).toMatchObject({ remaining: 1 });
    expect(await creditsOf(bench, keyId)).toMatchObject({ remaining: 5 });
  });

  test("shows its day", async () => {
    const bench = new Bench();
    const credits = { remaining: 1, refill: { interval: "monthly", amount: 5, refillDay: 31 } };
    const { keyId } = await bench.createKey({ credits });

    expect(await creditsOf(bench, keyId)).toEqual(credits);
    expect(bench.now()).toBe(noon);
  });
});
