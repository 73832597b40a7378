import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const hour = 3_600_000;
const requests = { name: "requests", limit: 2, duration: hour, autoApply: true };

describe("what verifyKey shows", () => {
  test("of a valid key is all of it, a slug as often as it is held", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.read"] });
    await bench.data("identities.createIdentity", { externalId: "alice", meta: { plan: "pro" } });
    const settings = {
      name: "mine",
      externalId: "alice",
      meta: { a: 1 },
      roles: ["editor"],
      permissions: ["docs.read"],
    };
    const { key, keyId } = await bench.createKey({ ...settings, expires: noon + 1, credits: { remaining: 1 } });

    const shown = await bench.verify(key, { tags: ["a=b"], migrationId: "mig_unknown" });

    expect(shown).toEqual({
      valid: true,
      code: "VALID",
      keyId,
      name: "mine",
      meta: { a: 1 },
      expires: noon + 1,
      credits: 0,
      enabled: true,
      permissions: ["docs.read", "docs.read"],
      roles: ["editor"],
      identity: { id: expect.stringMatching(/^id_/), externalId: "alice", meta: { plan: "pro" } },
    });
  });

  test("of a plain key is no empty value", async () => {
    const bench = new Bench();
    const { key, keyId } = await bench.createKey();

    expect(await bench.verify(key)).toEqual({ valid: true, code: "VALID", keyId, enabled: true });
  });

  test("to a root key without the permission is NOT_FOUND, even with a query that cannot be read", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey();

    const shown = await bench.data(
      "keys.verifyKey",
      { key, permissions: "((" },
      { rootKey: bench.fixtures.limitedRootKey },
    );

    expect(shown).toEqual({ valid: false, code: "NOT_FOUND" });
  });
});

describe("the first check that fails decides", () => {
  test.each<[title: string, settings: Record<string, unknown>, options: object, code: string]>([
    ["disabled", { enabled: false, expires: 0 }, { permissions: "no", ratelimits: [{ name: "unknown" }] }, "DISABLED"],
    ["expired", { expires: 0 }, { permissions: "no", ratelimits: [{ name: "unknown" }] }, "EXPIRED"],
    [
      "permissions",
      { credits: { remaining: 0 } },
      { permissions: "no", ratelimits: [{ name: "unknown" }] },
      "INSUFFICIENT_PERMISSIONS",
    ],
    [
      "rate limits",
      { credits: { remaining: 0 }, ratelimits: [requests] },
      { ratelimits: [{ name: "requests", cost: 3 }] },
      "RATE_LIMITED",
    ],
    ["credits", { credits: { remaining: 0 }, ratelimits: [requests] }, {}, "USAGE_EXCEEDED"],
  ])("%s", async (_title, settings, options, code) => {
    const bench = new Bench();
    const { key, keyId } = await bench.createKey(settings);

    const shown = await bench.verify(key, options);

    expect(shown).toMatchObject({ valid: false, code, keyId });
    expect("ratelimits" in shown).toBe(["RATE_LIMITED", "USAGE_EXCEEDED"].includes(code));
  });

  test("a query that cannot be read comes before the state of the key", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey({ enabled: false });

    expect(await bench.refusal("keys.verifyKey", { key, permissions: "a AND" })).toBe(
      "400 permissions_query_syntax_error",
    );
  });

  test("a limit that neither key nor identity has is 412", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey({ ratelimits: [requests] });

    expect(await bench.refusal("keys.verifyKey", { key, ratelimits: [{ name: "unknown" }] })).toBe(
      "412 precondition_failed",
    );
    expect(await bench.refusal("keys.verifyKey", { key, ratelimits: [{ name: "unknown", limit: 5 }] })).toBe(
      "412 precondition_failed",
    );
  });

  test.each([
    ["203.0.113.1", "VALID"],
    ["203.0.113.1, 198.51.100.7", "VALID"],
    ["198.51.100.7, 203.0.113.1", "FORBIDDEN"],
    [undefined, "FORBIDDEN"],
  ])("a caller at %s meets a whitelist with %s", async (address, code) => {
    const bench = new Bench();
    const headers: Record<string, string> = address === undefined ? {} : { "X-Forwarded-For": address };

    const shown = await bench.data("keys.verifyKey", { key: bench.fixtures.whitelistKey }, { headers });

    expect(shown).toMatchObject({ code, keyId: "key_whitelist", name: "key_whitelist" });
  });
});

describe("credits", () => {
  test("are spent by the cost, and not at all when there are too few", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey({ credits: { remaining: 5 } });

    expect(await bench.verify(key, { credits: { cost: 3 } })).toMatchObject({ code: "VALID", credits: 2 });
    expect(await bench.verify(key, { credits: { cost: 3 } })).toMatchObject({ code: "USAGE_EXCEEDED", credits: 2 });
    expect(await bench.verify(key, { credits: { cost: 0 } })).toMatchObject({ code: "VALID", credits: 2 });
  });

  test("stay when a rate limit refuses, and a lack of them has spent the rate limit", async () => {
    const bench = new Bench();
    const { key, keyId } = await bench.createKey({ credits: { remaining: 1 }, ratelimits: [requests] });
    await bench.verify(key);
    const exceeded = await bench.verify(key);

    const limited = await bench.verify(key);

    expect(exceeded).toMatchObject({ code: "USAGE_EXCEEDED", ratelimits: [{ remaining: 0, exceeded: false }] });
    expect(limited).toMatchObject({ code: "RATE_LIMITED", credits: 0 });
    expect(await bench.getKey(keyId)).toMatchObject({ credits: { remaining: 0 } });
  });
});

test("a key expires at its time", async () => {
  const bench = new Bench();
  const { key } = await bench.createKey({ expires: noon + 1000 });
  bench.advance(999);
  const before = await bench.verify(key);

  bench.advance(1);

  expect(before.code).toBe("VALID");
  expect((await bench.verify(key)).code).toBe("EXPIRED");
});

test.each([
  ["docs.read", true],
  ["docs.write", false],
  ["Docs.Read", false],
  ["docs.read AND admin", false],
  ["docs.read OR admin", true],
  ["admin or docs.* and docs.read", true],
  ["docs.read Or admin aNd nothing", true],
  ["(docs.read OR admin) AND nothing", false],
  ["((docs.*))", true],
  ["\tdocs.read\n", true],
])("the permission query %j is %j for docs.read and docs.*", async (permissions, holds) => {
  const bench = new Bench();
  const { key } = await bench.createKey({ permissions: ["docs.read", "docs.*"] });

  const { code } = await bench.verify(key, { permissions });

  expect(code).toBe(holds ? "VALID" : "INSUFFICIENT_PERMISSIONS");
});

test.each([
  "  ",
  "()",
  "a AND",
  "OR a",
  "a AND OR b",
  "a AND AND b",
  "and",
  "a b",
  "(a",
  "a)",
  "a, b",
  "a && b",
  "a AND 'b'",
  "ä",
])("the permission query %j cannot be read", async (permissions) => {
  const bench = new Bench();
  const { key } = await bench.createKey();

  const { body, status } = await bench.call("keys.verifyKey", { key, permissions });

  expect(status).toBe(400);
  expect(body.error).toMatchObject({ type: expect.stringMatching(/permissions_query_syntax_error$/), errors: [] });
});
