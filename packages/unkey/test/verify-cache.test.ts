import { ConfigError, createVerifyCache, Unkey, type VerifyCacheOptions } from "@keyrack/unkey";
import { beforeEach, describe, expect, test } from "vitest";
import { failureOf, noon } from "./support/bench.ts";
import { startVerifyBench, type VerifyBench } from "./support/verify-bench.ts";

let bench: VerifyBench;

beforeEach(async () => {
  bench = await startVerifyBench();
});

describe("what is remembered", () => {
  test("a valid key is asked about once in ten seconds", async () => {
    const { advance, cache, createKey, verifications } = bench;
    const { key, keyId } = await createKey();

    const first = await cache.verifyKey({ key });
    advance(9_999);
    const second = await cache.verifyKey({ key });
    advance(1);
    await cache.verifyKey({ key });

    expect(first.data).toMatchObject({ valid: true, keyId });
    expect(second).toEqual(first);
    expect(verifications()).toBe(2);
  });

  test("a valid key is not valid beyond its expiry", async () => {
    const { advance, cache, createKey } = bench;
    const { key } = await createKey({ expires: noon + 4_000 });

    const before = await cache.verifyKey({ key });
    advance(4_000);
    const after = await cache.verifyKey({ key });

    expect(before.data.code).toBe("VALID");
    expect(after.data.code).toBe("EXPIRED");
  });

  test.each([
    { code: "NOT_FOUND", settings: undefined },
    { code: "DISABLED", settings: { enabled: false } },
    { code: "EXPIRED", settings: { expires: noon - 1 } },
  ])("$code is asked about once", async ({ code, settings }) => {
    const { cache, createKey, verifications } = bench;
    const key = settings ? (await createKey(settings)).key : "nobody_knows_me";

    const first = await cache.verifyKey({ key });
    const second = await cache.verifyKey({ key });

    expect(first.data).toMatchObject({ valid: false, code });
    expect(second).toEqual(first);
    expect(verifications()).toBe(1);
  });

  test("both times can be set, and 0 remembers nothing", async () => {
    const { advance, cacheWith, createKey, verifications } = bench;
    const cache = cacheWith({ ttlMs: 60_000, negativeTtlMs: 0 });
    const { key } = await createKey();

    await cache.verifyKey({ key });
    advance(59_999);
    await cache.verifyKey({ key });
    await cache.verifyKey({ key: "nobody_knows_me" });
    await cache.verifyKey({ key: "nobody_knows_me" });

    expect(verifications()).toBe(3);
  });

  test("a system clock that stands still or is set back does not prolong an answer", async () => {
    const { advance, cacheWith, clock, createKey, verifications } = bench;
    const cache = cacheWith({ clock: { ...clock, date: () => noon } });
    const { key } = await createKey();

    await cache.verifyKey({ key });
    advance(10_000);
    await cache.verifyKey({ key });

    expect(verifications()).toBe(2);
  });

  test("changing an answer does not change what others get", async () => {
    const { cache, createKey } = bench;
    const { key } = await createKey({ meta: { plan: "free" } });

    for (const answer of [await cache.verifyKey({ key }), await cache.verifyKey({ key })])
      answer.data.meta = { plan: "pro" };

    expect((await cache.verifyKey({ key })).data.meta).toEqual({ plan: "free" });
  });

  test("the key that was not used for the longest time is forgotten first", async () => {
    const { cacheWith, createKey, verifications } = bench;
    const cache = cacheWith({ maxEntries: 2 });
    const [a, b, c] = [await createKey(), await createKey(), await createKey()];
    for (const { key } of [a, b, a, c]) await cache.verifyKey({ key });

    await cache.verifyKey({ key: a.key });
    expect(verifications()).toBe(3);

    await cache.verifyKey({ key: b.key });
    expect(verifications()).toBe(4);
  });
});

