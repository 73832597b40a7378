import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const requests = { name: "requests", limit: 2, duration: 1000, autoApply: true };
const refill = { interval: "daily", amount: 5 };
const full = {
  name: "mine",
  externalId: "alice",
  meta: { plan: "pro" },
  expires: noon + 3_600_000,
  credits: { remaining: 3, refill },
  ratelimits: [requests],
  permissions: ["docs.read"],
};

describe("updateKey", () => {
  test("keeps what it does not name, and sets updatedAt even then", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);
    const before = await bench.getKey(keyId);
    bench.advance(1000);

    expect(await bench.data("keys.updateKey", { keyId })).toEqual({});

    expect(await bench.getKey(keyId)).toEqual({ ...before, updatedAt: noon + 1000 });
  });

  test.each([
    ["name", { name: null }],
    ["identity", { externalId: null }],
    ["meta", { meta: null }],
    ["meta", { meta: {} }],
    ["expires", { expires: null }],
    ["credits", { credits: null }],
    ["ratelimits", { ratelimits: [] }],
    ["permissions", { permissions: [] }],
  ])("clears %s with %j", async (field, change) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);

    await bench.data("keys.updateKey", { keyId, ...change });

    const shown = await bench.getKey(keyId);
    expect(shown).not.toHaveProperty(field);
    expect(Object.keys(shown)).toHaveLength(11);
  });

  test("makes the identity and the permissions that it names, and keeps the id of a limit of the same name", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);
    const { ratelimits } = await bench.data<{ ratelimits: object[] }>("keys.getKey", { keyId });

    await bench.data("keys.updateKey", {
      keyId,
      externalId: "bob",
      permissions: ["docs.new"],
      ratelimits: [{ ...requests, limit: 9 }],
    });

    expect(await bench.getKey(keyId)).toMatchObject({
      identity: { externalId: "bob" },
      permissions: ["docs.new"],
      ratelimits: [{ ...ratelimits[0], limit: 9 }],
    });
  });

  test.each<[object, unknown]>([
    [{ remaining: 9 }, { remaining: 9, refill }],
    [{ remaining: null }, undefined],
    [{ refill: null }, { remaining: 3 }],
    [
      { refill: { interval: "monthly", amount: 7, refillDay: 31 } },
      { remaining: 3, refill: { interval: "monthly", amount: 7, refillDay: 31 } },
    ],
    [{}, { remaining: 3, refill }],
  ])("changes credits by %j to %j", async (credits, expected) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);

    await bench.data("keys.updateKey", { keyId, credits });

    expect((await bench.getKey(keyId))["credits"]).toEqual(expected);
  });

  test("drops the refill with null for remaining", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);
    await bench.data("keys.updateKey", { keyId, credits: { remaining: null } });

    expect(await bench.data("keys.updateCredits", { keyId, operation: "set", value: 4 })).toEqual({ remaining: 4 });
  });

  test("keeps a refill beside unlimited credits until they are limited again", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey();
    await bench.data("keys.updateKey", { keyId, credits: { remaining: null, refill } });

    await bench.data("keys.updateCredits", { keyId, operation: "set", value: 4 });

    expect(await bench.getKey(keyId)).toMatchObject({ credits: { remaining: 4, refill } });
  });

  test.each([
    [{ credits: { refill: { interval: "monthly", amount: 1 } } }, "400 invalid_input"],
    [{ credits: { refill: { interval: "daily", amount: 1, refillDay: 1 } } }, "400 invalid_input"],
    [{ roles: ["nobody"] }, "404 role_not_found"],
    [{ permissions: ["DOCS.READ"] }, "500 service_unavailable"],
    [{ meta: { text: "x".repeat(65_536) } }, "500 service_unavailable"],
  ])("changes nothing where it refuses %j", async (change, refusal) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);
    const before = await bench.getKey(keyId);

    const answered = await bench.refusal("keys.updateKey", { name: "other", externalId: "bob", ...change, keyId });

    expect(answered).toBe(refusal);
    expect(await bench.getKey(keyId)).toEqual(before);
    expect(await bench.data("identities.listIdentities", {})).toHaveLength(1);
  });
});

