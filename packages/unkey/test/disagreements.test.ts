import { type BadRequestErrorResponse, fieldOf, ForbiddenErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";
import { furnish } from "./support/world.ts";

// Where the service's published description and its behaviour differ, the client follows the behaviour.

const limit = { name: "requests", limit: 10, duration: 3_600_000 };

test.each([400, 401])(
  "missing Authorization is described as 401 and answered with 400: %d is one error either way",
  async (status) => {
    const { emulator, unkey } = startBench();
    const errors = [{ location: "security", message: "Authorization header is missing", fix: "Add it" }];
    emulator.failNext({ status, body: { error: { title: "Refused", detail: "No key.", errors } } });

    const error = await failureOf(unkey.permissions.listRoles());

    expect(error).toMatchObject({ status, errors, attempts: 1, retryable: false });
  },
);

test.each([400, 413])(
  "a body above 10 MiB is a 413 in code and a 400 in fact: %d is final either way",
  async (status) => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status });

    const error = await failureOf(unkey.identities.createIdentity({ externalId: "user_1" }));

    expect(error).toMatchObject({ status, attempts: 1 });
  },
);

test("limit names twice: described as an error, mostly the last one wins; refused before it is sent", async () => {
  const { emulator, unkey } = startBench();
  const twice = { ratelimits: [limit, { ...limit, limit: 99 }] };

  const errors = [
    await failureOf(unkey.keys.createKey({ apiId: "api_12345", ...twice })),
    await failureOf(unkey.keys.updateKey({ keyId: "key_1", ...twice })),
    await failureOf(unkey.identities.createIdentity({ externalId: "user_1", ...twice })),
    await failureOf(unkey.identities.updateIdentity({ identity: "user_1", ...twice })),
  ];

  expect(errors).toMatchObject(Array.from({ length: 4 }, () => ({ code: "invalid_argument" })));
  expect(emulator.requests).toEqual([]);
});

test("updateIdentity is described as giving the whole identity and leaves out meta that it did not set", async () => {
  const { unkey } = startBench();
  await unkey.identities.createIdentity({ externalId: "user_1", meta: { plan: "pro" } });

  const { data } = await unkey.identities.updateIdentity({ identity: "user_1", ratelimits: [limit] });

  const { data: stored } = await unkey.identities.getIdentity({ identity: "user_1" });
  expect(data.meta).toBeUndefined();
  expect(stored.meta).toEqual({ plan: "pro" });
});

test("createKey in a deleted API is described as 404, is answered with a key, and the key is dead", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  await unkey.apis.deleteApi(api);

  const { data: created } = await unkey.keys.createKey(api);

  const { data: check } = await unkey.keys.verifyKey({ key: created.key });
  expect(check).toEqual({ valid: false, code: "NOT_FOUND" });
});

test("a refill without a balance is described as an error for updateKey and is accepted: the client lets it pass", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);
  const credits = { remaining: null, refill: { interval: "daily", amount: 5 } } as const;

  const answer = await unkey.keys.updateKey({ keyId, credits });

  expect(answer.data).toEqual({});
  expect(emulator.requests.at(-1)?.json).toEqual({ keyId, credits });
});

test.each(["application/json", "application/problem+json", "text/plain"])(
  "a 429 comes in any content type: %s gives one error class",
  async (type) => {
    const { emulator, unkey } = startBench({ retryConfig: { strategy: "none" } });
    emulator.failNext({
      status: 429,
      headers: { "content-type": type },
      body: { error: { title: "Too Many Requests" } },
    });

    const error = await failureOf(unkey.permissions.listRoles());

    expect(error).toMatchObject({ name: "TooManyRequestsErrorResponse", title: "Too Many Requests" });
  },
);

