import { type APIError, InvalidRequestError, NotFoundError, PermissionDeniedError } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

const web3 = {
  address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A",
  apiKeyType: "ADMIN",
  token: "t",
  signature: "0x1",
};

async function codeAfter(status: number, error: string, rest: object = {}): Promise<unknown> {
  const service = scripted(json({ error, ...rest }, status));
  const call = clientOf(service, { maxRetries: 0 }).request("POST", "/chat/completions", { body: {} });
  return ((await failureOf(call)) as APIError).code;
}

test.each([
  [401, "Authentication failed", "authentication_failed"],
  [401, "Your plan is not active", "authentication_failed"],
  [401, "Admin API key required", "admin_key_required"],
  [403, "Admin API key required", "admin_key_required"],
  [402, "Insufficient USD or Diem balance to complete request", "insufficient_balance"],
  [402, "API key USD spend limit exceeded. Raise it.", "key_usd_limit_exceeded"],
  [402, "API key DIEM spend limit exceeded. Raise it.", "key_diem_limit_exceeded"],
  [402, "Pay first.", "http_402"],
  [403, "This model is excluded by the modelPrivacy of the API key", "model_privacy_restricted"],
  [403, "This API key is restricted to configured IP addresses. Yours is not.", "ip_restricted"],
  [403, "API access is disabled", "http_403"],
  [429, "Too many failed attempts (> 50) resulting in a non-success status code.", "error_budget_exceeded"],
  [429, "Slow down.", "rate_limited"],
  [400, "Too many API keys", "key_limit_reached"],
  [400, "Invalid wallet address", "web3_invalid_address"],
  [400, "JWT has expired", "web3_token_expired"],
  [400, "JWT signature is invalid", "web3_token_signature_invalid"],
  [400, "JWT claims are invalid", "web3_token_claims_invalid"],
  [400, "JWT is malformed", "web3_token_malformed"],
  [400, "Wallet signature does not match the address", "web3_signature_mismatch"],
  [400, "Could not verify wallet signature", "web3_verification_unavailable"],
  [400, "Wallet has no staked VVV on Base", "web3_no_stake"],
  [400, "Wallet 0x19E7 has no staked VVV on Base", "web3_no_stake"],
  [400, "Invalid JSON request", "http_400"],
  [500, "An unknown error occurred", "http_500"],
])("%d %j has the code %s", async (status, text, code) => {
  const found = await codeAfter(status, text);

  expect(found).toBe(code);
});

test("offers of payment tell a missing key from a missing balance, by the body or else by the header", async () => {
  const body = await codeAfter(402, "Authentication required", { x402Version: 2 });
  const header = { "payment-required": "e30=" };
  const plain = clientOf(scripted(json({ error: "Pay." }, 402, header)));
  const poor = clientOf(scripted(json({ error: "Insufficient USD balance" }, 402, header)));

  const byHeader = await failureOf(plain.apiKeys.list());
  const byText = await failureOf(poor.apiKeys.list());

  expect(body).toBe("missing_credentials");
  expect(byHeader).toMatchObject({ code: "missing_credentials" });
  expect(byText).toMatchObject({ code: "insufficient_balance" });
});

describe("an unknown key is NotFoundError with one code", () => {
  test.each([
    ["retrieve", 400, "API key not found"],
    ["update", 400, "API key not found or expired"],
    ["delete", 400, "API key could not be found"],
    ["retrieve", 404, "Nothing here"],
    ["update", 404, ""],
    ["delete", 404, "Not Found"],
  ] as const)("%s answered with %d %j", async (method, status, text) => {
    const { apiKeys } = clientOf(scripted(json({ error: text }, status)));
    const calls = {
      retrieve: async () => await apiKeys.retrieve("key_1"),
      update: async () => await apiKeys.update("key_1", { description: "x" }),
      delete: async () => await apiKeys.delete("key_1"),
    };

    const error = await failureOf(calls[method]());

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: "api_key_not_found", status, attempts: 1 });
  });

  test.each(["retrieve", "update", "delete"] as const)("%s of an id that the service does not know", async (method) => {
    const { venice } = startBench();
    const id = "00000000-0000-4000-8000-000000000000";
    const calls = {
      retrieve: async () => await venice.apiKeys.retrieve(id),
      update: async () => await venice.apiKeys.update(id, { description: "x" }),
      delete: async () => await venice.apiKeys.delete(id),
    };

    const error = await failureOf(calls[method]());

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: "api_key_not_found", status: 400 });
  });

  test("a failed check of the body is none, nor is a 404 of a route without a key", async () => {
    const invalid = clientOf(scripted(json({ error: "Invalid request parameters", issues: [] }, 400)));
    const gone = clientOf(scripted(json({ error: "Not found" }, 404)));

    const errors = [
      await failureOf(invalid.apiKeys.update("key_1", {})),
      await failureOf(gone.apiKeys.list()),
      await failureOf(gone.apiKeys.getRateLimits()),
      await failureOf(gone.request("GET", "/models/x")),
    ];

    expect(errors[0]).toBeInstanceOf(InvalidRequestError);
    expect(errors.slice(1).map((error) => (error as APIError).code)).toEqual(["http_404", "http_404", "http_404"]);
  });
});

test("a code of the service stands above the one that its text would give", async () => {
  const code = await codeAfter(401, "Authentication failed", { code: "AUTHENTICATION_FAILED" });

  expect(code).toBe("AUTHENTICATION_FAILED");
});

test("the 501st key of an account is refused with a code of its own", async () => {
  const { client, emulator } = startBench();
  const venice = client({ apiKey: emulator.fixtures.fullApiKey });

  const error = await failureOf(venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "one more" }));

  expect(error).toBeInstanceOf(InvalidRequestError);
  expect(error).toMatchObject({ code: "key_limit_reached", maybeApplied: false, attempts: 1 });
});

test("a failed signature is said by a code, and whether to try again by retryable", async () => {
  const params = { ...web3, apiKeyType: "ADMIN" } as const;
  const unavailable = clientOf(scripted(json({ error: "Could not verify wallet signature" }, 400)), { maxRetries: 0 });
  const mismatch = clientOf(scripted(json({ error: "Wallet signature does not match" }, 400)), { maxRetries: 0 });

  const transient = await failureOf(unavailable.apiKeys.createWeb3Key(params));
  const final = await failureOf(mismatch.apiKeys.createWeb3Key(params));

  expect(transient).toMatchObject({ code: "web3_verification_unavailable", retryable: true });
  expect(final).toMatchObject({ code: "web3_signature_mismatch", retryable: false });
});

test("an address that may not use the key is a PermissionDeniedError", async () => {
  const text = "This API key is restricted to configured IP addresses";

  const error = await failureOf(clientOf(scripted(json({ error: text }, 403))).apiKeys.getRateLimits());

  expect(error).toBeInstanceOf(PermissionDeniedError);
  expect(error).toMatchObject({ code: "ip_restricted", attempts: 1 });
});
