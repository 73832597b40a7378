import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const settings = {
  description: "before",
  expiresAt: "2030-01-01",
  consumptionLimit: { usd: 10, diem: 5 },
  limitPeriod: "MONTH",
  modelPrivacy: "PRIVATE_ONLY",
};

test("an updated key is shown with its limits in the plural and without what it spent", async () => {
  const bench = new Bench();
  const { id, apiKey } = await bench.create(settings);

  const answer = await bench.call("PATCH /api_keys", { id, description: "after" });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    data: {
      id,
      apiKeyType: "INFERENCE",
      description: "after",
      last6Chars: apiKey.slice(-6),
      createdAt: "2025-06-15T12:00:00.000Z",
      expiresAt: "2030-01-01T00:00:00.000Z",
      lastUsedAt: null,
      consumptionLimits: { usd: 10, diem: 5, vcu: null },
      limitPeriod: "MONTH",
      modelPrivacy: "PRIVATE_ONLY",
    },
  });
});

test("an update keeps what it does not name, and is kept itself", async () => {
  const bench = new Bench();
  const { id } = await bench.create(settings);

  await bench.data("PATCH /api_keys", { id, limitPeriod: "LIFETIME", modelPrivacy: "ALL" });
  const key = await bench.data(`GET /api_keys/${id}`);

  expect(key).toMatchObject({ description: "before", limitPeriod: "LIFETIME", modelPrivacy: "ALL" });
  expect(key["consumptionLimits"]).toEqual({ usd: 10, diem: 5, vcu: null });
});

test.each([null, ""])("an expiry of %j takes the expiry away", async (expiresAt) => {
  const bench = new Bench();
  const { id } = await bench.create(settings);

  const key = await bench.data("PATCH /api_keys", { id, expiresAt });

  expect(key["expiresAt"]).toBeNull();
});

test("an expiry that is over ends the key at once", async () => {
  const bench = new Bench();
  const { id, apiKey } = await bench.create();

  await bench.data("PATCH /api_keys", { id, expiresAt: "2025-06-15T12:00:00Z" });
  const refusal = await bench.refusal("GET /api_keys/rate_limits", undefined, { key: apiKey });

  expect(refusal).toBe("401 Authentication failed");
});

describe("the limits in an update", () => {
  test("are laid over the key's own: null takes one away, what is left out stays", async () => {
    const bench = new Bench();
    const { id } = await bench.create(settings);

    const key = await bench.data("PATCH /api_keys", { id, consumptionLimit: { usd: null } });

    expect(key["consumptionLimits"]).toEqual({ usd: null, diem: 5, vcu: null });
  });

  test("change nothing when they are empty", async () => {
    const bench = new Bench();
    const { id } = await bench.create(settings);

    const key = await bench.data("PATCH /api_keys", { id, consumptionLimit: {} });

    expect(key["consumptionLimits"]).toEqual({ usd: 10, diem: 5, vcu: null });
  });

  test("replace all of the key's own under the other assumption", async () => {
    const bench = new Bench({ assumptions: { limitsAreMerged: false } });
    const { id } = await bench.create(settings);

    const key = await bench.data("PATCH /api_keys", { id, consumptionLimit: { usd: 0 } });

    expect(key["consumptionLimits"]).toEqual({ usd: 0, diem: null, vcu: null });
  });
});

test("an update of a key that does not exist or has expired is refused with a text of its own", async () => {
  const bench = new Bench();
  const { id } = await bench.create({ expiresAt: "2020-01-01" });

  const refusals = [
    await bench.refusal("PATCH /api_keys", { id: "nobody", description: "b" }),
    await bench.refusal("PATCH /api_keys", { id, expiresAt: null }),
  ];

  expect(refusals).toEqual(["400 API key not found or expired", "400 API key not found or expired"]);
});

test("an update without an id is refused with what is wrong", async () => {
  const bench = new Bench();

  const answer = await bench.call("PATCH /api_keys", { description: "a".repeat(65), expiresAt: "soon" });

  expect(answer).toMatchObject({
    status: 400,
    body: { issues: [{ path: ["id"] }, { path: ["description"] }, { path: ["expiresAt"] }] },
  });
});
