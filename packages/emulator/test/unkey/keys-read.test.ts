import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

describe("whoami", () => {
  test("shows a key by its text and uses nothing up", async () => {
    const bench = new Bench();
    const { keyId, key } = await bench.createKey({ credits: { remaining: 1 } });

    await bench.data("keys.whoami", { key });

    expect(await bench.data("keys.whoami", { key })).toMatchObject({ keyId, credits: { remaining: 1 } });
  });

  test.each(["foreignKey", "rootKey", "limitedRootKey"] as const)("does not know the text of %s", async (member) => {
    const bench = new Bench();

    expect(await bench.refusal("keys.whoami", { key: bench.fixtures[member] })).toBe("404 key_not_found");
    expect(await bench.verify(bench.fixtures[member])).toEqual({ valid: false, code: "NOT_FOUND" });
  });

  test("hides a key from a root key without permission", async () => {
    const bench = new Bench();
    const { key } = await bench.createKey();

    expect(await bench.refusal("keys.whoami", { key }, { rootKey: bench.fixtures.limitedRootKey })).toBe(
      "404 key_not_found",
    );
  });
});

test.each([
  ["keys.getKey", {}],
  ["keys.deleteKey", {}],
  ["keys.rerollKey", { expiration: 0 }],
  ["keys.removePermissions", { permissions: ["docs.read"] }],
  ["keys.setPermissions", { permissions: [] }],
  ["keys.addRoles", { roles: ["editor"] }],
] as const)("%s looks for the key before the permission", async (path, body) => {
  const bench = new Bench();
  const limited = { rootKey: bench.fixtures.limitedRootKey };
  const { keyId } = await bench.createKey();

  expect(await bench.refusal(path, { ...body, keyId: "key_unknown" }, limited)).toBe("404 key_not_found");
  expect(await bench.refusal(path, { ...body, keyId }, limited)).toBe("403 insufficient_permissions");
});
