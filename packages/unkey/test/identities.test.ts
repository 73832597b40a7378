import { ConflictErrorResponse, NotFoundErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const shared = { name: "requests", limit: 2, duration: 3_600_000, autoApply: true };

test("an identity is found by its id and by the caller's own", async () => {
  const { unkey } = startBench();
  const { data: created } = await unkey.identities.createIdentity({ externalId: "user_1", meta: { plan: "pro" } });

  const byId = await unkey.identities.getIdentity<{ plan: string }>({ identity: created.identityId });
  const byExternalId = await unkey.identities.getIdentity({ identity: "user_1" });

  expect(byId.data).toEqual({ id: created.identityId, externalId: "user_1", meta: { plan: "pro" } });
  expect(byExternalId.data).toEqual(byId.data);
});

test("an external id can be taken once", async () => {
  const { unkey } = startBench();
  await unkey.identities.createIdentity({ externalId: "user_1" });

  const error = await failureOf(unkey.identities.createIdentity({ externalId: "user_1" }));

  expect(error).toBeInstanceOf(ConflictErrorResponse);
  expect(error).toMatchObject({ code: "identity_already_exists", maybeApplied: false });
});

test("the limits of an identity count over all its keys", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  await unkey.identities.createIdentity({ externalId: "user_1", ratelimits: [shared] });
  const first = await unkey.keys.createKey({ ...api, externalId: "user_1" });
  const second = await unkey.keys.createKey({ ...api, externalId: "user_1" });

  const codes: string[] = [];
  for (const { data } of [first, second, first]) {
    const check = await unkey.keys.verifyKey({ key: data.key });
    codes.push(check.data.code);
  }

  expect(codes).toEqual(["VALID", "VALID", "RATE_LIMITED"]);
});

test("an update replaces limits, and a limit that keeps its name keeps its id", async () => {
  const { unkey } = startBench();
  await unkey.identities.createIdentity({ externalId: "user_1", ratelimits: [shared] });
  const before = await unkey.identities.getIdentity({ identity: "user_1" });

  const { data } = await unkey.identities.updateIdentity({ identity: "user_1", ratelimits: [{ ...shared, limit: 5 }] });

  expect(data.ratelimits).toEqual([{ ...shared, limit: 5, id: before.data.ratelimits?.[0]?.id }]);
});

test("the keys of a deleted identity live on without it", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: key } = await unkey.keys.createKey({ ...api, externalId: "user_1" });

  const answer = await unkey.identities.deleteIdentity({ identity: "user_1" });

  const { data: check } = await unkey.keys.verifyKey({ key: key.key });
  expect(answer).toEqual({ meta: { requestId: expect.any(String) as unknown } });
  expect(check.valid).toBe(true);
  expect(check).not.toHaveProperty("identity");
  expect(await failureOf(unkey.identities.getIdentity({ identity: "user_1" }))).toBeInstanceOf(NotFoundErrorResponse);
});

test("listAllIdentities walks every identity, and a search narrows it", async () => {
  const { unkey } = startBench();
  for (const externalId of ["user_1", "user_2", "team_1"]) await unkey.identities.createIdentity({ externalId });

  const all = await Array.fromAsync(unkey.identities.listAllIdentities(), ({ externalId }) => externalId);
  const users = await Array.fromAsync(unkey.identities.listAllIdentities({ search: "USER", limit: 1 }), (user) => user);

  expect(all.toSorted()).toEqual(["team_1", "user_1", "user_2"]);
  expect(users).toHaveLength(2);
});
