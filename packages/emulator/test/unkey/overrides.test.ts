import { beforeEach, describe, expect, test } from "vitest";
import type { MethodPath } from "../../src/unkey/method-paths.ts";
import { Bench } from "./harness.ts";

const minute = 60_000;
const limitBody = { namespace: "emails", identifier: "alice", limit: 10, duration: minute };
const override = { namespace: "emails", identifier: "alice", limit: 3, duration: 2 * minute };

let bench: Bench;

beforeEach(async () => {
  bench = new Bench();
  await bench.data("ratelimit.limit", { ...limitBody, cost: 0 });
});

async function set(change: object = {}): Promise<string> {
  const { overrideId } = await bench.data<{ overrideId: string }>("ratelimit.setOverride", { ...override, ...change });
  return overrideId;
}

test("an override replaces limit and duration, and limit names it", async () => {
  const overrideId = await set();

  const limited = await bench.data("ratelimit.limit", limitBody);
  const many = await bench.data("ratelimit.multiLimit", [limitBody]);

  expect(limited).toMatchObject({ limit: 3, remaining: 2, overrideId });
  expect(many).toMatchObject({ limits: [{ limit: 3, remaining: 1, overrideId }] });
});

test("setting it again changes it and keeps its id", async () => {
  const overrideId = await set();

  expect(await set({ limit: 7 })).toBe(overrideId);

  const shown = { overrideId, identifier: "alice", limit: 7, duration: 2 * minute };
  expect(await bench.data("ratelimit.getOverride", { namespace: "emails", identifier: "alice" })).toEqual(shown);
  expect(await bench.data("ratelimit.listOverrides", { namespace: "emails" })).toEqual([shown]);
});

test.each([
  ["*", "alice", true],
  ["ali*", "alice", true],
  ["*ice", "alice", true],
  ["a*c*", "alice", true],
  ["**", "alice", true],
  ["ALI*", "alice", false],
  ["bob*", "alice", false],
  ["*@*.com", "alice@mail.com", true],
  ["al*lice", "alice", false],
  ["a.ice", "alice", false],
])("the pattern %j applies to %j: %j", async (pattern, identifier, applies) => {
  const overrideId = await set({ identifier: pattern });

  const limited = await bench.data<{ overrideId?: string }>("ratelimit.limit", { ...limitBody, identifier });
  const { status } = await bench.call("ratelimit.getOverride", { namespace: "emails", identifier });

  expect(limited.overrideId).toBe(applies ? overrideId : undefined);
  expect(status).toBe(applies ? 200 : 404);
});

test("an override of its own stands before a pattern", async () => {
  await set({ identifier: "*" });
  const overrideId = await set({ limit: 5 });

  expect(await bench.data("ratelimit.limit", limitBody)).toMatchObject({ limit: 5, overrideId });
});

test("an override of 0 makes limit and multiLimit fail", async () => {
  await set({ limit: 0 });

  expect(await bench.refusal("ratelimit.limit", limitBody)).toBe("500 unexpected_error");
  expect(await bench.refusal("ratelimit.multiLimit", [{ ...limitBody, identifier: "bob" }, limitBody])).toBe(
    "500 unexpected_error",
  );
  expect(await bench.data("ratelimit.limit", { ...limitBody, identifier: "bob", cost: 0 })).toMatchObject({
    remaining: 10,
  });
});

describe("a deleted override", () => {
  test("applies no longer, and cannot be set again although the service says so", async () => {
    const overrideId = await set();
    expect(await bench.data("ratelimit.deleteOverride", { namespace: "emails", identifier: "alice" })).toEqual({});

    expect(await set()).toBe(overrideId);

    expect(await bench.data("ratelimit.limit", limitBody)).toMatchObject({ limit: 10 });
    expect(await bench.data("ratelimit.listOverrides", { namespace: "emails" })).toEqual([]);
    expect(await bench.refusal("ratelimit.getOverride", limitTo("alice"))).toBe("404 ratelimit_override_not_found");
    expect(await bench.refusal("ratelimit.deleteOverride", limitTo("alice"))).toBe("404 ratelimit_override_not_found");
  });

  test("has to be named exactly", async () => {
    await set({ identifier: "ali*" });

    expect(await bench.refusal("ratelimit.deleteOverride", limitTo("alice"))).toBe("404 ratelimit_override_not_found");
    expect(await bench.refusal("ratelimit.deleteOverride", limitTo("ALI*"))).toBe("404 ratelimit_override_not_found");
    expect((await bench.call("ratelimit.deleteOverride", limitTo("ali*"))).status).toBe(200);
  });
});

test.each<[MethodPath, object, string]>([
  ["ratelimit.setOverride", override, "403 insufficient_permissions"],
  ["ratelimit.deleteOverride", limitTo("nobody"), "403 insufficient_permissions"],
  ["ratelimit.listOverrides", { namespace: "emails" }, "403 insufficient_permissions"],
  ["ratelimit.getOverride", limitTo("alice"), "404 ratelimit_override_not_found"],
])("%s without permission is refused behind the namespace's existence", async (path, body, refusal) => {
  await set();
  const limited = { rootKey: bench.fixtures.limitedRootKey };

  expect(await bench.refusal(path, { ...body, namespace: "nowhere" }, limited)).toBe(
    "404 ratelimit_namespace_not_found",
  );
  expect(await bench.refusal(path, body, limited)).toBe(refusal);
});

test("a deleted namespace still lists its overrides, and is unknown to the other three", async () => {
  const namespace = bench.fixtures.goneNamespace;

  expect(await bench.data("ratelimit.listOverrides", { namespace })).toEqual([]);
  for (const path of ["ratelimit.setOverride", "ratelimit.getOverride", "ratelimit.deleteOverride"] as const) {
    const body = path === "ratelimit.setOverride" ? override : limitTo("alice");

    expect(await bench.refusal(path, { ...body, namespace })).toBe("404 ratelimit_namespace_not_found");
  }
});

test.each(["analytics.getVerifications", "analytics.getRatelimits"] as const)(
  "%s is refused for the permission, then because no analytics are kept",
  async (path) => {
    const answer = await bench.call(path, { query: "DROP TABLE keys", extra: 1 });

    expect(answer.body.error).toMatchObject({ status: 412, title: "Precondition Failed" });
    expect(answer.body.error?.type).toMatch(/unkey\/data\/analytics_not_configured$/);
    expect(await bench.refusal(path, { query: "" }, { rootKey: bench.fixtures.nakedRootKey })).toBe(
      "403 insufficient_permissions",
    );
  },
);

function limitTo(identifier: string): object {
  return { namespace: "emails", identifier };
}
