import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const requests = { name: "requests", limit: 2, duration: 1000, autoApply: true };
const alice = { externalId: "alice", meta: { plan: "pro" }, ratelimits: [requests] };

async function createIdentity(bench: Bench, settings: object = alice): Promise<string> {
  const { identityId } = await bench.data<{ identityId: string }>("identities.createIdentity", settings);
  return identityId;
}

test("an identity is found by its id and by its external id", async () => {
  const bench = new Bench();
  const id = await createIdentity(bench);

  const byId = await bench.data("identities.getIdentity", { identity: id });
  const byExternalId = await bench.data("identities.getIdentity", { identity: "alice" });

  expect(byId).toEqual({ id, ...alice, ratelimits: [{ id: expect.stringMatching(/^rl_/), ...requests }] });
  expect(byExternalId).toEqual(byId);
});

test("external ids are unique as they are written", async () => {
  const bench = new Bench();
  await createIdentity(bench);

  expect(await bench.refusal("identities.createIdentity", alice)).toBe("409 identity_already_exists");
  expect((await bench.call("identities.createIdentity", { externalId: "Alice" })).status).toBe(200);
});

test("of two limits of one name createIdentity keeps the last, and updateIdentity refuses", async () => {
  const bench = new Bench();
  const twice = [requests, { ...requests, limit: 9 }];
  await createIdentity(bench, { externalId: "alice", ratelimits: twice });

  const refusal = await bench.refusal("identities.updateIdentity", { identity: "alice", ratelimits: twice });

  expect(refusal).toBe("400 invalid_input");
  expect(await bench.data("identities.getIdentity", { identity: "alice" })).toMatchObject({
    ratelimits: [{ limit: 9 }],
  });
});

test("meta above 1 MiB is refused", async () => {
  const bench = new Bench();
  await createIdentity(bench);
  const meta = { text: "x".repeat(1024 * 1024) };

  expect(await bench.refusal("identities.createIdentity", { externalId: "bob", meta })).toBe("400 invalid_input");
  expect(await bench.refusal("identities.updateIdentity", { identity: "alice", meta })).toBe("400 invalid_input");
});

describe("updateIdentity", () => {
  test("answers without the meta that it left alone, and with the limits always", async () => {
    const bench = new Bench();
    const id = await createIdentity(bench);

    const answer = await bench.data("identities.updateIdentity", { identity: "alice" });

    expect(answer).toEqual({ id, externalId: "alice", ratelimits: [expect.objectContaining(requests)] });
    expect(await bench.data("identities.getIdentity", { identity: id })).toMatchObject({ meta: { plan: "pro" } });
  });

  test("replaces meta and limits, and a limit of the same name keeps its id", async () => {
    const bench = new Bench();
    await createIdentity(bench);
    const before = await bench.data<{ ratelimits: object[] }>("identities.getIdentity", { identity: "alice" });
    const change = {
      meta: { plan: "free" },
      ratelimits: [
        { ...requests, limit: 9 },
        { ...requests, name: "more" },
      ],
    };

    const answer = await bench.data("identities.updateIdentity", { identity: "alice", ...change });

    expect(answer).toMatchObject({
      meta: { plan: "free" },
      ratelimits: [{ ...before.ratelimits[0], limit: 9 }, { name: "more" }],
    });
    expect(await bench.data("identities.getIdentity", { identity: "alice" })).toEqual(answer);
  });

  test("clears with empty values", async () => {
    const bench = new Bench();
    const id = await createIdentity(bench);

    await bench.data("identities.updateIdentity", { identity: "alice", meta: {}, ratelimits: [] });

    expect(await bench.data("identities.getIdentity", { identity: "alice" })).toEqual({ id, externalId: "alice" });
  });

  test("looks at the permission, then at its own rules, then for the identity", async () => {
    const bench = new Bench();
    const wrong = { identity: "nobody", ratelimits: [requests, requests] };

    expect(await bench.refusal("identities.updateIdentity", wrong, { rootKey: bench.fixtures.nakedRootKey })).toBe(
      "403 insufficient_permissions",
    );
    expect(await bench.refusal("identities.updateIdentity", wrong)).toBe("400 invalid_input");
    expect(await bench.refusal("identities.updateIdentity", { identity: "nobody" })).toBe("404 identity_not_found");
  });
});

test("a deleted identity leaves its keys, and a new one of the same name has none of them", async () => {
  const bench = new Bench();
  const id = await createIdentity(bench);
  const { apiId, keyId } = await bench.createKey({ externalId: "alice" });

  const answer = await bench.call("identities.deleteIdentity", { identity: id });

  expect(answer.body).toEqual({ meta: { requestId: expect.any(String) } });
  expect(await bench.refusal("identities.deleteIdentity", { identity: id })).toBe("404 identity_not_found");
  expect(await bench.getKey(keyId)).not.toHaveProperty("identity");
  expect(await createIdentity(bench)).not.toBe(id);
  expect(await bench.data("apis.listKeys", { apiId, externalId: "alice" })).toEqual([]);
});

test("listing is refused at the first row that may not be read, and an empty list is not", async () => {
  const bench = new Bench();
  const naked = { rootKey: bench.fixtures.nakedRootKey };

  expect(await bench.data("identities.listIdentities", {}, naked)).toEqual([]);
  await createIdentity(bench);
  expect(await bench.refusal("identities.listIdentities", {}, naked)).toBe("403 insufficient_permissions");
  expect(await bench.data("identities.listIdentities", { search: "nobody" }, naked)).toEqual([]);
});

test("getIdentity looks for the identity before the permission", async () => {
  const bench = new Bench();
  await createIdentity(bench);
  const naked = { rootKey: bench.fixtures.nakedRootKey };

  expect(await bench.refusal("identities.getIdentity", { identity: "nobody" }, naked)).toBe("404 identity_not_found");
  expect(await bench.refusal("identities.getIdentity", { identity: "alice" }, naked)).toBe(
    "403 insufficient_permissions",
  );
});

test("an identity of another workspace is unknown", async () => {
  const bench = new Bench();
  await createIdentity(bench);

  const refusal = await bench.refusal(
    "identities.getIdentity",
    { identity: "alice" },
    { rootKey: bench.fixtures.otherRootKey },
  );

  expect(refusal).toBe("404 identity_not_found");
});
