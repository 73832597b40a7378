import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

describe("every answer", () => {
  test.each([
    ["a success", "GET /api_keys", 200],
    ["a refusal", "GET /api_keys/nobody", 400],
    ["an unknown path", "GET /chat/completions", 404],
    ["a wrong verb", "PUT /api_keys", 405],
    ["a route without a key", "GET /api_keys/generate_web3_key", 200],
  ])("names its request and the server's version: %s", async (_what, route, status) => {
    const bench = new Bench();

    const answer = await bench.call(route);

    expect(answer.status).toBe(status);
    expect(answer.headers.get("CF-RAY")).toMatch(/^[0-9a-f]{16}-[A-Z]{3}$/);
    expect(answer.headers.get("x-venice-version")).toMatch(/^\d{8}\.\d{6}$/);
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
  });

  test("to a key shows what the key can spend", async () => {
    const bench = new Bench();

    const free = await bench.call("GET /api_keys/rate_limits");
    const capped = await bench.call("GET /api_keys/rate_limits", undefined, { key: bench.fixtures.cappedApiKey });
    const refused = await bench.call("GET /api_keys/nobody");

    expect([free, capped, refused].map(({ headers }) => headers.get("x-venice-balance-usd"))).toEqual([
      "100.0000",
      "6.0000",
      "100.0000",
    ]);
    expect(capped.headers.get("x-venice-balance-diem")).toBe("4.0000");
  });

  test("without a key shows no balance", async () => {
    const bench = new Bench();

    const answers = [
      await bench.call("GET /api_keys", undefined, { key: "" }),
      await bench.call("GET /api_keys", undefined, { key: "nobody" }),
      await bench.call("GET /api_keys/generate_web3_key"),
    ];

    expect(answers.map(({ headers }) => headers.has("x-venice-balance-usd"))).toEqual([false, false, false]);
  });
});

describe("a path", () => {
  test.each(["GET /chat/completions", "POST /api_keys/rate_limits/log/1", "GET /"])(
    "that is not served is a 404 with a text: %s",
    async (route) => {
      const bench = new Bench();

      const answer = await bench.call(route);

      expect(answer).toMatchObject({ status: 404, body: { error: "Not found" } });
    },
  );

  test.each([
    ["PUT /api_keys", "GET, POST, PATCH, DELETE"],
    ["DELETE /api_keys/some-id", "GET"],
    ["POST /api_keys/rate_limits", "GET"],
    ["DELETE /api_keys/generate_web3_key", "GET, POST"],
  ])("answers another verb with 405 and those it knows: %s", async (route, allowed) => {
    const bench = new Bench();

    const answer = await bench.call(route);

    expect(answer).toMatchObject({ status: 405, body: { error: "Method not allowed" } });
    expect(answer.headers.get("Allow")).toBe(allowed);
  });

  test("that ends in a slash leads where it does without", async () => {
    const bench = new Bench();

    const answer = await bench.call("GET /api_keys/");

    expect(answer).toMatchObject({ status: 200, body: { object: "list" } });
  });
});

describe("a body", () => {
  test.each(["POST /api_keys", "PATCH /api_keys", "DELETE /api_keys", "POST /api_keys/generate_web3_key"])(
    "must be announced as JSON: %s",
    async (route) => {
      const bench = new Bench();

      const refusal = await bench.refusal(route, {}, { headers: { "Content-Type": "text/plain" } });

      expect(refusal).toBe("400 'Content-Type' must be 'application/json'");
    },
  );

  test.each(["POST /api_keys", "PATCH /api_keys", "DELETE /api_keys", "POST /api_keys/generate_web3_key"])(
    "must be JSON: %s",
    async (route) => {
      const bench = new Bench();

      const refusal = await bench.refusal(route, undefined, { raw: "{" });

      expect(refusal).toBe("400 Invalid JSON request");
    },
  );

  test("may not be empty where one is needed", async () => {
    const bench = new Bench();
    const headers = { "Content-Type": "application/json" };

    const refusal = await bench.refusal("POST /api_keys", undefined, { headers });

    expect(refusal).toBe("400 Invalid JSON request");
  });

  test("may name its character set", async () => {
    const bench = new Bench();
    const headers = { "Content-Type": "Application/JSON; charset=utf-8" };

    const answer = await bench.call("POST /api_keys", { apiKeyType: "ADMIN", description: "" }, { headers });

    expect(answer.status).toBe(200);
  });
});

test("two runs with one seed give the same keys and ids, another seed gives others", async () => {
  const [first, second, other] = [new Bench({ seed: 7 }), new Bench({ seed: 7 }), new Bench({ seed: 8 })];

  const made = [await first.create(), await second.create(), await other.create()];

  expect(second.fixtures).toEqual(first.fixtures);
  expect(other.fixtures.apiKey).not.toBe(first.fixtures.apiKey);
  expect(made[1]).toEqual(made[0]);
  expect(made[2]?.id).not.toBe(made[0]?.id);
});
