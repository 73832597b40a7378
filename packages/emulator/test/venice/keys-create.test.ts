import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const minute = 60_000;

test("a created key is shown with its secret, its limits in the singular and what was left out", async () => {
  const bench = new Bench();

  const answer = await bench.call("POST /api_keys", { apiKeyType: "ADMIN", description: "" });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    data: {
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      apiKey: expect.stringMatching(/^VENICE_ADMIN_KEY_[0-9A-Za-z]{48}$/),
      apiKeyType: "ADMIN",
      description: "",
      expiresAt: null,
      consumptionLimit: { usd: null, diem: null, vcu: null },
      limitPeriod: "EPOCH",
      modelPrivacy: "ALL",
    },
  });
});

test("a created key has what was asked for, a limit of 0 and of null included", async () => {
  const bench = new Bench();
  const settings = {
    description: "ключ 🔑",
    expiresAt: "2030-01-02",
    consumptionLimit: { usd: 0, diem: null, vcu: 2.5 },
    limitPeriod: "LIFETIME",
    modelPrivacy: "PRIVATE_TEXT",
  };

  const made = await bench.create(settings);

  expect(made).toMatchObject({ ...settings, expiresAt: "2030-01-02T00:00:00.000Z" });
  expect(made.apiKey).toMatch(/^VENICE_INFERENCE_KEY_/);
});

test("a created key opens at once what its kind may", async () => {
  const bench = new Bench();
  const { apiKey } = await bench.data<{ apiKey: string }>("POST /api_keys", { apiKeyType: "ADMIN", description: "b" });

  const answer = await bench.call("GET /api_keys", undefined, { key: apiKey });

  expect(answer.status).toBe(200);
});

test("a secret is shown once and never again", async () => {
  const bench = new Bench();
  const { id, apiKey } = await bench.create();

  const later = [
    await bench.call("GET /api_keys"),
    await bench.call(`GET /api_keys/${id}`),
    await bench.call("PATCH /api_keys", { id, description: "b" }),
  ];

  expect(JSON.stringify(later.map(({ body }) => body))).not.toContain(apiKey.slice(0, -6));
  expect(later[1]?.body).toMatchObject({ data: { last6Chars: apiKey.slice(-6) } });
});

describe("an account", () => {
  test("creates 20 keys in any 60 seconds, and the 21st when the first is a minute old", async () => {
    const bench = new Bench();
    for (let count = 0; count < 20; count += 1) {
      await bench.create();
      bench.advance(1_000);
    }

    const refused = await bench.call("POST /api_keys", { apiKeyType: "ADMIN", description: "b" });
    bench.advance(minute - 20_000);
    const created = await bench.create();

    expect(refused).toMatchObject({ status: 429, body: { error: expect.any(String) } });
    expect(created.id).toBeDefined();
  });

  test("loses no creation to a body that is refused, nor to another account", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.unfundedApiKey };
    for (let count = 0; count < 20; count += 1) await bench.create();
    for (let count = 0; count < 20; count += 1) await bench.call("POST /api_keys", {}, options);

    const answer = await bench.call("POST /api_keys", { apiKeyType: "ADMIN", description: "b" }, options);

    expect(answer.status).toBe(200);
  });

  test("has 500 active keys at most: one that is deleted makes room", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.fullApiKey };
    const body = { apiKeyType: "ADMIN", description: "one more" };
    const [newest] = await bench.data<Facts[]>("GET /api_keys", undefined, options);

    const refused = await bench.call("POST /api_keys", body, options);
    await bench.call(`DELETE /api_keys?id=${String(newest?.["id"])}`, undefined, options);
    const created = await bench.call("POST /api_keys", body, options);

    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining("500") } });
    expect(created.status).toBe(200);
  });

  test("does not count expired keys among the 500", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.fullApiKey };
    const keys = await bench.data<Facts[]>("GET /api_keys", undefined, options);
    await bench.call("PATCH /api_keys", { id: keys[0]?.["id"], expiresAt: "2025-06-15T12:00:01Z" }, options);
    bench.advance(1_000);

    const answer = await bench.call("POST /api_keys", { apiKeyType: "ADMIN", description: "one more" }, options);

    expect(keys).toHaveLength(500);
    expect(answer.status).toBe(200);
  });
});