test("deleteKey ends a key, and a second time there is none", async () => {
  const bench = new Bench();
  const { keyId, key } = await bench.createKey();

  expect(await bench.data("keys.deleteKey", { keyId })).toEqual({});

  expect(await bench.refusal("keys.deleteKey", { keyId })).toBe("404 key_not_found");
  expect(await bench.verify(key)).toEqual({ valid: false, code: "NOT_FOUND" });
});

describe("rerollKey", () => {
  test("makes a key with all settings of the old one, its own times and its own limit ids", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey(full);
    await bench.data("keys.updateKey", { keyId });
    const before = await bench.getKey(keyId);
    const limited = await bench.data<{ ratelimits: { id: string }[] }>("keys.getKey", { keyId });
    bench.advance(1000);

    const made = await bench.data<{ keyId: string; key: string }>("keys.rerollKey", { keyId, expiration: 3_600_000 });

    const { updatedAt: _updatedAt, ...kept } = before;
    const renewed = await bench.data<typeof limited>("keys.getKey", { keyId: made.keyId });
    expect(renewed).toEqual({
      ...kept,
      keyId: made.keyId,
      start: made.key.slice(0, 4),
      createdAt: noon + 1000,
      ratelimits: [{ ...requests, id: expect.stringMatching(/^rl_/) }],
    });
    expect(renewed.ratelimits[0]?.id).not.toBe(limited.ratelimits[0]?.id);
    expect(await bench.getKey(keyId)).toEqual({ ...kept, expires: noon + 3_660_000 });
  });

  test.each([
    [0, 5000],
    [1, 60_000],
    [55_000, 60_000],
    [55_001, 120_000],
  ])("lets the old key live for %i ms, rounded up to the full minute", async (expiration, expected) => {
    const bench = new Bench();
    const { keyId } = await bench.createKey();
    bench.advance(5000);

    await bench.data("keys.rerollKey", { keyId, expiration });

    expect(await bench.getKey(keyId)).toMatchObject({ expires: noon + expected });
  });

  test("ends the old key at once with 0, and again a rerolled, disabled one can be rerolled", async () => {
    const bench = new Bench();
    const { keyId, key } = await bench.createKey({ enabled: false });
    await bench.data("keys.rerollKey", { keyId, expiration: 0 });
    await bench.data("keys.updateKey", { keyId, enabled: true });

    const again = await bench.call("keys.rerollKey", { keyId, expiration: 0 });

    expect(again.status).toBe(200);
    expect(await bench.verify(key)).toMatchObject({ valid: false, code: "EXPIRED" });
  });

  test("takes as prefix what stands before the first underscore, else the API's default", async () => {
    const bench = new Bench();
    const { defaultsApiId, migrationId } = bench.fixtures;
    const live = await bench.createKey({ prefix: "sk_live" });
    const migrated = { apiId: defaultsApiId, migrationId, keys: [{ hash: "imported" }] };
    const imported = await bench.data<{ migrated: { keyId: string }[] }>("keys.migrateKeys", migrated);

    const fromLive = await bench.data<{ key: string }>("keys.rerollKey", { keyId: live.keyId, expiration: 0 });
    const fromImported = await bench.data<{ key: string }>("keys.rerollKey", {
      keyId: imported.migrated[0]?.keyId,
      expiration: 0,
    });

    expect(fromLive.key).toMatch(/^sk_[^_]+$/);
    expect(fromImported.key).toMatch(/^dflt_[^_]{31,33}$/);
  });

  test("keeps a recoverable key recoverable", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ apiId: bench.fixtures.vaultApiId, recoverable: true });

    const made = await bench.data<{ keyId: string; key: string }>("keys.rerollKey", { keyId, expiration: 0 });

    expect(await bench.data("keys.getKey", { keyId: made.keyId, decrypt: true })).toMatchObject({
      plaintext: made.key,
    });
  });
});
