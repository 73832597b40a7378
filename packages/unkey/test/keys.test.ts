import { InternalServerErrorResponse, NotFoundErrorResponse, PreconditionFailedErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";
import { furnish } from "./support/world.ts";

test("a created key has its prefix, verifies, and is told by its own text", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });

  const { data: created } = await unkey.keys.createKey({ ...api, prefix: "ci", name: "CI" });

  const { data: check } = await unkey.keys.verifyKey({ key: created.key });
  const { data: told } = await unkey.keys.whoami({ key: created.key });
  expect(created.key).toMatch(/^ci_[1-9A-HJ-NP-Za-km-z]+$/);
  expect(check).toMatchObject({ valid: true, code: "VALID", keyId: created.keyId, name: "CI" });
  expect(told).toMatchObject({ keyId: created.keyId, start: created.key.slice(0, 7), name: "CI" });
});

test("an update clears with null and keeps what it leaves out", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey({
    ...api,
    name: "CI",
    meta: { team: "core" },
    externalId: "user_1",
    credits: { remaining: 5 },
  });

  await unkey.keys.updateKey({ keyId: created.keyId, name: null, credits: null, meta: undefined });

  const { data: key } = await unkey.keys.getKey<{ team: string }>({ keyId: created.keyId });
  expect(key).not.toHaveProperty("name");
  expect(key).not.toHaveProperty("credits");
  expect(key.meta?.team).toBe("core");
  expect(key.identity?.externalId).toBe("user_1");
});

test("credits are set, raised and lowered, and never below 0", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);

  const set = await unkey.keys.updateCredits({ keyId, operation: "set", value: 10 });
  const raised = await unkey.keys.updateCredits({ keyId, operation: "increment", value: 5 });
  const lowered = await unkey.keys.updateCredits({ keyId, operation: "decrement", value: 100 });
  const unlimited = await unkey.keys.updateCredits({ keyId, operation: "set", value: null });

  const answers = [set, raised, lowered, unlimited];
  expect(answers.map(({ data }) => data.remaining)).toEqual([10, 15, 0, null]);
});

test("a rerolled key works at once and the old one expires as asked", async () => {
  const { emulator, unkey } = startBench();
  const { keyId, key } = await furnish(unkey, emulator.fixtures);

  const { data: fresh } = await unkey.keys.rerollKey({ keyId, expiration: 60_000 });

  const during = await unkey.keys.verifyKey({ key });
  emulator.clock.advance(121_000);
  const after = await unkey.keys.verifyKey({ key });
  const renewed = await unkey.keys.verifyKey({ key: fresh.key });
  expect(fresh.keyId).not.toBe(keyId);
  expect([during, after, renewed].map(({ data }) => data.code)).toEqual(["VALID", "EXPIRED", "VALID"]);
});

test("a deleted key stops verifying", async () => {
  const { emulator, unkey } = startBench();
  const { keyId, key } = await furnish(unkey, emulator.fixtures);

  await unkey.keys.deleteKey({ keyId });

  const { data: check } = await unkey.keys.verifyKey({ key });
  const error = await failureOf(unkey.keys.deleteKey({ keyId }));
  expect(check).toEqual({ valid: false, code: "NOT_FOUND" });
  expect(error).toBeInstanceOf(NotFoundErrorResponse);
});

test("permissions of a key are added, removed and replaced", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);

  const added = await unkey.keys.addPermissions({ keyId, permissions: ["documents.read", "documents.write"] });
  const removed = await unkey.keys.removePermissions({ keyId, permissions: ["documents.write"] });
  const set = await unkey.keys.setPermissions({ keyId, permissions: ["mail.send"] });
  const cleared = await unkey.keys.setPermissions({ keyId, permissions: [] });

  const slugs = [added, removed, set, cleared].map(({ data }) => data.map(({ slug }) => slug).toSorted());
  expect(slugs).toEqual([["documents.read", "documents.write"], ["documents.read"], ["mail.send"], []]);
});

test("roles of a key are added, removed and replaced, and one unknown role changes nothing", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);
  await unkey.permissions.createRole({ name: "writer", permissions: ["documents.write"] });

  const added = await unkey.keys.addRoles({ keyId, roles: ["reader", "writer"] });
  const error = await failureOf(unkey.keys.removeRoles({ keyId, roles: ["reader", "stranger"] }));
  const removed = await unkey.keys.removeRoles({ keyId, roles: ["reader"] });
  const cleared = await unkey.keys.setRoles({ keyId, roles: [] });

  const names = [added, removed, cleared].map(({ data }) => data.map(({ name }) => name).toSorted());
  expect(names).toEqual([["reader", "writer"], ["writer"], []]);
  expect(error).toMatchObject({ status: 404, code: "role_not_found" });
});

test("a key that is taken over by its hash verifies with its old text", async () => {
  const { emulator, unkey } = startBench();
  const { apiId, migrationId } = await furnish(unkey, emulator.fixtures);
  const hash = await hashOf("old_secret_from_elsewhere");

  const first = await unkey.keys.migrateKeys({ migrationId, apiId, keys: [{ hash, roles: ["new role"] }] });
  const second = await unkey.keys.migrateKeys({ migrationId, apiId, keys: [{ hash }] });

  const { data: check } = await unkey.keys.verifyKey({ key: "old_secret_from_elsewhere" });
  expect(first.data).toEqual({ migrated: [{ hash, keyId: expect.any(String) as unknown }], failed: [] });
  expect(second.data).toEqual({ migrated: [], failed: [hash] });
  expect(check).toMatchObject({ valid: true, roles: ["new role"] });
});

test("an API that stores no recoverable keys refuses to make one", async () => {
  const { emulator, unkey } = startBench();
  const { apiId } = await furnish(unkey, emulator.fixtures);

  const error = await failureOf(unkey.keys.createKey({ apiId, recoverable: true }));

  expect(error).toBeInstanceOf(PreconditionFailedErrorResponse);
  expect(error).toMatchObject({ code: "precondition_failed" });
});

test("a slug in another letter case fails the key, and is sent no more often than allowed", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);
  const before = emulator.requests.length;

  const error = await failureOf(unkey.keys.addPermissions({ keyId, permissions: ["Documents.Read"] }));

  expect(error).toBeInstanceOf(InternalServerErrorResponse);
  expect(error).toMatchObject({ attempts: 3 });
  expect(emulator.requests).toHaveLength(before + 3);
});

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
