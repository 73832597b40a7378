import { beforeEach, describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const minute = 60_000;
const body = { namespace: "emails", identifier: "alice", limit: 10, duration: minute };

interface Limited {
  readonly success: boolean;
  readonly remaining: number;
  readonly reset: number;
}

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});

async function limit(change: object = {}): Promise<Limited> {
  return await bench.data<Limited>("ratelimit.limit", { ...body, ...change });
}

describe("limit", () => {
  test("counts down and then refuses, without counting the refusal", async () => {
    const results = [
      await limit({ cost: 4 }),
      await limit({ cost: 4 }),
      await limit({ cost: 4 }),
      await limit({ cost: 2 }),
    ];

    expect(results).toEqual([
      { success: true, limit: 10, remaining: 6, reset: noon + minute },
      { success: true, limit: 10, remaining: 2, reset: noon + minute },
      { success: false, limit: 10, remaining: 0, reset: noon + minute },
      { success: true, limit: 10, remaining: 0, reset: noon + minute },
    ]);
  });

  test("windows are aligned to the clock", async () => {
    bench.advance(25_000);

    expect(await limit()).toMatchObject({ reset: noon + minute });
  });

  test.each([
    [minute, 2],
    [minute + 6000, 3],
    [minute + 30_000, 6],
    [minute + 59_999, 10],
    [2 * minute, 10],
  ])("after %i ms the last window, which used 8, leaves %i", async (wait, remaining) => {
    await limit({ cost: 8 });

    bench.advance(wait);

    expect(await limit({ cost: 0 })).toMatchObject({ success: true, remaining });
  });

  test("cost 0 looks, and fails only where more than this limit was used", async () => {
    await limit({ cost: 10 });

    expect(await limit({ cost: 0 })).toMatchObject({ success: true, remaining: 0 });
    expect(await limit({ cost: 0, limit: 9 })).toMatchObject({ success: false, remaining: 0 });
  });

  test("a counter belongs to namespace, identifier and duration, whatever the limit", async () => {
    await limit();

    expect(await limit({ limit: 5 })).toMatchObject({ remaining: 3 });
    expect(await limit({ duration: 2 * minute })).toMatchObject({ remaining: 9 });
    expect(await limit({ identifier: "Alice" })).toMatchObject({ remaining: 9 });
    expect(await limit({ namespace: "Emails" })).toMatchObject({ remaining: 9 });
  });

  test("an unknown namespace needs a permission of its own, and only then the one to limit", async () => {
    const limited = { rootKey: bench.fixtures.limitedRootKey };
    const naked = { rootKey: bench.fixtures.nakedRootKey };

    expect(await bench.refusal("ratelimit.limit", body, limited)).toBe("403 insufficient_permissions");
    expect(await bench.refusal("ratelimit.listOverrides", { namespace: "emails" })).toBe(
      "404 ratelimit_namespace_not_found",
    );
    await limit();
    expect(await bench.data("ratelimit.limit", body, limited)).toMatchObject({ remaining: 8 });
    expect(await bench.refusal("ratelimit.limit", body, naked)).toBe("403 insufficient_permissions");
  });

  test("a deleted namespace is gone, which limit says before and multiLimit after the permission", async () => {
    const gone = { ...body, namespace: bench.fixtures.goneNamespace };
    const naked = { rootKey: bench.fixtures.nakedRootKey };

    expect(await bench.refusal("ratelimit.limit", gone)).toBe("410 ratelimit_namespace_gone");
    expect(await bench.refusal("ratelimit.limit", gone, naked)).toBe("410 ratelimit_namespace_gone");
    expect(await bench.refusal("ratelimit.multiLimit", [gone])).toBe("410 ratelimit_namespace_gone");
    expect(await bench.refusal("ratelimit.multiLimit", [gone], naked)).toBe("403 insufficient_permissions");
  });

  test("the id of another workspace's namespace is a new name", async () => {
    const namespace = bench.fixtures.foreignNamespaceId;

    expect(await limit({ namespace })).toMatchObject({ success: true });
    expect(await bench.data("ratelimit.listOverrides", { namespace })).toEqual([]);
    expect(
      await bench.data("ratelimit.limit", { ...body, namespace }, { rootKey: bench.fixtures.otherRootKey }),
    ).toMatchObject({ remaining: 9 });
  });
});