describe("what is never remembered", () => {
  test("an error", async () => {
    const { cache, createKey, emulator } = bench;
    const { key } = await createKey();
    emulator.failNext({ status: 400 });

    const error = await failureOf(cache.verifyKey({ key }));
    const { data } = await cache.verifyKey({ key });

    expect(error).toMatchObject({ status: 400 });
    expect(data.valid).toBe(true);
  });

  test("a refusal that the next moment can lift", async () => {
    const { cache, createKey, unkey } = bench;
    const { key, keyId } = await createKey();

    const before = await cache.verifyKey({ key, permissions: "documents.read" });
    await unkey.keys.addPermissions({ keyId, permissions: ["documents.read"] });
    const after = await cache.verifyKey({ key, permissions: "documents.read" });

    expect([before.data.code, after.data.code]).toEqual(["INSUFFICIENT_PERMISSIONS", "VALID"]);
  });

  test("a key with credits: every verification spends one", async () => {
    const { cache, createKey } = bench;
    const { key } = await createKey({ credits: { remaining: 2 } });

    const answers = [await cache.verifyKey({ key }), await cache.verifyKey({ key }), await cache.verifyKey({ key })];

    expect(answers.map(({ data }) => data.code)).toEqual(["VALID", "VALID", "USAGE_EXCEEDED"]);
  });

  test("a key with a rate limit: every verification counts", async () => {
    const { cache, createKey } = bench;
    const ratelimits = [{ name: "requests", limit: 1, duration: 60_000, autoApply: true }];
    const { key } = await createKey({ ratelimits });

    const answers = [await cache.verifyKey({ key }), await cache.verifyKey({ key })];

    expect(answers.map(({ data }) => data.code)).toEqual(["VALID", "RATE_LIMITED"]);
  });

  test.each([
    { asked: "credits", params: { credits: { cost: 0 } } },
    { asked: "a limit", params: { ratelimits: [{ name: "requests", limit: 9, duration: 60_000 }] } },
  ])("a question that asks for $asked, even about a key that was remembered", async ({ params }) => {
    const { cache, createKey, verifications } = bench;
    const { key } = await createKey();
    await cache.verifyKey({ key });

    await cache.verifyKey({ key, ...params });
    await cache.verifyKey({ key, ...params });

    expect(verifications()).toBe(3);
  });

  test("unless asked for: with cacheMetered, a remembered key spends nothing", async () => {
    const { cacheWith, createKey } = bench;
    const cache = cacheWith({ cacheMetered: true });
    const { key } = await createKey({ credits: { remaining: 2 } });

    const answers = [await cache.verifyKey({ key }), await cache.verifyKey({ key, tags: ["later"] })];

    expect(answers.map(({ data }) => data.credits)).toEqual([1, 1]);
  });
});

describe("two questions are the same only if their answers must be", () => {
  test.each([
    { what: "permissions", params: { permissions: "documents.read" } },
    { what: "a migration", params: { migrationId: "mig_test" } },
  ])("other $what make another question", async ({ params }) => {
    const { cache, createKey, verifications } = bench;
    const { key } = await createKey({ permissions: ["documents.read"] });

    await cache.verifyKey({ key });
    await cache.verifyKey({ key, ...params });
    await cache.verifyKey({ key, ...params });

    expect(verifications()).toBe(2);
  });

  test.each([
    { what: "server", options: { serverUrl: "https://unkey.internal" } },
    { what: "address in a header", options: { headers: { "x-forwarded-for": "203.0.113.1" } } },
  ])("another $what makes another question", async ({ options }) => {
    const { cache, createKey, verifications } = bench;
    const { key } = await createKey();

    await cache.verifyKey({ key });
    await cache.verifyKey({ key }, options);
    await cache.verifyKey({ key }, options);

    expect(verifications()).toBe(2);
  });

  test("tags change nothing about a key", async () => {
    const { cache, createKey, verifications } = bench;
    const { key } = await createKey();

    await cache.verifyKey({ key, tags: ["path=/a"] });
    await cache.verifyKey({ key, tags: ["path=/b"] });

    expect(verifications()).toBe(1);
  });
});

describe("wrong input is refused by its name", () => {
  test.each<[string, VerifyCacheOptions]>([
    ["ttlMs", { ttlMs: -1 }],
    ["negativeTtlMs", { negativeTtlMs: 3_600_001 }],
    ["maxEntries", { maxEntries: 0 }],
    ["maxEntries", { maxEntries: 5, store: new Map<string, string>() }],
    ["cacheMetered", { cacheMetered: "yes" as unknown as boolean }],
    ["store", { store: {} as unknown as Map<string, string> }],
    ["ttl", { ttl: 5 } as unknown as VerifyCacheOptions],
  ])("%s", (name, options) => {
    const create = (): unknown => bench.cacheWith(options);

    expect(create).toThrow(ConfigError);
    expect(create).toThrow(name);
  });

  test("the client in place of its keys", () => {
    const unkey: unknown = new Unkey({ rootKey: "unkey_root" });

    expect(() => createVerifyCache(unkey as Unkey["keys"])).toThrow("verifier must have a method verifyKey");
  });

  test("a key or an id that is empty", async () => {
    expect(await failureOf(bench.cache.verifyKey({ key: "" }))).toBeInstanceOf(ConfigError);
    expect(await failureOf(bench.cache.invalidate(""))).toBeInstanceOf(ConfigError);
  });
});
