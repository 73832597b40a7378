import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

test("a created API can be shown, and its name may come twice", async () => {
  const bench = new Bench();
  const first = await bench.createApi();
  const second = await bench.createApi();

  const shown = await bench.data("apis.getApi", { apiId: first });

  expect(shown).toEqual({ id: first, name: "payments" });
  expect(first).toMatch(/^api_[0-9a-zA-Z]{9}$/);
  expect(second).not.toBe(first);
});

test("the same seed gives the same ids and key texts, another seed others", async () => {
  const made = await new Bench(7).createKey({ prefix: "sk" });

  expect(await new Bench(7).createKey({ prefix: "sk" })).toEqual(made);
  expect(await new Bench(8).createKey({ prefix: "sk" })).not.toEqual(made);
});

test("an API without a keyspace is unknown to getApi, listKeys and migrateKeys, and refused by createKey", async () => {
  const bench = new Bench();
  const { keylessApiId: apiId, migrationId } = bench.fixtures;

  const refusals = [
    await bench.refusal("apis.getApi", { apiId }),
    await bench.refusal("apis.listKeys", { apiId }),
    await bench.refusal("keys.migrateKeys", { apiId, migrationId, keys: [{ hash: "abc" }] }),
    await bench.refusal("keys.createKey", { apiId }),
  ];

  expect(refusals).toEqual(["404 api_not_found", "404 api_not_found", "404 api_not_found", "412 precondition_failed"]);
});

test("an API of another workspace is unknown", async () => {
  const bench = new Bench();
  const apiId = bench.fixtures.foreignApiId;

  const refusals = [
    await bench.refusal("apis.getApi", { apiId }),
    await bench.refusal("apis.listKeys", { apiId }),
    await bench.refusal("apis.deleteApi", { apiId }),
    await bench.refusal("keys.createKey", { apiId }),
  ];

  expect(new Set(refusals)).toEqual(new Set(["404 api_not_found"]));
  expect(await bench.data("apis.getApi", { apiId }, { rootKey: bench.fixtures.otherRootKey })).toEqual({
    id: apiId,
    name: "foreign",
  });
});

test("a missing permission is 403 in getApi, before existence, and 404 in listKeys", async () => {
  const bench = new Bench();
  const naked = { rootKey: bench.fixtures.nakedRootKey };
  const limited = { rootKey: bench.fixtures.limitedRootKey };

  expect(await bench.refusal("apis.getApi", { apiId: "api_unknown" }, naked)).toBe("403 insufficient_permissions");
  expect(await bench.refusal("apis.getApi", { apiId: "api_unknown" }, limited)).toBe("404 api_not_found");
  expect(await bench.refusal("apis.listKeys", { apiId: bench.fixtures.defaultsApiId }, limited)).toBe(
    "404 api_not_found",
  );
});

test("a protected API cannot be deleted", async () => {
  const bench = new Bench();
  const apiId = bench.fixtures.protectedApiId;

  const answer = await bench.call("apis.deleteApi", { apiId });

  expect(answer.body.error).toMatchObject({ status: 412, title: "Resource is protected" });
  expect(await bench.data("apis.getApi", { apiId })).toEqual({ id: apiId, name: "protected" });
});

test("deleting an API ends its keys, and createKey alone still takes it", async () => {
  const bench = new Bench();
  const { apiId, keyId, key } = await bench.createKey();

  expect(await bench.data("apis.deleteApi", { apiId })).toEqual({});

  expect(await bench.verify(key)).toEqual({ valid: false, code: "NOT_FOUND" });
  expect(await bench.refusal("keys.getKey", { keyId })).toBe("404 key_not_found");
  expect(await bench.refusal("keys.deleteKey", { keyId })).toBe("404 key_not_found");
  expect(await bench.refusal("keys.whoami", { key })).toBe("404 key_not_found");
  expect(await bench.refusal("apis.getApi", { apiId })).toBe("404 api_not_found");
  expect(await bench.refusal("apis.deleteApi", { apiId })).toBe("404 api_not_found");
  expect(await bench.refusal("apis.listKeys", { apiId })).toBe("404 api_not_found");
  const dead = await bench.createKey({ apiId });
  expect(await bench.verify(dead.key)).toEqual({ valid: false, code: "NOT_FOUND" });
});

test("the fixtures are where they are said to be", async () => {
  const bench = new Bench();
  const { whitelistApiId, whitelistKeyId, whitelistKey, foreignKeyId, otherRootKey } = bench.fixtures;

  expect(await bench.getKey(whitelistKeyId)).toEqual({
    keyId: "key_whitelist",
    start: whitelistKey.slice(0, 7),
    enabled: true,
    createdAt: 1_700_000_000_000,
    name: "key_whitelist",
  });
  expect(await bench.data("apis.getApi", { apiId: whitelistApiId })).toEqual({
    id: "api_whitelist",
    name: "whitelisted",
  });
  expect(await bench.refusal("keys.getKey", { keyId: foreignKeyId })).toBe("404 key_not_found");
  expect(await bench.data("keys.getKey", { keyId: foreignKeyId }, { rootKey: otherRootKey })).toMatchObject({
    name: "key_foreign",
  });
  expect(await bench.data("permissions.listPermissions", {})).toEqual([]);
  expect(await bench.data("permissions.listRoles", {})).toEqual([]);
  expect(await bench.data("identities.listIdentities", {})).toEqual([]);
});
