import { inspect } from "node:util";
import { ConfigError, type Unkey } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const limit = { name: "requests", limit: 10, duration: 60_000 };
const refill = { interval: "monthly" as const, amount: 10, refillDay: 1 };
const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

/** The same refusals for callers without types, whose arguments can be anything. */
const refused: readonly [name: string, argument: unknown, call: (unkey: Unkey, argument: never) => Promise<unknown>][] =
  [
    ["params", undefined, async (unkey, params) => await unkey.keys.createKey(params)],
    ["params", null, async (unkey, params) => await unkey.permissions.listRoles(params)],
    ["params", "key_12345", async (unkey, params) => await unkey.keys.getKey(params)],
    ["params", [], async (unkey, params) => await unkey.apis.createApi(params)],
    ["params", { namespace: "mail" }, async (unkey, params) => await unkey.ratelimit.multiLimit(params)],
    ["params", ["mail"], async (unkey, params) => await unkey.ratelimit.multiLimit(params)],
    ["identifier", [{ namespace: "mail" }], async (unkey, params) => await unkey.ratelimit.multiLimit(params)],
    ["keyId", {}, async (unkey, params) => await unkey.keys.deleteKey(params)],
    ["keyId", { keyId: "" }, async (unkey, params) => await unkey.keys.getKey(params)],
    ["keyId", { keyId: 12_345 }, async (unkey, params) => await unkey.keys.rerollKey(params)],
    ["key", { key: "" }, async (unkey, params) => await unkey.keys.verifyKey(params)],
    ["key", {}, async (unkey, params) => await unkey.keys.whoami(params)],
    ["apiId", { apiId: "" }, async (unkey, params) => await unkey.apis.listKeys(params)],
    ["identity", { identity: null }, async (unkey, params) => await unkey.identities.updateIdentity(params)],
    ["slug", { name: "Read" }, async (unkey, params) => await unkey.permissions.createPermission(params)],
    ["query", { query: 5 }, async (unkey, params) => await unkey.analytics.getVerifications(params)],
    ["namespace", { identifier: "u" }, async (unkey, params) => await unkey.ratelimit.limit(params)],
    [
      "cost",
      { namespace: "n", identifier: "u", cost: 0.5 },
      async (unkey, params) => await unkey.ratelimit.limit(params),
    ],
    [
      "credits.cost",
      { key: "sk", credits: { cost: Number.NaN } },
      async (unkey, params) => await unkey.keys.verifyKey(params),
    ],
    [
      "credits.remaining",
      newKey({ credits: { remaining: Number.NaN } }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "expires",
      newKey({ expires: Number.POSITIVE_INFINITY }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    ["expires", newKey({ expires: 2 ** 53 }), async (unkey, params) => await unkey.keys.createKey(params)],
    [
      "ratelimits[0].limit",
      newKey({ ratelimits: [{ ...limit, limit: 1.5 }] }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "ratelimits[1].name",
      newKey({ ratelimits: [limit, limit] }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "ratelimits[0]",
      newKey({ ratelimits: ["requests"] }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "credits.remaining",
      newKey({ credits: { remaining: null, refill } }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "credits.refill.refillDay",
      newKey({ credits: { remaining: 1, refill: { interval: "monthly", amount: 1 } } }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    [
      "meta",
      newKey({ meta: { text: "x".repeat(65_536) } }),
      async (unkey, params) => await unkey.keys.createKey(params),
    ],
    ["body", newKey({ meta: cycle }), async (unkey, params) => await unkey.keys.createKey(params)],
    ["body", newKey({ cycle }), async (unkey, params) => await unkey.keys.createKey(params)],
    ["ratelimits", { keyId: "key_1", ratelimits: null }, async (unkey, params) => await unkey.keys.updateKey(params)],
    [
      "ratelimits[1].name",
      { keyId: "key_1", ratelimits: [limit, limit] },
      async (unkey, params) => await unkey.keys.updateKey(params),
    ],
    [
      "credits.refill.refillDay",
      { keyId: "key_1", credits: { refill: { interval: "daily", amount: 1, refillDay: 1 } } },
      async (unkey, params) => await unkey.keys.updateKey(params),
    ],
    ["value", { keyId: "key_1", operation: "set" }, async (unkey, params) => await unkey.keys.updateCredits(params)],
    [
      "value",
      { keyId: "key_1", operation: "increment", value: null },
      async (unkey, params) => await unkey.keys.updateCredits(params),
    ],
    [
      "operation",
      { keyId: "key_1", operation: "double", value: 1 },
      async (unkey, params) => await unkey.keys.updateCredits(params),
    ],
    [
      "ratelimits[0].limit",
      verifying({ ...limit, limit: 0 }),
      async (unkey, params) => await unkey.keys.verifyKey(params),
    ],
    [
      "ratelimits[0].duration",
      verifying({ ...limit, duration: 999 }),
      async (unkey, params) => await unkey.keys.verifyKey(params),
    ],
    [
      "ratelimits[0]",
      verifying({ name: "requests", limit: 5 }),
      async (unkey, params) => await unkey.keys.verifyKey(params),
    ],
    [
      "ratelimits[0]",
      verifying({ name: "requests", duration: 5_000 }),
      async (unkey, params) => await unkey.keys.verifyKey(params),
    ],
    ["ratelimits", { key: "sk", ratelimits: "requests" }, async (unkey, params) => await unkey.keys.verifyKey(params)],
    [
      "ratelimits[1].name",
      { externalId: "user_1", ratelimits: [limit, limit] },
      async (unkey, params) => await unkey.identities.createIdentity(params),
    ],
    [
      "ratelimits[1].name",
      { identity: "user_1", ratelimits: [limit, limit] },
      async (unkey, params) => await unkey.identities.updateIdentity(params),
    ],
    ["keys", { migrationId: "mig_1", apiId: "api_1" }, async (unkey, params) => await unkey.keys.migrateKeys(params)],
    [
      "keys[1].hash",
      migrating({ hash: "abc" }, { hash: "abc" }),
      async (unkey, params) => await unkey.keys.migrateKeys(params),
    ],
    [
      "keys[0].credits.remaining",
      migrating({ hash: "abc", credits: { remaining: null } }),
      async (unkey, params) => await unkey.keys.migrateKeys(params),
    ],
    [
      "keys[0].ratelimits[1].name",
      migrating({ hash: "abc", ratelimits: [limit, limit] }),
      async (unkey, params) => await unkey.keys.migrateKeys(params),
    ],
  ];

test.each(refused)("a wrong argument is refused unsent, by its name: %s in %j", async (name, argument, call) => {
  const { emulator, unkey } = startBench();

  const error = await failureOf(call(unkey, argument as never));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({
    code: "invalid_argument",
    attempts: 0,
    message: expect.stringContaining(name) as unknown,
  });
  expect(emulator.requests).toEqual([]);
});

test("a refusal does not show the value", async () => {
  const { unkey } = startBench();
  const ratelimits = [limit, limit].map((item) => ({ ...item, name: "private-name" }));

  const error = await failureOf(unkey.keys.createKey({ apiId: "api_12345", ratelimits }));

  expect(inspect(error)).not.toContain("private-name");
});

test("metadata is the caller's own: fractions and nested nulls pass", async () => {
  const { emulator, unkey } = startBench();
  const meta = { ratio: 0.5, huge: 1e300, list: [null, { deep: -1.5 }] };

  await unkey.identities.createIdentity({ externalId: "user_1", meta });

  expect(emulator.requests[0]?.json).toEqual({ externalId: "user_1", meta });
});

test("what is undefined is not sent, and arguments are left as they were", async () => {
  const { emulator, unkey } = startBench();
  const params = { externalId: "user_1", meta: undefined, ratelimits: [limit] };

  await unkey.identities.createIdentity(params);

  expect(emulator.requests[0]?.json).toEqual({ externalId: "user_1", ratelimits: [{ ...limit, autoApply: false }] });
  expect(params).toEqual({ externalId: "user_1", meta: undefined, ratelimits: [limit] });
});

function newKey(fields: object): object {
  return { apiId: "api_12345", ...fields };
}

function verifying(...ratelimits: readonly object[]): object {
  return { key: "sk_1234567890", ratelimits };
}

function migrating(...keys: readonly object[]): object {
  return { migrationId: "mig_test", apiId: "api_12345", keys };
}
