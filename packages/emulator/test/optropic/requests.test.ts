import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

describe("a request's key", () => {
  test("is taken from X-API-Key and from a bearer token alike", async () => {
    const bench = new Bench();
    const { apiKey } = bench.fixtures;

    const byHeader = await bench.send("/v1/assets", { headers: { "X-API-Key": apiKey } });
    const byToken = await bench.send("/v1/assets", { headers: { Authorization: `Bearer ${apiKey}` } });

    expect([byHeader.status, byToken.status]).toEqual([200, 200]);
  });

  test.each([
    ["an unknown key", "401 INVALID_API_KEY", () => "optr_live_nobody"],
    ["an expired key", "401 EXPIRED_API_KEY", (bench: Bench) => bench.fixtures.expiredApiKey],
    ["a revoked key", "401 REVOKED_API_KEY", (bench: Bench) => bench.fixtures.revokedApiKey],
    ["no key", "401 MISSING_API_KEY", () => ""],
  ])("is refused: %s is %s", async (_what, code, keyOf) => {
    const bench = new Bench();

    const refusal = await bench.refusal("GET /assets", undefined, { key: keyOf(bench) });

    expect(refusal.code).toBe(code);
  });

  test("must hold the route's permission, which the refusal names", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.limitedApiKey };

    const listed = await bench.call("GET /assets", undefined, options);
    const refusal = await bench.refusal("POST /assets", {}, options);

    expect(listed.status).toBe(200);
    expect(refusal).toEqual({ code: "403 INSUFFICIENT_PERMISSIONS", details: { required: "assets:write" } });
  });

  test("sees nothing of another tenant", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();
    const options = { key: bench.fixtures.otherApiKey };

    const refusal = await bench.refusal(`GET /assets/${id}`, undefined, options);
    const page = await bench.data("GET /assets", undefined, options);

    expect(refusal.code).toBe("404 NOT_FOUND");
    expect(page).toMatchObject({ data: [] });
  });
});

describe("every answer", () => {
  test.each([
    ["a success", "GET /assets", 200],
    ["a 404", "GET /assets/nobody", 404],
    ["an unknown route", "GET /nowhere", 404],
    ["an unknown method", "PUT /assets", 404],
    ["a 204", "DELETE /m2m/devices/{device}", 204],
  ])("has a request id and the three rate-limit headers: %s", async (_what, route, status) => {
    const bench = new Bench();
    const device = await bench.data("POST /m2m/devices", { label: "a", public_key: "ab" });

    const answer = await bench.call(route.replace("{device}", String(device["device_id"])));

    expect(answer.status).toBe(status);
    expect(answer.headers.get("X-Request-ID")).toMatch(/^req_/);
    expect(Number(answer.headers.get("X-RateLimit-Limit"))).toBeGreaterThan(0);
    expect(Number(answer.headers.get("X-RateLimit-Remaining"))).toBeGreaterThan(0);
    expect(answer.headers.get("X-RateLimit-Reset")).toBe("2025-06-15T13:00:00.000Z");
  });

  test("to HEAD is that to GET without its body", async () => {
    const bench = new Bench();

    const answer = await bench.call("HEAD /assets");

    expect(answer).toMatchObject({ status: 200, body: undefined });
  });

  test("that refuses has code, message and details under `error`", async () => {
    const bench = new Bench();

    const { body } = await bench.call("GET /assets/ast_1");

    const details = { resource: "asset", id: "ast_1" };
    expect(body).toEqual({ error: { code: "NOT_FOUND", message: expect.any(String), details } });
  });
});

describe("a body", () => {
  test.each([
    ["is not JSON", "{", { body: "is not JSON" }],
    ["is no object", "[]", { body: "must be a JSON object", name: "is required" }],
    ["lacks a field", "{}", { name: "is required" }],
    ["has null for a field", '{"name":null}', { name: "is required" }],
    ["has an empty text", '{"name":" "}', { name: "must be a text that is not empty" }],
    ["has another type", '{"name":"a","description":1}', { description: "must be a text" }],
  ])("that %s is refused with details for each field", async (_what, body, details) => {
    const bench = new Bench();
    const headers = { "X-API-Key": bench.fixtures.apiKey };

    const response = await bench.send("/v1/keysets", { method: "POST", headers, body });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "VALIDATION_ERROR", details } });
  });

  test("may be absent where no field is required", async () => {
    const bench = new Bench();

    const answer = await bench.call("POST /assets");

    expect(answer.status).toBe(201);
  });
});

describe("an id in a path", () => {
  test("is decoded, and a slash inside it leads nowhere else", async () => {
    const bench = new Bench();

    const refusals = await Promise.all(
      ["a%2Fb", "%C3%A4", "..%2Fkeys"].map((id) => bench.refusal(`GET /assets/${id}`)),
    );

    expect(refusals.map(({ details }) => details["id"])).toEqual(["a/b", "ä", "../keys"]);
  });
});

test("two runs with one seed give the same keys and ids, another seed gives others", async () => {
  const [first, second, other] = [new Bench(7), new Bench(7), new Bench(8)];

  const ids = [await first.createAsset(), await second.createAsset(), await other.createAsset()];

  expect(second.fixtures).toEqual(first.fixtures);
  expect(other.fixtures.apiKey).not.toBe(first.fixtures.apiKey);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});