test("a violation's location is described as body.name and is a schema path: fieldOf reads both", async () => {
  const { unkey } = startBench();

  const error = await failureOf(unkey.identities.createIdentity({ externalId: "a b" }));

  const [violation] = (error as BadRequestErrorResponse).errors ?? [];
  expect(violation?.location).toMatch(/^\/properties\/externalId\//);
  expect(fieldOf(violation?.location ?? "")).toBe("externalId");
  expect(fieldOf("body.externalId")).toBe("externalId");
});

test("API names are described as unique and are not: a lost createApi is not sent again", async () => {
  const { emulator, unkey } = startBench();
  emulator.inject({ kind: "drop" });

  const error = await failureOf(unkey.apis.createApi({ name: "billing" }));

  expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
});

test("verifying without permission is described as 403 and is NOT_FOUND: both are told, neither is valid", async () => {
  const { client, emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);
  const naked = client({ rootKey: emulator.fixtures.nakedRootKey });

  const answer = await naked.keys.verifyKey({ key });
  emulator.failNext({ status: 403 });
  const error = await failureOf(naked.keys.verifyKey({ key }));

  expect(answer.data).toEqual({ valid: false, code: "NOT_FOUND" });
  expect(error).toBeInstanceOf(ForbiddenErrorResponse);
});

test("ratelimits null is described as clearing and is refused: [] clears, null never leaves", async () => {
  const { emulator, unkey } = startBench();
  const { keyId } = await furnish(unkey, emulator.fixtures);
  const before = emulator.requests.length;

  const error = await failureOf(unkey.keys.updateKey({ keyId, ratelimits: null as never }));
  const sent = emulator.requests.length;
  await unkey.keys.updateKey({ keyId, ratelimits: [] });

  const { data: key } = await unkey.keys.getKey({ keyId });
  expect(error).toMatchObject({ code: "invalid_argument" });
  expect(sent).toBe(before);
  expect(key).not.toHaveProperty("ratelimits");
});

test("removePermissions is described as taking ids and knows slugs alone", async () => {
  const { emulator, unkey } = startBench();
  const { keyId, permissionId } = await furnish(unkey, emulator.fixtures);
  await unkey.keys.addPermissions({ keyId, permissions: ["documents.read"] });

  const byId = await failureOf(unkey.keys.removePermissions({ keyId, permissions: [permissionId] }));
  const bySlug = await unkey.keys.removePermissions({ keyId, permissions: ["documents.read"] });

  expect(byId).toMatchObject({ status: 404, code: "permission_not_found" });
  expect(bySlug.data).toEqual([]);
});

test("setRolePermissions is described as taking names and knows ids alone", async () => {
  const { emulator, unkey } = startBench();
  const { roleId } = await furnish(unkey, emulator.fixtures);

  const byName = await failureOf(unkey.permissions.setRolePermissions({ roleId: "reader", permissions: [] }));
  const byId = await unkey.permissions.setRolePermissions({ roleId, permissions: ["documents.read"] });

  expect(byName).toMatchObject({ status: 404, code: "role_not_found" });
  expect(byId.data).toHaveLength(1);
});

test("getApi of an API without a keyspace is described as 200 and is a 404", async () => {
  const { emulator, unkey } = startBench();

  const error = await failureOf(unkey.apis.getApi({ apiId: emulator.fixtures.keylessApiId }));

  expect(error).toMatchObject({ status: 404, code: "api_not_found" });
});

test("migrateKeys' failed is described as a list and is null when none failed: it is always a list here", async () => {
  const { client, emulator, unkey } = startBench();
  const { apiId, migrationId } = await furnish(unkey, emulator.fixtures);
  const seen: unknown[] = [];
  const spy = client({
    fetch: async (url, init) => {
      const answer = await emulator.fetch(url, init);
      seen.push(await answer.clone().json());
      return answer;
    },
  });

  const { data } = await spy.keys.migrateKeys({ migrationId, apiId, keys: [{ hash: "abc" }] });

  expect(seen).toMatchObject([{ data: { failed: null } }]);
  expect(data).toMatchObject({ migrated: [{ hash: "abc" }], failed: [] });
});

test("deleteRole of an unknown role is described without 404 and is one", async () => {
  const { unkey } = startBench();

  const error = await failureOf(unkey.permissions.deleteRole({ role: "stranger" }));

  expect(error).toMatchObject({ name: "NotFoundErrorResponse", code: "role_not_found" });
});

test("a star is described as granting what is below it and stands for itself", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey({ ...api, permissions: ["documents.*"] });

  const { data: check } = await unkey.keys.verifyKey({ key: created.key, permissions: "documents.read" });

  expect(check).toMatchObject({ valid: false, code: "INSUFFICIENT_PERMISSIONS" });
});

test("liveness is described as saying OK and says something else: the text is passed on as it is", async () => {
  const { emulator, unkey } = startBench();
  const meta = { requestId: "req_1" };
  emulator.failNext({ status: 200, body: { meta, data: { message: "warming up" } } });

  const answer = await unkey.liveness();

  expect(answer).toEqual({ meta, data: { message: "warming up" } });
});

test("deleteIdentity has no data where every other answer has some, and is a success", async () => {
  const { unkey } = startBench();
  await unkey.identities.createIdentity({ externalId: "user_1" });

  const answer = await unkey.identities.deleteIdentity({ identity: "user_1" });

  expect(answer).not.toHaveProperty("data");
});
