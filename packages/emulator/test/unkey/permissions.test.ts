import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const read = { name: "Read documents", slug: "docs.read", description: "Lets a key read." };

async function slugsOf(bench: Bench, keyId: string): Promise<unknown> {
  return (await bench.getKey(keyId))["permissions"] ?? [];
}

describe("permissions", () => {
  test("are found by id and by slug in any letter case", async () => {
    const bench = new Bench();
    const { permissionId: id } = await bench.data<{ permissionId: string }>("permissions.createPermission", read);

    expect(await bench.data("permissions.getPermission", { permission: id })).toEqual({ id, ...read });
    expect(await bench.data("permissions.getPermission", { permission: "DOCS.Read" })).toEqual({ id, ...read });
  });

  test("have slugs that are unique whatever the letter case", async () => {
    const bench = new Bench();
    await bench.data("permissions.createPermission", read);

    const refusal = await bench.refusal("permissions.createPermission", { name: "Other", slug: "Docs.READ" });

    expect(refusal).toBe("409 permission_already_exists");
  });

  test("leave keys and roles when they are deleted, and their slug is free again", async () => {
    const bench = new Bench();
    await bench.data("permissions.createPermission", read);
    await bench.data("permissions.createRole", { name: "reader", permissions: ["docs.read"] });
    const { keyId } = await bench.createKey({ permissions: ["docs.read"], roles: ["reader"] });

    expect(await bench.data("permissions.deletePermission", { permission: "DOCS.READ" })).toEqual({});

    expect(await slugsOf(bench, keyId)).toEqual([]);
    expect(await bench.data("permissions.getRole", { role: "reader" })).not.toHaveProperty("permissions");
    expect(await bench.refusal("permissions.getPermission", { permission: "docs.read" })).toBe(
      "404 permission_not_found",
    );
    expect((await bench.call("permissions.createPermission", read)).status).toBe(200);
  });
});

describe("roles", () => {
  test("are found by id and by name in any letter case, with their permissions", async () => {
    const bench = new Bench();
    const role = { name: "Chief Editor", description: "All of it.", permissions: ["docs.write", "docs.read"] };
    const { roleId: id } = await bench.data<{ roleId: string }>("permissions.createRole", role);

    const shown = await bench.data("permissions.getRole", { role: "chief EDITOR" });

    expect(shown).toMatchObject({
      ...role,
      id,
      permissions: [{ slug: "docs.read", name: "docs.read" }, { slug: "docs.write" }],
    });
    expect(await bench.data("permissions.getRole", { role: id })).toEqual(shown);
  });

  test("have names that are unique whatever the letter case, and a refused one makes no permission", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor" });

    const refusal = await bench.refusal("permissions.createRole", { name: "EDITOR", permissions: ["docs.read"] });

    expect(refusal).toBe("409 role_already_exists");
    expect(await bench.data("permissions.listPermissions", {})).toEqual([]);
  });

  test("take slugs in any letter case, each once", async () => {
    const bench = new Bench();
    await bench.data("permissions.createPermission", read);

    await bench.data("permissions.createRole", {
      name: "editor",
      permissions: ["DOCS.READ", "docs.read", "New", "new"],
    });

    const { permissions } = await bench.data<{ permissions: { slug: string }[] }>("permissions.getRole", {
      role: "editor",
    });
    expect(permissions.map(({ slug }) => slug)).toEqual(["New", "docs.read"]);
  });

  test("leave keys when they are deleted", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.read"] });
    const { keyId } = await bench.createKey({ roles: ["editor"] });

    await bench.data("permissions.deleteRole", { role: "Editor" });

    expect(await bench.getKey(keyId)).not.toHaveProperty("roles");
    expect(await bench.refusal("permissions.deleteRole", { role: "editor" })).toBe("404 role_not_found");
  });

  test("get their permissions replaced by id alone, and the answer is sorted by slug", async () => {
    const bench = new Bench();
    const { roleId } = await bench.data<{ roleId: string }>("permissions.createRole", {
      name: "editor",
      permissions: ["old"],
    });

    const answer = await bench.data("permissions.setRolePermissions", { roleId, permissions: ["b", "a", "OLD"] });

    expect(answer).toMatchObject([{ slug: "a" }, { slug: "b" }, { slug: "old" }]);
    expect(await bench.data("permissions.setRolePermissions", { roleId, permissions: [] })).toEqual([]);
    expect(await bench.refusal("permissions.setRolePermissions", { roleId: "editor", permissions: [] })).toBe(
      "404 role_not_found",
    );
  });

  test("take the id of a permission for a new slug", async () => {
    const bench = new Bench();
    const { permissionId } = await bench.data<{ permissionId: string }>("permissions.createPermission", read);
    const { roleId } = await bench.data<{ roleId: string }>("permissions.createRole", { name: "editor" });

    const answer = await bench.data("permissions.setRolePermissions", { roleId, permissions: [permissionId] });

    expect(answer).toMatchObject([{ slug: permissionId, name: permissionId }]);
  });
});

