import { describe, expect, test } from "vitest";
import { hashKeyText } from "../../src/unkey/key-text.ts";
import { Bench, noon } from "./harness.ts";

interface Imported {
  readonly migrated: { readonly hash: string; readonly keyId: string }[];
  readonly failed: string[] | null;
}

async function target(bench: Bench): Promise<{ apiId: string; migrationId: string }> {
  return { apiId: await bench.createApi(), migrationId: bench.fixtures.migrationId };
}

test("an imported key verifies by its text, with all that came along", async () => {
  const bench = new Bench();
  const hash = await hashKeyText("old_secret");
  const key = {
    hash,
    name: "old",
    externalId: "alice",
    roles: ["editor"],
    permissions: ["docs.read"],
    credits: { remaining: 2 },
  };

  const answer = await bench.data<Imported>("keys.migrateKeys", { ...(await target(bench)), keys: [key] });

  const keyId = answer.migrated[0]?.keyId ?? "";
  expect(answer).toEqual({ migrated: [{ hash, keyId: expect.stringMatching(/^key_/) }], failed: null });
  expect(await bench.verify("old_secret")).toMatchObject({
    code: "VALID",
    keyId,
    roles: ["editor"],
    permissions: ["docs.read"],
    credits: 1,
  });
  expect(await bench.getKey(keyId)).toMatchObject({
    start: "",
    createdAt: noon,
    name: "old",
    identity: { externalId: "alice" },
  });
});

test("hashes that exist come back as failed, those of deleted keys too unless deleted for good", async () => {
  const bench = new Bench();
  const into = await target(bench);
  const keys = ["live", "deleted", "purged"].map((hash) => ({ hash }));
  const { migrated } = await bench.data<Imported>("keys.migrateKeys", { ...into, keys });
  await bench.data("keys.deleteKey", { keyId: migrated[1]?.keyId });
  await bench.data("keys.deleteKey", { keyId: migrated[2]?.keyId, permanent: true });

  const again = await bench.data<Imported>("keys.migrateKeys", { ...into, keys });
  const allFailed = await bench.data<Imported>("keys.migrateKeys", { ...into, keys });

  expect(again).toMatchObject({ migrated: [{ hash: "purged" }], failed: ["live", "deleted"] });
  expect(allFailed).toEqual({ migrated: [], failed: ["live", "deleted", "purged"] });
});

describe("nothing is imported", () => {
  const refusals: [string, object[], string][] = [
    ["one hash twice", [{ hash: "abc" }, { hash: "abc" }], "500 unexpected_error"],
    ["meta above 64 KiB", [{ hash: "abc", meta: { text: "x".repeat(65_536) } }], "500 unexpected_error"],
    ["a slug in another letter case", [{ hash: "abc", permissions: ["DOCS.READ"] }], "500 unexpected_error"],
    ["a role name in another letter case", [{ hash: "abc", roles: ["EDITOR"] }], "500 unexpected_error"],
    [
      "a monthly refill without its day",
      [{ hash: "abc", credits: { remaining: 1, refill: { interval: "monthly", amount: 1 } } }],
      "400 invalid_input",
    ],
    ["unlimited credits", [{ hash: "abc", credits: { remaining: null } }], "500 unexpected_error"],
  ];

  test.each(refusals)("for %s", async (_title, keys, refusal) => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.read"] });
    const into = await target(bench);

    const answered = await bench.refusal("keys.migrateKeys", {
      ...into,
      keys: [{ hash: "good", externalId: "alice" }, ...keys],
    });

    expect(answered).toBe(refusal);
    expect(await bench.data("apis.listKeys", { apiId: into.apiId })).toEqual([]);
    expect(await bench.data("identities.listIdentities", {})).toEqual([]);
  });

  test("and a crash over unlimited credits is plain JSON, while other failures follow Accept", async () => {
    const bench = new Bench();
    const into = await target(bench);
    const headers = { Accept: "*/*" };

    const crash = await bench.call(
      "keys.migrateKeys",
      { ...into, keys: [{ hash: "abc", credits: { remaining: null } }] },
      { headers },
    );
    const failure = await bench.call(
      "keys.migrateKeys",
      { ...into, keys: [{ hash: "abc" }, { hash: "abc" }] },
      { headers },
    );

    expect(crash.headers.get("Content-Type")).toBe("application/json");
    expect(failure.headers.get("Content-Type")).toBe("application/problem+json");
    expect(failure.body.error?.detail).toBe("");
  });
});

test("permission, API and migration are looked at in this order", async () => {
  const bench = new Bench();
  const { apiId } = await target(bench);
  const keys = [{ hash: "abc" }];
  const unknown = { apiId: "api_unknown", migrationId: "mig_unknown", keys };

  expect(await bench.refusal("keys.migrateKeys", unknown, { rootKey: bench.fixtures.limitedRootKey })).toBe(
    "403 insufficient_permissions",
  );
  expect(await bench.refusal("keys.migrateKeys", unknown)).toBe("404 api_not_found");
  expect(await bench.refusal("keys.migrateKeys", { ...unknown, apiId })).toBe("404 migration_not_found");
});
