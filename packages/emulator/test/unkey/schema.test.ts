import { describe, expect, test } from "vitest";
import type { MethodPath } from "../../src/unkey/method-paths.ts";
import { Bench, typeOf } from "./harness.ts";

const key = { keyId: "key_unknown" };
const limit = { namespace: "n", identifier: "i", limit: 1, duration: 1000 };
const named = { name: "requests", limit: 1, duration: 1000, autoApply: true };
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);
const meta = (count: number): object => Object.fromEntries(many(count).map((name) => [name, 1]));

type Row = readonly [path: MethodPath, body: unknown, locations: readonly string[]];

const violations: readonly Row[] = [
  ["apis.createApi", null, ["/type"]],
  ["apis.createApi", [], ["/type"]],
  ["ratelimit.multiLimit", limit, ["/type"]],
  ["ratelimit.multiLimit", [], ["/minItems"]],
  ["ratelimit.multiLimit", Array.from({ length: 101 }, () => limit), ["/maxItems"]],
  ["ratelimit.multiLimit", [{ ...limit, limit: 0 }], ["/items/properties/limit/minimum"]],
  ["ratelimit.multiLimit", [{ ...limit, extra: 1 }], ["/items/additionalProperties"]],
  ["ratelimit.limit", {}, ["/required"]],
  ["ratelimit.limit", { ...limit, duration: 2_592_000_001 }, ["/properties/duration/maximum"]],
  ["ratelimit.limit", { ...limit, limit: 1.5 }, ["/properties/limit/type"]],
  ["ratelimit.limit", { ...limit, limit: "1" }, ["/properties/limit/type"]],
  ["apis.createApi", { name: "ab" }, ["/properties/name/minLength"]],
  ["apis.createApi", { name: "🔑🔑" }, ["/properties/name/minLength"]],
  ["apis.createApi", { name: null }, ["/properties/name/type"]],
  ["apis.createApi", { name: "abc", one: 1, two: 2 }, ["/additionalProperties"]],
  ["apis.createApi", { one: 1 }, ["/required", "/additionalProperties"]],
  ["apis.getApi", { apiId: "" }, ["/properties/apiId/minLength", "/properties/apiId/pattern"]],
  ["apis.getApi", { apiId: "api_123" }, ["/properties/apiId/minLength"]],
  ["apis.listKeys", { apiId: "x", limit: 101 }, ["/properties/limit/maximum"]],
  ["apis.listKeys", { apiId: "x", decrypt: "true" }, ["/properties/decrypt/type"]],
  ["identities.createIdentity", { externalId: "a b" }, ["/properties/externalId/pattern"]],
  ["identities.createIdentity", { externalId: "a", meta: meta(101) }, ["/properties/meta/maxProperties"]],
  [
    "identities.createIdentity",
    { externalId: "a", ratelimits: [{ name: "abc" }, {}] },
    ["/properties/ratelimits/items/required", "/properties/ratelimits/items/required"],
  ],
  ["identities.updateIdentity", { identity: "a", meta: null }, ["/properties/meta/type"]],
  [
    "keys.createKey",
    { apiId: "api", name: null, expires: null },
    ["/properties/name/type", "/properties/expires/type"],
  ],
  ["keys.createKey", { apiId: "api", prefix: "a-b" }, ["/properties/prefix/pattern"]],
  ["keys.createKey", { apiId: "api", byteLength: 15 }, ["/properties/byteLength/minimum"]],
  ["keys.createKey", { apiId: "api", expires: 4_102_444_800_001 }, ["/properties/expires/maximum"]],
  [
    "keys.createKey",
    { apiId: "api", permissions: ["a b", ""] },
    [
      "/properties/permissions/items/pattern",
      "/properties/permissions/items/minLength",
      "/properties/permissions/items/pattern",
    ],
  ],
  ["keys.createKey", { apiId: "api", permissions: many(1001) }, ["/properties/permissions/maxItems"]],
  [
    "keys.createKey",
    { apiId: "api", credits: { remaining: 1, refill: { interval: "weekly", amount: 0 } } },
    [
      "/properties/credits/properties/refill/properties/interval/enum",
      "/properties/credits/properties/refill/properties/amount/minimum",
    ],
  ],
  [
    "keys.updateKey",
    { ...key, ratelimits: null, roles: null, permissions: null, enabled: null },
    [
      "/properties/ratelimits/type",
      "/properties/enabled/type",
      "/properties/roles/type",
      "/properties/permissions/type",
    ],
  ],
  [
    "keys.updateKey",
    { ...key, name: "", externalId: "" },
    ["/properties/name/minLength", "/properties/externalId/minLength", "/properties/externalId/pattern"],
  ],
  ["keys.updateCredits", { keyId: "k-1", operation: "double" }, ["/properties/operation/enum"]],
  ["keys.addRoles", { ...key, roles: [] }, ["/properties/roles/minItems"]],
  ["keys.verifyKey", { key: "k", tags: many(21) }, ["/properties/tags/maxItems"]],
  ["keys.verifyKey", { key: "k", credits: {} }, ["/properties/credits/required"]],
  [
    "keys.verifyKey",
    { key: "k", credits: { cost: 1_000_000_000_001 } },
    ["/properties/credits/properties/cost/maximum"],
  ],
  ["keys.migrateKeys", { migrationId: "mig", apiId: "api", keys: [] }, ["/properties/keys/minItems"]],
  [
    "keys.migrateKeys",
    { migrationId: "mig", apiId: "api", keys: [{ hash: "abc", externalId: "", extra: 1 }] },
    ["/properties/keys/items/additionalProperties", "/properties/keys/items/properties/externalId/minLength"],
  ],
  ["permissions.createRole", { name: "r", description: "x".repeat(513) }, ["/properties/description/maxLength"]],
  ["permissions.setRolePermissions", { roleId: "role.1", permissions: [] }, ["/properties/roleId/pattern"]],
  ["permissions.listRoles", { cursor: "x".repeat(1025) }, ["/properties/cursor/maxLength"]],
];

