import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const members = [
  "id",
  "apiKeyType",
  "description",
  "last6Chars",
  "createdAt",
  "expiresAt",
  "lastUsedAt",
  "consumptionLimits",
  "limitPeriod",
  "modelPrivacy",
  "usage",
];
const nothing = { usd: "0.0000", diem: "0.0000", vcu: "0.0000" };

describe("the list", () => {
  test("has the account's keys, newest first, and nobody else's", async () => {
    const bench = new Bench();
    await bench.create({ description: "newest" });

    const answer = await bench.call("GET /api_keys");

    const keys = answer.body["data"] as Facts[];
    expect(answer.body).toEqual({ object: "list", data: expect.any(Array) });
    expect(keys.map(({ description }) => description)).toEqual(["newest", "capped", "inference", "admin"]);
  });

  test("is whole whatever the query says", async () => {
    const bench = new Bench();

    const keys = await bench.data<Facts[]>("GET /api_keys?limit=1&page=2&id=nobody");

    expect(keys).toHaveLength(3);
  });

  test("has an expired key no more", async () => {
    const bench = new Bench();
    await bench.create({ description: "brief", expiresAt: "2025-06-15T12:00:01Z" });
    await bench.create({ description: "past", expiresAt: "2020-01-01" });

    const before = await bench.data<Facts[]>("GET /api_keys");
    bench.advance(1_000);
    const after = await bench.data<Facts[]>("GET /api_keys");

    expect(before.map(({ description }) => description)).toContain("brief");
    expect(before.map(({ description }) => description)).not.toContain("past");
    expect(after).toHaveLength(3);
  });
});

describe("a key", () => {
  test("without limits is shown with what it spent in seven days, and with nothing on its period", async () => {
    const bench = new Bench();
    const { id, apiKey } = await bench.create({ description: "plain" });

    const answer = await bench.call(`GET /api_keys/${id}`);

    expect(answer.body).toEqual({
      data: {
        id,
        apiKeyType: "INFERENCE",
        description: "plain",
        last6Chars: apiKey.slice(-6),
        createdAt: "2025-06-15T12:00:00.000Z",
        expiresAt: null,
        lastUsedAt: null,
        consumptionLimits: { usd: null, diem: null, vcu: null },
        limitPeriod: "EPOCH",
        modelPrivacy: "ALL",
        usage: { trailingSevenDays: nothing },
      },
    });
  });

  test.each([{ usd: 0 }, { diem: 1 }, { usd: 5, diem: 5 }])("with a limit shows its period: %j", async (limits) => {
    const bench = new Bench();
    const { id } = await bench.create({ consumptionLimit: limits });

    const key = await bench.data(`GET /api_keys/${id}`);

    expect(Object.keys(key).toSorted()).toEqual([...members, "currentPeriodUsage"].toSorted());
    expect(key["currentPeriodUsage"]).toEqual({ usd: "0.0000", diem: "0.0000" });
  });

  test("is the same in the list", async () => {
    const bench = new Bench();
    const keys = await bench.data<Facts[]>("GET /api_keys");

    const [capped] = keys;
    const alone = await bench.data(`GET /api_keys/${String(capped?.["id"])}`);

    expect(alone).toEqual(capped);
  });

  test("shows spending for seven days, and in its period until that ends", async () => {
    const bench = new Bench();
    const idOfCapped = (await bench.data<Facts[]>("GET /api_keys"))[0]?.["id"];
    const look = async (): Promise<Facts> => await bench.data(`GET /api_keys/${String(idOfCapped)}`);

    const atStart = await look();
    bench.advance(8 * 24 * 60 * 60 * 1000);
    const afterEightDays = await look();
    bench.advance(8 * 24 * 60 * 60 * 1000);
    const nextMonth = await look();

    expect(atStart).toMatchObject({
      usage: { trailingSevenDays: { usd: "4.0000", diem: "1.0000", vcu: "1.0000" } },
      currentPeriodUsage: { usd: "4.0000", diem: "1.0000" },
    });
    expect(afterEightDays).toMatchObject({
      usage: { trailingSevenDays: nothing },
      currentPeriodUsage: { usd: "4.0000", diem: "1.0000" },
    });
    expect(nextMonth).toMatchObject({ currentPeriodUsage: { usd: "0.0000", diem: "0.0000" } });
  });

  test("shows when it was used last", async () => {
    const bench = new Bench();
    const { id, apiKey } = await bench.create();
    bench.advance(5_000);

    await bench.call("GET /api_keys/rate_limits", undefined, { key: apiKey });
    bench.advance(5_000);
    const key = await bench.data(`GET /api_keys/${id}`);

    expect(key["lastUsedAt"]).toBe("2025-06-15T12:00:05.000Z");
  });

  test.each(["nobody", "%20", "a%2Fb"])("that does not exist is refused with a text of its own: %s", async (id) => {
    const bench = new Bench();

    const refusal = await bench.refusal(`GET /api_keys/${id}`);

    expect(refusal).toBe("400 API key not found");
  });

  test("that has expired, was deleted or belongs to another account is not found", async () => {
    const bench = new Bench();
    const expired = await bench.create({ expiresAt: "2020-01-01" });
    const deleted = await bench.create();
    await bench.call(`DELETE /api_keys?id=${deleted.id}`);
    const [foreign] = await bench.data<Facts[]>("GET /api_keys", undefined, { key: bench.fixtures.unfundedApiKey });

    const ids = [expired.id, deleted.id, String(foreign?.["id"])];
    const refusals = await Promise.all(ids.map((id) => bench.refusal(`GET /api_keys/${id}`)));

    expect(refusals).toEqual(ids.map(() => "400 API key not found"));
  });
});
