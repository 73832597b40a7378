import { ConflictErrorResponse, NotFoundErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

test("a permission is found by its id and by its slug, in any letter case", async () => {
  const { unkey } = startBench();
  const { data: created } = await unkey.permissions.createPermission({ name: "Read", slug: "documents.read" });

  const byId = await unkey.permissions.getPermission({ permission: created.permissionId });
  const bySlug = await unkey.permissions.getPermission({ permission: "Documents.READ" });

  expect(byId.data).toEqual({ id: created.permissionId, name: "Read", slug: "documents.read" });
  expect(bySlug.data).toEqual(byId.data);
});

test("a slug and a role name can be taken once, letter case aside", async () => {
  const { unkey } = startBench();
  await unkey.permissions.createPermission({ name: "Read", slug: "documents.read" });
  await unkey.permissions.createRole({ name: "reader" });

  const errors = [
    await failureOf(unkey.permissions.createPermission({ name: "Other", slug: "DOCUMENTS.read" })),
    await failureOf(unkey.permissions.createRole({ name: "Reader" })),
  ];

  expect(errors.every((error) => error instanceof ConflictErrorResponse)).toBe(true);
  expect(errors).toMatchObject([{ code: "permission_already_exists" }, { code: "role_already_exists" }]);
});

test("a role passes its permissions on to the keys that have it", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: role } = await unkey.permissions.createRole({ name: "reader", permissions: ["documents.read"] });
  const { data: created } = await unkey.keys.createKey({ ...api, roles: ["reader"] });

  const before = await unkey.keys.verifyKey({ key: created.key, permissions: "documents.read" });
  await unkey.permissions.setRolePermissions({ ...role, permissions: ["mail.send"] });
  const after = await unkey.keys.verifyKey({ key: created.key, permissions: "documents.read" });

  expect(before.data.valid).toBe(true);
  expect(after.data.code).toBe("INSUFFICIENT_PERMISSIONS");
});

test("setRolePermissions gives the new permissions sorted by slug, and [] clears them", async () => {
  const { unkey } = startBench();
  const { data: role } = await unkey.permissions.createRole({ name: "reader" });

  const set = await unkey.permissions.setRolePermissions({ ...role, permissions: ["mail.send", "documents.read"] });
  const cleared = await unkey.permissions.setRolePermissions({ ...role, permissions: [] });

  const { data: stored } = await unkey.permissions.getRole({ role: "reader" });
  expect(set.data.map(({ slug }) => slug)).toEqual(["documents.read", "mail.send"]);
  expect(cleared.data).toEqual([]);
  expect(stored).toEqual({ id: role.roleId, name: "reader" });
});

test("a deleted permission and a deleted role leave the keys that had them", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  await unkey.permissions.createRole({ name: "reader" });
  const given = { roles: ["reader"], permissions: ["mail.send"] };
  const { data: created } = await unkey.keys.createKey({ ...api, ...given });

  await unkey.permissions.deletePermission({ permission: "mail.send" });
  await unkey.permissions.deleteRole({ role: "reader" });

  const { data: key } = await unkey.keys.getKey({ keyId: created.keyId });
  expect(key).not.toHaveProperty("permissions");
  expect(key).not.toHaveProperty("roles");
  expect(await failureOf(unkey.permissions.getRole({ role: "reader" }))).toBeInstanceOf(NotFoundErrorResponse);
});

test("listAllPermissions and listAllRoles walk every page", async () => {
  const { unkey } = startBench();
  for (const letter of ["a", "b", "c"]) {
    await unkey.permissions.createPermission({ name: letter, slug: `slug.${letter}` });
    await unkey.permissions.createRole({ name: `role ${letter}` });
  }

  const slugs = await Array.fromAsync(unkey.permissions.listAllPermissions({ limit: 2 }), ({ slug }) => slug);
  const names = await Array.fromAsync(unkey.permissions.listAllRoles({ limit: 2 }), ({ name }) => name);

  expect(slugs.toSorted()).toEqual(["slug.a", "slug.b", "slug.c"]);
  expect(names.toSorted()).toEqual(["role a", "role b", "role c"]);
});
