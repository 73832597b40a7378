import { beforeEach, describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const hour = 3_600_000;
const reset = noon + hour;
const configured = (name: string, limit: number, autoApply = false): object => ({
  name,
  limit,
  duration: hour,
  autoApply,
});

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});

describe("automatic limits", () => {
  test("are checked without being named, with cost 1", async () => {
    const { key } = await bench.createKey({ ratelimits: [configured("auto", 2, true), configured("manual", 1)] });

    const first = await bench.verify(key);
    const second = await bench.verify(key);
    const third = await bench.verify(key);

    expect(first.ratelimits).toEqual([
      {
        id: expect.stringMatching(/^rl_/),
        name: "auto",
        limit: 2,
        duration: hour,
        autoApply: true,
        exceeded: false,
        remaining: 1,
        reset,
      },
    ]);
    expect(second).toMatchObject({ code: "VALID", ratelimits: [{ remaining: 0, exceeded: false }] });
    expect(third).toMatchObject({ code: "RATE_LIMITED", ratelimits: [{ remaining: 0, exceeded: true }] });
  });

  test("give way to an item of the same name, with its own cost", async () => {
    const { key } = await bench.createKey({ ratelimits: [configured("auto", 5, true)] });

    const { ratelimits } = await bench.verify(key, { ratelimits: [{ name: "auto", cost: 3 }] });

    expect(ratelimits).toMatchObject([{ name: "auto", remaining: 2, autoApply: true }]);
  });

  test("give way entirely to an ad-hoc item, which shares the counter of the same duration", async () => {
    const { key } = await bench.createKey({ ratelimits: [configured("auto", 5, true)] });
    await bench.verify(key);

    const { ratelimits } = await bench.verify(key, { ratelimits: [{ name: "auto", limit: 9, duration: hour }] });

    expect(ratelimits).toEqual([
      { id: "", name: "auto", limit: 9, duration: hour, autoApply: false, exceeded: false, remaining: 7, reset },
    ]);
  });
});

test("a lone limit or duration is ignored", async () => {
  const { key } = await bench.createKey({ ratelimits: [configured("manual", 5)] });

  const { ratelimits } = await bench.verify(key, { ratelimits: [{ name: "manual", limit: 1 }] });

  expect(ratelimits).toMatchObject([{ limit: 5, remaining: 4 }]);
});

test("a name that comes twice is checked once", async () => {
  const { key } = await bench.createKey({ ratelimits: [configured("manual", 5)] });

  const { ratelimits } = await bench.verify(key, { ratelimits: [{ name: "manual" }, { name: "manual" }] });

  expect(ratelimits).toMatchObject([{ remaining: 4 }]);
});

test("cost 0 only looks, even at a limit that is just used up", async () => {
  const { key } = await bench.createKey({ ratelimits: [configured("manual", 1)] });
  await bench.verify(key, { ratelimits: [{ name: "manual" }] });

  const looked = await bench.verify(key, { ratelimits: [{ name: "manual", cost: 0 }] });

  expect(looked).toMatchObject({ code: "VALID", ratelimits: [{ remaining: 0, exceeded: false }] });
});

test("two limits are counted both or not at all, and the one that would pass shows what it has", async () => {
  const { key } = await bench.createKey({ ratelimits: [configured("wide", 9), configured("tight", 1)] });
  const both = { ratelimits: [{ name: "wide" }, { name: "tight" }] };
  await bench.verify(key, both);

  const refused = await bench.verify(key, both);
  const after = await bench.verify(key, { ratelimits: [{ name: "wide", cost: 0 }] });

  expect(refused.ratelimits).toMatchObject([
    { name: "wide", remaining: 8, exceeded: false },
    { name: "tight", remaining: 0, exceeded: true },
  ]);
  expect(after.ratelimits).toMatchObject([{ remaining: 8 }]);
});

test.each([
  { name: "requests", limit: 0, duration: hour },
  { name: "requests", limit: 5, duration: 999 },
])("the unusable ad-hoc limit %j switches every check of the call off", async (item) => {
  const { key } = await bench.createKey({ ratelimits: [configured("auto", 1, true)], credits: { remaining: 5 } });
  await bench.verify(key);

  const verified = await bench.verify(key, { ratelimits: [item] });

  expect(verified).toMatchObject({ code: "VALID", credits: 3 });
  expect(verified).not.toHaveProperty("ratelimits");
});

describe("limits of an identity", () => {
  test("are counted over all its keys, those of a key for itself", async () => {
    await bench.data("identities.createIdentity", { externalId: "alice", ratelimits: [configured("shared", 5)] });
    const owned = { externalId: "alice", ratelimits: [configured("private", 5)] };
    const [one, other] = [await bench.createKey(owned), await bench.createKey(owned)];
    const items = { ratelimits: [{ name: "shared" }, { name: "private" }] };
    await bench.verify(one.key, items);

    const { ratelimits } = await bench.verify(other.key, items);

    expect(ratelimits).toMatchObject([
      { name: "shared", remaining: 3 },
      { name: "private", remaining: 4 },
    ]);
  });

  test("do not lend their counter to ad-hoc ones, which count per key", async () => {
    await bench.data("identities.createIdentity", { externalId: "alice", ratelimits: [configured("shared", 5)] });
    const [one, other] = [
      await bench.createKey({ externalId: "alice" }),
      await bench.createKey({ externalId: "alice" }),
    ];
    const adHoc = { ratelimits: [{ name: "shared", limit: 5, duration: hour }] };
    await bench.verify(one.key, { ratelimits: [{ name: "shared" }] });
    await bench.verify(one.key, adHoc);

    expect((await bench.verify(one.key, adHoc)).ratelimits).toMatchObject([{ remaining: 3 }]);
    expect((await bench.verify(other.key, adHoc)).ratelimits).toMatchObject([{ remaining: 4 }]);
  });

  test("stand behind the key's of the same name, which verifyKey hides and getKey shows", async () => {
    const shared = [configured("requests", 5, true), configured("other", 7)];
    await bench.data("identities.createIdentity", { externalId: "alice", ratelimits: shared });
    const { key, keyId } = await bench.createKey({
      externalId: "alice",
      ratelimits: [configured("requests", 2, true)],
    });

    const verified = await bench.verify(key);

    expect(verified).toMatchObject({ ratelimits: [{ limit: 2 }], identity: { ratelimits: [{ name: "other" }] } });
    expect(await bench.getKey(keyId)).toMatchObject({
      identity: { ratelimits: [{ name: "requests" }, { name: "other" }] },
    });
  });

  test("go with it when it is deleted", async () => {
    await bench.data("identities.createIdentity", { externalId: "alice", ratelimits: [configured("shared", 5, true)] });
    const { key, keyId } = await bench.createKey({ externalId: "alice" });

    await bench.data("identities.deleteIdentity", { identity: "alice" });

    expect(await bench.verify(key)).toEqual({ valid: true, code: "VALID", keyId, enabled: true });
    expect(await bench.refusal("keys.verifyKey", { key, ratelimits: [{ name: "shared" }] })).toBe(
      "412 precondition_failed",
    );
  });
});
