import { expect, test } from "vitest";
import { Bench, type RequestOptions } from "./harness.ts";

const spent = /^429 Too many failed attempts \(> 50\)/;

async function fail(bench: Bench, times: number, options: RequestOptions = {}): Promise<void> {
  for (let count = 0; count < times; count += 1) await bench.call("GET /api_keys/nobody", undefined, options);
}

test("each client error takes one from the budget, a success takes none", async () => {
  const bench = new Bench();

  await fail(bench, 2);
  const answer = await bench.call("GET /api_keys");

  expect(answer.headers.get("x-ratelimit-remaining")).toBe("48");
  expect(answer.headers.get("x-ratelimit-resets")).toBe(String(bench.now + 30_000));
});

test("after 50 client errors everything is refused until the oldest is 30 seconds old", async () => {
  const bench = new Bench();
  await fail(bench, 1);
  bench.advance(10_000);
  await fail(bench, 49);

  const refused = await bench.call("GET /api_keys");
  bench.advance(19_999);
  const stillRefused = await bench.refusal("GET /api_keys");
  bench.advance(1);
  const answered = await bench.call("GET /api_keys");

  expect(`${refused.status} ${String(refused.body["error"])}`).toMatch(spent);
  expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(refused.headers.get("x-ratelimit-resets")).toBe(String(bench.now));
  expect(stillRefused).toMatch(spent);
  expect(answered.status).toBe(200);
  expect(answered.headers.get("x-ratelimit-remaining")).toBe("1");
});

test("a 429 is not a client error: waiting is enough however often one asks", async () => {
  const bench = new Bench();
  await fail(bench, 50);
  bench.advance(15_000);
  await fail(bench, 30);
  bench.advance(15_000);

  const answer = await bench.call("GET /api_keys");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("50");
});

test("each key has a budget of its own, an unknown one too", async () => {
  const bench = new Bench();
  const unknown = { key: "VENICE_ADMIN_KEY_nobody" };
  await fail(bench, 50, unknown);

  const refusal = await bench.refusal("GET /api_keys", undefined, unknown);
  const answer = await bench.call("GET /api_keys");

  expect(refusal).toMatch(spent);
  expect(answer.status).toBe(200);
});

test.each([
  ["no credential", "GET /api_keys", { key: "" }],
  ["another content type", "POST /api_keys", { raw: "{}", headers: { "Content-Type": "text/plain" } }],
  ["no JSON", "POST /api_keys", { raw: "{" }],
])("a request that is refused for %s is not counted, and shows no budget", async (_what, route, options) => {
  const bench = new Bench();

  const refused = await bench.call(route, undefined, options);
  const answer = await bench.call("GET /api_keys");

  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.headers.has("x-ratelimit-remaining")).toBe(false);
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("50");
});

test.each([
  ["a key of the wrong kind", "GET /api_keys", undefined],
  ["a body that does not fit", "POST /api_keys", {}],
])("a request that is refused for %s is counted", async (what, route, body) => {
  const bench = new Bench();
  const key = what.startsWith("a key") ? bench.fixtures.inferenceApiKey : bench.fixtures.apiKey;

  const answer = await bench.call(route, body, { key });

  expect(answer.headers.get("x-ratelimit-remaining")).toBe("49");
});