describe("multiLimit", () => {
  test("answers each item in order and counts all", async () => {
    const answer = await bench.data("ratelimit.multiLimit", [body, { ...body, namespace: "logins", cost: 3 }]);

    const reset = noon + minute;
    expect(answer).toEqual({
      passed: true,
      limits: [
        { namespace: "emails", identifier: "alice", limit: 10, remaining: 9, reset, passed: true },
        { namespace: "logins", identifier: "alice", limit: 10, remaining: 7, reset, passed: true },
      ],
    });
  });

  test("counts nothing where one item fails, and shows what the others have", async () => {
    await limit();

    const answer = await bench.data("ratelimit.multiLimit", [body, { ...body, identifier: "bob", cost: 11 }]);

    expect(answer).toMatchObject({
      passed: false,
      limits: [
        { passed: true, remaining: 9 },
        { passed: false, remaining: 0 },
      ],
    });
    expect(await limit({ cost: 0 })).toMatchObject({ remaining: 9 });
  });

  test("adds up items on one counter in their order", async () => {
    const two = { ...body, limit: 3, cost: 2 };

    const refused = await bench.data("ratelimit.multiLimit", [two, two]);
    const passed = await bench.data("ratelimit.multiLimit", [{ ...two, cost: 1 }, two]);

    expect(refused).toMatchObject({
      passed: false,
      limits: [
        { passed: true, remaining: 3 },
        { passed: false, remaining: 0 },
      ],
    });
    expect(passed).toMatchObject({ passed: true, limits: [{ remaining: 2 }, { remaining: 0 }] });
    expect(await limit({ cost: 0 })).toMatchObject({ remaining: 7 });
  });

  test("keeps the namespaces that it made where it is then refused", async () => {
    const gone = { ...body, namespace: bench.fixtures.goneNamespace };

    expect(await bench.refusal("ratelimit.multiLimit", [body, gone])).toBe("410 ratelimit_namespace_gone");

    expect(await bench.data("ratelimit.listOverrides", { namespace: "emails" })).toEqual([]);
  });
});

describe("a workspace with 3 requests a minute", () => {
  const at = async (path: "apis.getApi" | "apis.createApi", wanted: object = { name: "payments" }) =>
    await bench.call(path, wanted, { rootKey: bench.fixtures.cappedRootKey });
  const shown = (headers: Headers): (string | null)[] =>
    ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"].map((name) => headers.get(name));

  test("tells with every answer what is left, and refuses the fourth", async () => {
    bench.advance(15_500);
    const success = await at("apis.createApi");
    const notFound = await at("apis.getApi", { apiId: "api_unknown" });
    const last = await at("apis.createApi");

    const refused = await at("apis.createApi");

    expect(shown(success.headers)).toEqual(["3", "2", "44", null]);
    expect(shown(notFound.headers)).toEqual(["3", "1", "44", null]);
    expect(shown(last.headers)).toEqual(["3", "0", "44", null]);
    expect(refused.status).toBe(429);
    expect(shown(refused.headers)).toEqual(["3", "0", "44", "44"]);
  });

  test("spends nothing on a body against the schema", async () => {
    const answer = await at("apis.createApi", {});

    expect(shown(answer.headers)).toEqual([null, null, null, null]);
    expect(shown((await at("apis.createApi")).headers)).toEqual(["3", "2", "60", null]);
  });

  test("is free again later", async () => {
    for (let count = 0; count < 4; count += 1) await at("apis.createApi");

    bench.advance(2 * minute);

    expect((await at("apis.createApi")).status).toBe(200);
  });
});

test("a workspace with 0 requests a minute is refused without headers", async () => {
  const { headers, status } = await bench.call(
    "apis.createApi",
    { name: "payments" },
    { rootKey: bench.fixtures.zeroRootKey },
  );

  expect(status).toBe(429);
  expect(headers.has("RateLimit-Limit")).toBe(false);
  expect(headers.has("Retry-After")).toBe(false);
});

test("a workspace without a limit sends no such headers", async () => {
  const { headers } = await bench.call("apis.createApi", { name: "payments" });

  expect(headers.has("RateLimit-Limit")).toBe(false);
});
