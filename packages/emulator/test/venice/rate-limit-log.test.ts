import { expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const route = "GET /api_keys/rate_limits/log";
const newKey = { apiKeyType: "INFERENCE", description: "b" };

async function createTooMany(bench: Bench, refused: number): Promise<void> {
  for (let count = 0; count < 20; count += 1) await bench.create();
  for (let count = 0; count < refused; count += 1) {
    bench.advance(1);
    await bench.call("POST /api_keys", newKey);
  }
}

test("the log begins empty", async () => {
  const bench = new Bench();

  const answer = await bench.call(route);

  expect(answer).toMatchObject({ status: 200, body: { object: "list", data: [] } });
});

test("a creation too many is logged under its endpoint", async () => {
  const bench = new Bench();
  await createTooMany(bench, 1);

  const { body } = await bench.call(route);

  const keys = await bench.data<Facts[]>("GET /api_keys");
  expect(body).toEqual({
    object: "list",
    data: [
      {
        apiKeyId: keys.find(({ description }) => description === "admin")?.["id"],
        modelId: "endpoint:api/v1/api_keys",
        rateLimitTier: "paid",
        rateLimitType: "RPM",
        timestamp: "2025-06-15T12:00:00.001Z",
      },
    ],
  });
});

test("a request beyond the error budget is logged under no known model, with the key that sent it", async () => {
  const bench = new Bench();
  const { id, apiKey } = await bench.create();
  for (let count = 0; count < 51; count += 1) await bench.call("GET /api_keys", undefined, { key: apiKey });

  const rows = await bench.data<Facts[]>(route);

  expect(rows).toMatchObject([{ apiKeyId: id, modelId: "model:unknown", rateLimitType: "FAILED_REQUESTS" }]);
});

test("the log has the newest 50 breaches, newest first", async () => {
  const bench = new Bench();
  await createTooMany(bench, 55);

  const rows = await bench.data<Facts[]>(route);

  const times = rows.map(({ timestamp }) => Date.parse(String(timestamp)));
  expect(times).toHaveLength(50);
  expect(times[0]).toBe(bench.now);
  expect(times.at(-1)).toBe(bench.now - 49);
});

test("the log shows nothing of another account, nor of a key that nobody knows", async () => {
  const bench = new Bench();
  await createTooMany(bench, 1);
  const unknown = { key: "nobody" };
  for (let count = 0; count < 51; count += 1) await bench.call("GET /api_keys", undefined, unknown);

  const rows = await bench.data<Facts[]>(route, undefined, { key: bench.fixtures.unfundedApiKey });

  expect(rows).toEqual([]);
});

test("the log is whole whatever the query says", async () => {
  const bench = new Bench();
  await createTooMany(bench, 3);

  const rows = await bench.data<Facts[]>(`${route}?limit=1&page=2&api_key_id=nobody`);

  expect(rows).toHaveLength(3);
});