test.each([
  ["permissions.createPermission", read],
  ["permissions.getPermission", { permission: "nothing" }],
  ["permissions.deletePermission", { permission: "nothing" }],
  ["permissions.listPermissions", {}],
  ["permissions.createRole", { name: "editor" }],
  ["permissions.getRole", { role: "nothing" }],
  ["permissions.deleteRole", { role: "nothing" }],
  ["permissions.listRoles", {}],
  ["permissions.setRolePermissions", { roleId: "nothing", permissions: [] }],
] as const)("%s looks at the permission before anything else", async (path, body) => {
  const bench = new Bench();

  expect(await bench.refusal(path, body, { rootKey: bench.fixtures.nakedRootKey })).toBe(
    "403 insufficient_permissions",
  );
});

describe("the permissions of a key", () => {
  test("are added, removed and set, and each answer shows the direct ones", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["by.role"] });
    const { keyId } = await bench.createKey({ permissions: ["one"], roles: ["editor"] });

    const added = await bench.data("keys.addPermissions", { keyId, permissions: ["two", "one"] });
    const removed = await bench.data("keys.removePermissions", { keyId, permissions: ["one", "by.role"] });
    const set = await bench.data("keys.setPermissions", { keyId, permissions: ["three"] });

    const id = expect.stringMatching(/^perm_/);
    expect(added).toEqual([
      { id, name: "one", slug: "one" },
      { id, name: "two", slug: "two" },
    ]);
    expect(removed).toMatchObject([{ slug: "two" }]);
    expect(set).toMatchObject([{ slug: "three" }]);
    expect(await slugsOf(bench, keyId)).toEqual(["by.role", "three"]);
  });

  test("are not removed where one slug is unknown, by its letter case or as an id", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey({ permissions: ["one"] });
    const [permission] = await bench.data<{ id: string }[]>("permissions.listPermissions", {});

    for (const unknown of ["two", "ONE", permission?.id]) {
      const refusal = await bench.refusal("keys.removePermissions", { keyId, permissions: ["one", unknown] });

      expect(refusal).toBe("404 permission_not_found");
    }
    expect(await slugsOf(bench, keyId)).toEqual(["one"]);
  });

  test.each(["keys.addPermissions", "keys.setPermissions"] as const)(
    "%s fails on a slug in another letter case",
    async (path) => {
      const bench = new Bench();
      const { keyId } = await bench.createKey({ permissions: ["one"] });

      expect(await bench.refusal(path, { keyId, permissions: ["ONE", "new"] })).toBe("500 service_unavailable");
      expect(await bench.data("permissions.listPermissions", {})).toHaveLength(1);
    },
  );

  test("are added from those that exist by a root key that may not make any", async () => {
    const bench = new Bench();
    const { keyId } = await bench.createKey();
    await bench.data("permissions.createPermission", read);
    const limited = { rootKey: bench.fixtures.limitedRootKey };

    expect(await bench.data("keys.addPermissions", { keyId, permissions: ["docs.read"] }, limited)).toMatchObject([
      { slug: "docs.read" },
    ]);
    expect(await bench.refusal("keys.addPermissions", { keyId, permissions: ["docs.new"] }, limited)).toBe(
      "403 insufficient_permissions",
    );
    expect(await slugsOf(bench, keyId)).toEqual(["docs.read"]);
  });
});

describe("the roles of a key", () => {
  test("are added, removed and set, and each answer shows them with their permissions", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor", permissions: ["docs.write"] });
    await bench.data("permissions.createRole", { name: "reader" });
    const { keyId } = await bench.createKey();

    const added = await bench.data("keys.addRoles", { keyId, roles: ["reader", "editor"] });
    const removed = await bench.data("keys.removeRoles", { keyId, roles: ["reader"] });
    const set = await bench.data("keys.setRoles", { keyId, roles: [] });

    const id = expect.stringMatching(/^role_/);
    expect(added).toMatchObject([
      { id, name: "editor", permissions: [{ slug: "docs.write" }] },
      { id, name: "reader" },
    ]);
    expect(removed).toMatchObject([{ name: "editor" }]);
    expect(set).toEqual([]);
  });

  test.each(["keys.addRoles", "keys.removeRoles", "keys.setRoles"] as const)(
    "%s refuses a name that is not exact",
    async (path) => {
      const bench = new Bench();
      await bench.data("permissions.createRole", { name: "editor" });
      const { keyId } = await bench.createKey({ roles: ["editor"] });

      expect(await bench.refusal(path, { keyId, roles: ["EDITOR"] })).toBe("404 role_not_found");
      expect(await bench.getKey(keyId)).toMatchObject({ roles: ["editor"] });
    },
  );

  test("are taken away by a root key that may update keys", async () => {
    const bench = new Bench();
    await bench.data("permissions.createRole", { name: "editor" });
    const { keyId } = await bench.createKey({ roles: ["editor"] });

    expect(
      await bench.data("keys.removeRoles", { keyId, roles: ["editor"] }, { rootKey: bench.fixtures.limitedRootKey }),
    ).toEqual([]);
  });
});
