import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const adminRoutes = [
  "GET /api_keys",
  "POST /api_keys",
  "PATCH /api_keys",
  "DELETE /api_keys?id=a",
  "GET /api_keys/a",
  "GET /api_keys/rate_limits/log",
];

describe("a request without an Authorization header", () => {
  test.each([...adminRoutes, "GET /api_keys/rate_limits"])(
    "is answered with the ways to sign in: %s",
    async (route) => {
      const bench = new Bench();

      const answer = await bench.call(route, undefined, { key: "" });

      expect(answer.status).toBe(402);
      expect(Object.keys(answer.body).toSorted()).toEqual(
        ["x402Version", "error", "resource", "accepts", "extensions", "authOptions"].toSorted(),
      );
      expect(answer.body).toMatchObject({
        x402Version: 2,
        error: "Authentication required",
        resource: { url: `https://api.venice.ai/api/v1${route.replace(/^\w+ |\?.*/g, "")}` },
        authOptions: { apiKey: { header: "Authorization: Bearer YOUR_API_KEY" }, x402Wallet: expect.any(Object) },
      });
    },
  );

  test("carries all but the sign-in hints in PAYMENT-REQUIRED too, as base64", async () => {
    const bench = new Bench();

    const { headers, body } = await bench.call("GET /api_keys", undefined, { key: "" });

    const { authOptions, ...required } = body;
    expect(authOptions).toBeDefined();
    expect(JSON.parse(atob(headers.get("PAYMENT-REQUIRED") ?? ""))).toEqual(required);
  });

  test("offers to pay nobody", async () => {
    const bench = new Bench();

    const { body } = await bench.call("GET /api_keys", undefined, { key: "" });

    const payees = (body["accepts"] as { payTo: string }[]).map(({ payTo }) => payTo);
    expect(payees).toEqual([`0x${"0".repeat(40)}`, "1".repeat(32)]);
  });

  test.each(["SIGN-IN-WITH-X", "X-Sign-In-With-X"])("that signs in with a wallet by %s is refused", async (name) => {
    const bench = new Bench();

    const refusal = await bench.refusal("GET /api_keys", undefined, { key: "", headers: { [name]: "abc" } });

    expect(refusal).toBe("401 Authentication failed");
  });
});

describe("a key", () => {
  test.each([
    ["is unknown", "Bearer VENICE_ADMIN_KEY_nobody"],
    ["is empty", "Bearer"],
    ["comes under another scheme", "Basic YTpi"],
  ])("that %s is refused", async (_what, authorization) => {
    const bench = new Bench();

    const refusal = await bench.refusal("GET /api_keys", undefined, { headers: { authorization } });

    expect(refusal).toBe("401 Authentication failed");
  });

  test("goes before a wallet's sign-in", async () => {
    const bench = new Bench();

    const answer = await bench.call("GET /api_keys", undefined, { headers: { "SIGN-IN-WITH-X": "abc" } });

    expect(answer.status).toBe(200);
  });

  test("opens nothing from the moment it expires", async () => {
    const bench = new Bench();
    const { apiKey } = await bench.create({ expiresAt: "2025-06-15T12:00:01Z" });
    const route = "GET /api_keys/rate_limits";

    bench.advance(999);
    const before = await bench.call(route, undefined, { key: apiKey });
    bench.advance(1);
    const after = await bench.refusal(route, undefined, { key: apiKey });

    expect(before.status).toBe(200);
    expect(after).toBe("401 Authentication failed");
  });

  test.each(adminRoutes)("of the kind INFERENCE may not %s", async (route) => {
    const bench = new Bench();
    const options = { key: bench.fixtures.inferenceApiKey };

    const body = route.startsWith("P") ? {} : undefined;
    const refusal = await bench.refusal(route, body, options);

    expect(refusal).toBe("401 Admin API key required");
  });

  test("of the kind INFERENCE may see its own rate limits", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.inferenceApiKey };

    const answer = await bench.call("GET /api_keys/rate_limits", undefined, options);

    expect(answer.status).toBe(200);
  });
});
