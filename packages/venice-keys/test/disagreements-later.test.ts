import {
  ConfigError,
  type CreateApiKeyParams,
  PermissionDeniedError,
  RateLimitError,
  withMeta,
} from "@keyrack/venice-keys";
import { expect, test } from "vitest";
import { clientOf, failureOf, json, noon, scripted, startBench, testClock } from "./support/bench.ts";

// The second half of disagreements.test.ts.

const created = json({ success: true, data: { id: "key_1", apiKey: "secret" } });
const plain = { apiKeyType: "ADMIN", description: "x" } as const;

test.each([
  ["Unix milliseconds", String(noon + 20_000)],
  ["Unix seconds", String(noon / 1_000 + 20)],
  ["seconds from now", "20"],
])("15: a reset in %s is understood by its size", async (_what, reset) => {
  const headers = { "x-ratelimit-reset-requests": reset };

  const error = await failureOf(clientOf(scripted(json({}, 429, headers)), { maxRetries: 0 }).apiKeys.list());

  expect(error).toMatchObject({ resetRequestsAt: new Date(noon + 20_000), retryAfterSeconds: 20 });
});

test("16: headers of a model's limit are read where they are, and missed by nobody where they are not", async () => {
  const { venice } = startBench();

  await venice.apiKeys.list();
  const error = await failureOf(clientOf(scripted(json({}, 429)), { maxRetries: 0 }).apiKeys.list());

  expect(venice.rateLimit).toBeUndefined();
  expect(error).toBeInstanceOf(RateLimitError);
  expect((error as RateLimitError).remainingRequests).toBeUndefined();
});

test("17: the size of the error budget is the service's own; here it is only noticed", async () => {
  const { client, emulator } = startBench();
  const venice = client({ apiKey: emulator.fixtures.inferenceApiKey, maxRetries: 0 });
  const codes = new Set<unknown>();

  for (let count = 0; count < 51; count++)
    codes.add(((await failureOf(venice.apiKeys.list())) as { code: string }).code);

  expect([...codes]).toEqual(["admin_key_required", "error_budget_exceeded"]);
});

test("18: the request id is CF-RAY, else x-request-id", async () => {
  const both = clientOf(scripted(json({}, 403, { "CF-RAY": "ray", "X-Request-Id": "other" })));
  const one = clientOf(scripted(json({}, 403, { "X-Request-Id": "other" })));

  const errors = [await failureOf(both.apiKeys.list()), await failureOf(one.apiKeys.list())];

  expect(errors).toMatchObject([{ requestId: "ray" }, { requestId: "other" }]);
});

test("19: an expiry goes out in a form that the service takes, from a Date too, or not at all", async () => {
  const service = scripted(created);
  const venice = clientOf(service);

  await venice.apiKeys.create({ ...plain, expiresAt: new Date("2027-01-31T12:00:00+02:00") });
  const error = await failureOf(venice.apiKeys.create({ ...plain, expiresAt: "2027-01-31T12:00:00+02:00" }));

  expect(service.sent.map(({ body }) => body)).toEqual([{ ...plain, expiresAt: "2027-01-31T10:00:00.000Z" }]);
  expect(error).toBeInstanceOf(ConfigError);
});

test("20: null lifts one cap and leaves the other, and undefined is not sent", async () => {
  const { emulator, venice } = startBench();
  const consumptionLimit = { usd: 5, diem: 2 };
  const { id } = await venice.apiKeys.create({ ...plain, consumptionLimit });

  const updated = await venice.apiKeys.update(id, { consumptionLimit: { usd: null, diem: undefined } });

  expect(emulator.requests.at(-1)?.json).toEqual({ id, consumptionLimit: { usd: null } });
  expect(updated.consumptionLimits).toMatchObject({ usd: null, diem: 2 });
});

test("21: a creation whose answer was lost is not sent again", async () => {
  const { emulator, venice } = startBench();
  emulator.failNext({ status: 502, times: 9 });

  const error = await failureOf(venice.apiKeys.create(plain));

  expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
});

test("22: a code is what the service said, and derived where it said none", async () => {
  const said = clientOf(scripted(json({ error: "API key USD spend limit exceeded", code: "SPEND" }, 402)));
  const unsaid = clientOf(scripted(json({ error: "API key USD spend limit exceeded" }, 402)));

  const errors = [await failureOf(said.apiKeys.list()), await failureOf(unsaid.apiKeys.list())];

  expect(errors).toMatchObject([{ code: "SPEND" }, { code: "key_usd_limit_exceeded" }]);
});

test("23: a signature of any length goes to the service, which decides", async () => {
  const service = scripted(created);
  const signature = `0x${"ab".repeat(1_000)}`;
  const wallet = { address: `0x${"1".repeat(40)}`, token: "t", apiKeyType: "ADMIN" } as const;

  await clientOf(service).apiKeys.createWeb3Key({ ...wallet, signature });

  expect(service.sent[0]?.body).toMatchObject({ signature });
});

test.each(["VENICE_ADMIN_KEY_abcdef", "VENICE-ADMIN-KEY-abcdef", "abcdef"])(
  "24: a key of any form is sent, and hidden where it is quoted: %s",
  async (apiKey) => {
    const service = scripted(json({ error: `Who is ${apiKey}?` }, 403));

    const error = await failureOf(clientOf(service, { apiKey }).apiKeys.list());

    expect(service.sent[0]?.headers["authorization"]).toBe(`Bearer ${apiKey}`);
    expect(String(error)).toContain("Who is [REDACTED]?");
  },
);

test("25: a description may be empty, and how long it may be the service decides", async () => {
  const { venice } = startBench();

  const empty = await venice.apiKeys.create({ ...plain, description: "" });
  const error = await failureOf(venice.apiKeys.create({ ...plain, description: "x".repeat(65) }));

  expect(empty.description).toBe("");
  expect(error).toMatchObject({ name: "InvalidRequestError", status: 400 });
  expect(String(error)).toContain("description");
});

test("26: a list of addresses is read, is sent only where it is given, and its refusal has a code", async () => {
  const text = "This API key is restricted to configured IP addresses. Yours is 192.0.2.1.";
  const answer = json({ success: true, data: { id: "key_1", apiKey: "secret", ipAllowlist: ["192.0.2.0/24"] } });
  const service = scripted(created, answer, json({ error: text }, 403));
  const venice = clientOf(service, { clock: testClock() });
  const restricted: CreateApiKeyParams = { ...plain, ipAllowlist: ["192.0.2.0/24"] };

  await venice.apiKeys.create(plain);
  const { value } = await withMeta(async (options) => await venice.apiKeys.create(restricted, options));
  const error = await failureOf(venice.apiKeys.list());

  expect(service.sent.slice(0, 2).map(({ body }) => body)).toEqual([plain, restricted]);
  expect(value.ipAllowlist).toEqual(["192.0.2.0/24"]);
  expect(error).toBeInstanceOf(PermissionDeniedError);
  expect(error).toMatchObject({ code: "ip_restricted" });
});
