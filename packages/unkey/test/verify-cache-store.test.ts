import type { VerifyStore } from "@keyrack/unkey";
import { beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";
import { startVerifyBench, type VerifyBench } from "./support/verify-bench.ts";

let bench: VerifyBench;

beforeEach(async () => {
  bench = await startVerifyBench();
});

describe("after a change", () => {
  test("invalidate makes the cache ask again about that key, whatever the question, and about no other", async () => {
    const { cache, createKey, unkey, verifications } = bench;
    const { key, keyId } = await createKey({ permissions: ["documents.read"] });
    const other = await createKey();
    await cache.verifyKey({ key });
    await cache.verifyKey({ key, permissions: "documents.read" });
    await cache.verifyKey({ key: other.key });

    await unkey.keys.updateKey({ keyId, enabled: false });
    await cache.invalidate(keyId);
    const answers = [await cache.verifyKey({ key }), await cache.verifyKey({ key, permissions: "documents.read" })];
    await cache.verifyKey({ key: other.key });

    expect(answers.map(({ data }) => data.code)).toEqual(["DISABLED", "DISABLED"]);
    expect(verifications()).toBe(5);
  });

  test("what is asked after invalidate is remembered again", async () => {
    const { cache, createKey, verifications } = bench;
    const { key, keyId } = await createKey();
    await cache.verifyKey({ key });
    await cache.invalidate(keyId);

    await cache.verifyKey({ key });
    await cache.verifyKey({ key });

    expect(verifications()).toBe(2);
  });

  test("clear forgets every key, unknown ones too", async () => {
    const { cache, createKey, verifications } = bench;
    const { key } = await createKey();
    await cache.verifyKey({ key });
    await cache.verifyKey({ key: "nobody_knows_me" });

    await cache.clear();
    await cache.verifyKey({ key });
    await cache.verifyKey({ key: "nobody_knows_me" });

    expect(verifications()).toBe(4);
  });

  test.each(["invalidate", "clear"] as const)("an answer that is on its way during %s is not kept", async (way) => {
    const { arrived, cache, createKey, holdAnswers, unkey } = bench;
    const { key, keyId } = await createKey();
    const release = holdAnswers();
    const early = cache.verifyKey({ key });
    await arrived(1);

    await unkey.keys.updateKey({ keyId, enabled: false });
    await cache[way](keyId);
    release();

    expect((await early).data.code).toBe("VALID");
    expect((await cache.verifyKey({ key })).data.code).toBe("DISABLED");
  });

  test("who asks after invalidate does not get an answer that was on its way before", async () => {
    const { arrived, cache, createKey, holdAnswers, unkey } = bench;
    const { key, keyId } = await createKey();
    const release = holdAnswers();
    const early = cache.verifyKey({ key });
    await arrived(1);
    await unkey.keys.updateKey({ keyId, enabled: false });
    await cache.invalidate(keyId);

    const late = cache.verifyKey({ key });
    await arrived(2);
    release();

    expect((await early).data.code).toBe("VALID");
    expect((await late).data.code).toBe("DISABLED");
  });

  test("an answer that was given between two invalidations of one moment is forgotten, too", async () => {
    const { cache, createKey, verifications } = bench;
    const { key, keyId } = await createKey();

    for (const _round of [1, 2, 3]) {
      await cache.verifyKey({ key });
      await cache.invalidate(keyId);
    }

    expect(verifications()).toBe(3);
  });
});

describe("a store of one's own", () => {
  test("serves several caches, and each can invalidate for all", async () => {
    const { cacheWith, createKey, verifications } = bench;
    const store = new Map<string, string>();
    const [one, two] = [cacheWith({ store }), cacheWith({ store })];
    const { key, keyId } = await createKey();

    await one.verifyKey({ key });
    await two.verifyKey({ key });
    expect(verifications()).toBe(1);

    await two.invalidate(keyId);
    await one.verifyKey({ key });
    expect(verifications()).toBe(2);
  });

  test("never sees the text of a key, nor the root key", async () => {
    const { cacheWith, createKey, emulator } = bench;
    const store = new Map<string, string>();
    const cache = cacheWith({ store });
    const { key, keyId } = await createKey();

    await cache.verifyKey({ key });
    await cache.invalidate(keyId);

    const seen = JSON.stringify([...store]);
    expect(store.size).toBe(2);
    expect(seen).not.toContain(key);
    expect(seen).not.toContain(emulator.fixtures.rootKey);
  });

  test("does not even get an answer that was on its way during invalidate", async () => {
    const { arrived, cacheWith, createKey, holdAnswers } = bench;
    const store = new Map<string, string>();
    const cache = cacheWith({ store });
    const { key, keyId } = await createKey();
    const release = holdAnswers();
    const early = cache.verifyKey({ key });
    await arrived(1);

    await cache.invalidate(keyId);
    release();
    await early;

    expect([...store.keys()]).toEqual([`unkey:void:${keyId}`]);
  });

  test("is told for how long, and does not prolong an answer by keeping it longer", async () => {
    const { advance, cacheWith, createKey, verifications } = bench;
    const times: number[] = [];
    const values = new Map<string, string>();
    const store: VerifyStore = {
      get: async (name) => await Promise.resolve(values.get(name) ?? null),
      set: async (name, value, ttlMs) => {
        times.push(ttlMs);
        await Promise.resolve(values.set(name, value));
      },
      delete: (name) => values.delete(name),
    };
    const cache = cacheWith({ store, ttlMs: 3_000 });
    const { key } = await createKey();

    await cache.verifyKey({ key });
    advance(3_000);
    await cache.verifyKey({ key });

    expect(times).toEqual([3_000, 3_000]);
    expect(verifications()).toBe(2);
  });

  test("that fails or holds nonsense costs a request, never an answer; a lost invalidation is told", async () => {
    const { cacheWith, createKey } = bench;
    const broken = async (): Promise<never> => await Promise.reject(new Error("The store is down."));
    const down = cacheWith({ store: { get: broken, set: broken, delete: broken } });
    const garbled = cacheWith({ store: { get: () => "{}", set: () => undefined, delete: () => undefined } });
    const { key, keyId } = await createKey();

    const answers = [await down.verifyKey({ key }), await garbled.verifyKey({ key })];

    expect(answers.map(({ data }) => data.valid)).toEqual([true, true]);
    expect(await failureOf(down.invalidate(keyId))).toMatchObject({ message: "The store is down." });
  });
});
