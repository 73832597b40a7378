import { describe, expect, test } from "vitest";
import { encodeBase58 } from "../../src/unkey/base58.ts";
import { Bench, noon } from "./harness.ts";

describe("the text of a key", () => {
  test.each([
    [[], ""],
    [[0, 0, 1], "112"],
    [[0, 0], "11"],
    [[255], "5Q"],
    [[0x61, 0x62, 0x63], "ZiCa"],
    [[0x51, 0x6b, 0x6f, 0xcd, 0x0f], "ABnLTmg"],
  ])("writes the bytes %j in base58 as %j", (bytes, expected) => {
    expect(encodeBase58(Uint8Array.from(bytes))).toBe(expected);
  });

  test("has the prefix and an underscore before it, and shows four characters of the rest", async () => {
    const bench = new Bench();
    const { key, keyId } = await bench.createKey({ prefix: "sk_live" });

    const shown = await bench.getKey(keyId);

    expect(key).toMatch(/^sk_live_[1-9A-HJ-NP-Za-km-z]{20,22}$/);
    expect(shown).toEqual({ keyId, start: key.slice(0, 12), enabled: true, createdAt: noon });
  });

  test("is as long as the bytes that were asked for", async () => {
    const { key } = await new Bench().createKey({ byteLength: 255 });

    expect(key.length).toBeGreaterThan(330);
  });

  test("takes prefix and length from the API where the call says nothing", async () => {
    const bench = new Bench();
    const apiId = bench.fixtures.defaultsApiId;

    const plain = await bench.createKey({ apiId });
    const own = await bench.createKey({ apiId, prefix: "own", byteLength: 16 });

    expect(plain.key).toMatch(/^dflt_[1-9A-HJ-NP-Za-km-z]{31,33}$/);
    expect(own.key).toMatch(/^own_[1-9A-HJ-NP-Za-km-z]{20,22}$/);
  });
});

test("a key shows everything that it was made with", async () => {
  const bench = new Bench();
  await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.write", "docs.read"] });
  const { keyId } = await bench.createKey({
    name: "mine",
    externalId: "alice",
    meta: { plan: "pro", nested: [1, null] },
    roles: ["editor"],
    permissions: ["docs.read", "docs.list"],
    expires: noon + 1000,
    credits: { remaining: 0, refill: { interval: "daily", amount: 5, refillDay: 3 } },
    ratelimits: [{ name: "requests", limit: 2, duration: 1000, autoApply: true }],
    enabled: false,
  });

  const shown = await bench.getKey(keyId);

  expect(shown).toEqual({
    keyId,
    start: expect.stringMatching(/^.{4}$/),
    enabled: false,
    createdAt: noon,
    name: "mine",
    meta: { plan: "pro", nested: [1, null] },
    expires: noon + 1000,
    permissions: ["docs.list", "docs.read", "docs.write"],
    roles: ["editor"],
    credits: { remaining: 0, refill: { interval: "daily", amount: 5 } },
    identity: { id: expect.stringMatching(/^id_/), externalId: "alice" },
    ratelimits: [{ id: expect.stringMatching(/^rl_/), name: "requests", limit: 2, duration: 1000, autoApply: true }],
  });
});

test("empty values are left out", async () => {
  const bench = new Bench();
  const { keyId } = await bench.createKey({
    meta: {},
    roles: [],
    permissions: [],
    ratelimits: [],
    expires: 0,
    credits: { remaining: null },
  });

  const shown = await bench.getKey(keyId);

  expect(Object.keys(shown).toSorted()).toEqual(["createdAt", "enabled", "keyId", "start"]);
});

test("of two rate limits of one name the last is kept", async () => {
  const bench = new Bench();
  const limit = { name: "requests", duration: 1000, autoApply: false };
  const { keyId } = await bench.createKey({
    ratelimits: [
      { ...limit, limit: 1 },
      { ...limit, limit: 2 },
    ],
  });

  expect(await bench.getKey(keyId)).toMatchObject({ ratelimits: [{ name: "requests", limit: 2 }] });
});