test.each(violations)("%s with %j is refused at %j", async (path, body, locations) => {
  const answer = await new Bench().call(path, body);

  expect(answer.status).toBe(400);
  expect(answer.body.error?.type).toBe(typeOf("unkey/application/invalid_input"));
  expect(answer.body.error?.errors?.map(({ location }) => location).toSorted()).toEqual(locations.toSorted());
  expect(answer.body.error?.errors?.every((item) => !("fix" in item))).toBe(true);
});

test.each<readonly [body: unknown, message: string]>([
  [{ apiId: "ab" }, "minLength: got 2, want 3"],
  [{}, "missing property 'apiId'"],
  [{ apiId: "abc", byteLength: 300 }, "maximum: got 300, want 255"],
  [{ apiId: "abc", one: 1, two: 2 }, "additional properties 'one', 'two' not allowed"],
  [{ apiId: "abc", credits: { remaining: 1, refill: {} } }, "missing properties 'interval', 'amount'"],
  [{ apiId: "abc", credits: { remaining: "1" } }, "got string, want null or integer"],
  ["text", "got string, want object"],
])("the message for %j is %j", async (body, message) => {
  const answer = await new Bench().call("keys.createKey", body);

  expect(answer.body.error?.errors?.map((item) => item.message)).toEqual([message]);
});

describe("open objects", () => {
  test.each<readonly [path: MethodPath, body: unknown]>([
    ["identities.createIdentity", { externalId: "user", extra: 1, ratelimits: [{ ...named, extra: 1 }] }],
    ["keys.verifyKey", { key: "k", ratelimits: [{ name: "requests", extra: 1 }] }],
  ])("%s takes fields that nobody named", async (path, body) => {
    const { status } = await new Bench().call(path, body);

    expect(status).toBe(200);
  });

  test("rerollKey takes fields that nobody named", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey();

    const { status } = await bench.call("keys.rerollKey", { keyId, expiration: 0, extra: 1 });

    expect(status).toBe(200);
  });

  test("names that every object inherits are unknown fields like others", async () => {
    const { body } = await new Bench().callRaw("apis.createApi", `{"name":"abc","constructor":1,"__proto__":2}`);

    expect(body.error?.errors).toMatchObject([{ location: "/additionalProperties" }]);
  });
});

describe("how an integer is written", () => {
  test.each(["1.0", "1e1", "10E0", "9223372036854775808", "1e400"])(
    "%s passes the schema and is then refused without errors",
    async (text) => {
      const body = `{"namespace":"n","identifier":"i","limit":${text},"duration":1000}`;

      const answer = await new Bench().callRaw("ratelimit.limit", body);

      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatchObject({ type: typeOf("unkey/application/invalid_input"), errors: [] });
    },
  );

  test("matters only after the root key", async () => {
    const body = `{"namespace":"n","identifier":"i","limit":1.0,"duration":1000}`;

    const { status } = await new Bench().callRaw("ratelimit.limit", body, { rootKey: "nonsense" });

    expect(status).toBe(401);
  });

  test("the largest 64-bit integer is taken", async () => {
    const body = `{"namespace":"n","identifier":"i","limit":9223372036854775807,"duration":1000}`;

    const { status } = await new Bench().callRaw("ratelimit.limit", body);

    expect(status).toBe(200);
  });

  test("does not matter inside meta", async () => {
    const { status } = await new Bench().callRaw(
      "identities.createIdentity",
      `{"externalId":"user","meta":{"share":1.0}}`,
    );

    expect(status).toBe(200);
  });
});
