import { describe, expect, test } from "vitest";
import type { MethodPath } from "../../src/unkey/method-paths.ts";
import { SortedIndex } from "../../src/unkey/sorted-index.ts";
import { Bench } from "./harness.ts";

/** Fills every list with five rows, and says how each is asked for. */
async function fill(bench: Bench): Promise<Record<string, [path: MethodPath, body: object]>> {
  const apiId = await bench.createApi();
  await bench.data("ratelimit.limit", { namespace: "space", identifier: "i", limit: 1, duration: 1000 });
  for (const name of ["one", "two", "three", "four", "five"]) {
    await bench.createKey({ apiId, name });
    await bench.data("identities.createIdentity", { externalId: name });
    await bench.data("permissions.createPermission", { name, slug: name });
    await bench.data("permissions.createRole", { name });
    await bench.data("ratelimit.setOverride", { namespace: "space", identifier: name, limit: 1, duration: 1000 });
  }
  return {
    keys: ["apis.listKeys", { apiId }],
    identities: ["identities.listIdentities", {}],
    permissions: ["permissions.listPermissions", {}],
    roles: ["permissions.listRoles", {}],
    overrides: ["ratelimit.listOverrides", { namespace: "space" }],
  };
}

const idOf = (row: Record<string, string>): string => row["keyId"] ?? row["overrideId"] ?? row["id"] ?? "";

describe.each(["keys", "identities", "permissions", "roles", "overrides"])("the list of %s", (list) => {
  test("is ordered by id, ignoring letter case, and its cursor is the id of the next page's first row", async () => {
    const bench = new Bench();
    const [path, body] = (await fill(bench))[list] ?? ["apis.listKeys", {}];
    const ids = (await bench.data<Record<string, string>[]>(path, body)).map(idOf);

    const first = await bench.call(path, { ...body, limit: 2 });
    const last = await bench.call(path, { ...body, limit: 3, cursor: first.body.pagination?.cursor });

    expect(ids).toHaveLength(5);
    expect(ids).toEqual(ids.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
    expect(first.body.pagination).toEqual({ hasMore: true, cursor: ids[2] });
    expect(last.body.data).toHaveLength(3);
    expect(last.body.pagination).toEqual({ hasMore: false });
  });

  test("takes an invented cursor and an empty one", async () => {
    const bench = new Bench();
    const [path, body] = (await fill(bench))[list] ?? ["apis.listKeys", {}];

    const behind = await bench.call(path, { ...body, cursor: "zzz" });
    const before = await bench.call(path, { ...body, cursor: "" });

    expect(behind.body).toMatchObject({ data: [], pagination: { hasMore: false } });
    expect(before.body.data).toHaveLength(5);
  });
});

test("a page holds 100 rows where no limit is given, and 50 overrides", async () => {
  const bench = new Bench();
  await bench.data("ratelimit.limit", { namespace: "space", identifier: "i", limit: 1, duration: 1000 });
  for (let index = 0; index < 101; index += 1) {
    const identifier = `user${index}`;
    await bench.data("identities.createIdentity", { externalId: identifier });
    await bench.data("ratelimit.setOverride", { namespace: "space", identifier, limit: 1, duration: 1000 });
  }

  expect(await bench.data("identities.listIdentities", {})).toHaveLength(100);
  expect(await bench.data("ratelimit.listOverrides", { namespace: "space" })).toHaveLength(50);
});

test.each([
  ["permissions.listPermissions", "WRITE", 1],
  ["permissions.listPermissions", "%", 1],
  ["permissions.listPermissions", "s_w", 0],
  ["permissions.listPermissions", "", 2],
  ["permissions.listPermissions", "perm_", 2],
  ["permissions.listRoles", "EDIT", 1],
  ["permissions.listRoles", "half", 0],
  ["identities.listIdentities", "ALI", 1],
  ["identities.listIdentities", "id_", 2],
] as const)("%s finds %j as a plain part of its texts, ignoring letter case", async (path, search, count) => {
  const bench = new Bench();
  await bench.data("permissions.createPermission", { name: "Write", slug: "docs.write" });
  await bench.data("permissions.createPermission", { name: "Read", slug: "docs.read", description: "50 % of all" });
  await bench.data("permissions.createRole", { name: "Editor" });
  await bench.data("identities.createIdentity", { externalId: "Alice" });
  await bench.data("identities.createIdentity", { externalId: "Bob" });

  const rows = await bench.data(path, { search });

  expect(rows).toHaveLength(count);
});

test("listKeys filters by the external id, and an unknown one finds nothing", async () => {
  const bench = new Bench();
  const { apiId, keyId } = await bench.createKey({ externalId: "alice" });
  await bench.createKey({ apiId, externalId: "bob" });
  await bench.createKey({ apiId });

  expect(await bench.data("apis.listKeys", { apiId, externalId: "alice" })).toMatchObject([{ keyId }]);
  expect(await bench.data("apis.listKeys", { apiId, externalId: "Alice" })).toEqual([]);
});

test("a deleted key leaves its list", async () => {
  const bench = new Bench();
  const { apiId, keyId } = await bench.createKey();

  await bench.data("keys.deleteKey", { keyId });

  expect(await bench.data("apis.listKeys", { apiId })).toEqual([]);
});

test("rows of an index stay in order through additions and deletions", () => {
  const index = new SortedIndex<{ id: string }>();
  const rows = ["b", "A", "c", "B2", "a1"].map((id) => ({ id }));

  for (const row of rows) index.add(row);
  for (const row of rows.slice(0, 1)) index.delete(row);

  expect([...index].map(({ id }) => id)).toEqual(["A", "a1", "B2", "c"]);
  expect([...index.from("B")].map(({ id }) => id)).toEqual(["B2", "c"]);
});