test("permissions that are missing are made with the slug as their name", async () => {
  const bench = new Bench();

  await bench.createKey({ permissions: ["docs.read", "docs.read"] });

  const id = expect.stringMatching(/^perm_/);
  expect(await bench.data("permissions.listPermissions", {})).toEqual([{ id, name: "docs.read", slug: "docs.read" }]);
});

describe("a refused createKey leaves nothing behind", () => {
  const refusals: [string, object, string][] = [
    ["an unknown role", { roles: ["nobody"] }, "404 role_not_found"],
    ["a role in another letter case", { roles: ["EDITOR"] }, "404 role_not_found"],
    [
      "a monthly refill without its day",
      { credits: { remaining: 1, refill: { interval: "monthly", amount: 1 } } },
      "400 invalid_input",
    ],
    [
      "a refill of unlimited credits",
      { credits: { remaining: null, refill: { interval: "daily", amount: 1 } } },
      "400 invalid_input",
    ],
    ["meta above 64 KiB", { meta: { text: "x".repeat(65_536) } }, "500 service_unavailable"],
    ["a slug in another letter case", { permissions: ["DOCS.READ"] }, "500 service_unavailable"],
    ["two new slugs that differ in letter case", { permissions: ["a", "A"] }, "500 service_unavailable"],
    ["recoverable where the API stores none", { recoverable: true }, "412 precondition_failed"],
  ];

  test.each(refusals)("for %s", async (_title, settings, refusal) => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.read"] });
    const apiId = await bench.createApi();

    const answered = await bench.refusal("keys.createKey", {
      apiId,
      externalId: "alice",
      permissions: ["docs.new"],
      ...settings,
    });

    expect(answered).toBe(refusal);
    expect(await bench.data("apis.listKeys", { apiId })).toEqual([]);
    expect(await bench.data("identities.listIdentities", {})).toEqual([]);
    expect(await bench.data("permissions.listPermissions", {})).toHaveLength(1);
  });

  test("for a missing permission, which looks like a missing API", async () => {
    const bench = new Bench();
    const apiId = await bench.createApi();

    const answered = await bench.refusal("keys.createKey", { apiId }, { rootKey: bench.fixtures.limitedRootKey });

    expect(answered).toBe("404 api_not_found");
  });
});

test("the rule of a handler is a 400 with an empty list of errors", async () => {
  const bench = new Bench();
  const apiId = await bench.createApi();

  const { body } = await bench.call("keys.createKey", {
    apiId,
    credits: { remaining: 1, refill: { interval: "monthly", amount: 1 } },
  });

  expect(body.error?.errors).toEqual([]);
});

describe("a recoverable key", () => {
  test("shows its text when it is decrypted, and only then", async () => {
    const bench = new Bench();
    const apiId = bench.fixtures.vaultApiId;
    const { keyId, key } = await bench.createKey({ apiId, recoverable: true });

    expect(await bench.data("keys.getKey", { keyId, decrypt: true })).toMatchObject({ keyId, plaintext: key });
    expect(await bench.data("apis.listKeys", { apiId, decrypt: true })).toMatchObject([{ plaintext: key }]);
    expect(await bench.getKey(keyId)).not.toHaveProperty("plaintext");
  });

  test("is refused with 412 where the API stores none", async () => {
    const bench = new Bench();
    const { keyId, apiId } = await bench.createKey();

    expect(await bench.refusal("keys.getKey", { keyId, decrypt: true })).toBe("412 precondition_failed");
    expect(await bench.refusal("apis.listKeys", { apiId, decrypt: true })).toBe("412 precondition_failed");
  });

  test("shows no text where the key itself was not made recoverable", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ apiId: bench.fixtures.vaultApiId });

    expect(await bench.data("keys.getKey", { keyId, decrypt: true })).not.toHaveProperty("plaintext");
  });
});
