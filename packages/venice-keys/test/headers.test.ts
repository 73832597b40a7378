import { balancesOf, RateLimitError, type ResponseMeta, withMeta } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, noon, scripted, startBench, testClock } from "./support/bench.ts";

/** Waits before the second attempt after an answer; the clock draws no jitter. */
async function waitAfter(status: number, headers: Record<string, string>, error = "No."): Promise<readonly number[]> {
  const clock = testClock(0);
  const service = scripted(json({ error }, status, headers), json({ data: [] }));
  await clientOf(service, { clock }).apiKeys.list();
  return clock.waits;
}

async function rateLimitError(headers: Record<string, string>, error = "No."): Promise<RateLimitError> {
  const failure = await failureOf(clientOf(scripted(json({ error }, 429, headers)), { maxRetries: 0 }).apiKeys.list());
  expect(failure).toBeInstanceOf(RateLimitError);
  return failure as RateLimitError;
}

async function metaOf(headers: Record<string, string>): Promise<ResponseMeta> {
  const venice = clientOf(scripted(json({ data: [], request_id: "body" }, 200, headers)));
  return (await withMeta(async (options) => await venice.apiKeys.list({}, options))).meta;
}

describe("the request id", () => {
  test.each([
    [{ "cf-ray": "ray-FRA", "x-request-id": "header" }, "ray-FRA"],
    [{ "x-request-id": "header" }, "header"],
    [{ "cf-ray": "" }, "body"],
  ])("of %o is %s", async (headers, requestId) => {
    const meta = await metaOf(headers);
    const error = await failureOf(clientOf(scripted(json({ request_id: "body" }, 403, headers))).apiKeys.list());

    expect(meta.requestId).toBe(requestId);
    expect(error).toMatchObject({ requestId });
  });
});

test("what tells of the server, the page and the balance is readable; anything else is masked", async () => {
  const headers = {
    "cf-ray": "ray-FRA",
    "x-venice-version": "20250828.222653",
    "x-venice-host-name": "web-1",
    "x-venice-timestamp": "2026-06-15T12:00:00Z",
    "x-pagination-limit": "50",
    "x-pagination-page": "1",
    "x-pagination-total": "2",
    "x-pagination-total-pages": "1",
    "x-ratelimit-limit-tokens": "1000",
    "x-ratelimit-type": "user",
    "x-venice-balance-usd": "10.5",
  };

  const meta = await metaOf({ ...headers, "payment-required": "e30=", "x-venice-model-id": "m" });

  expect(meta.headers).toMatchObject({
    ...headers,
    "payment-required": "[REDACTED]",
    "x-venice-model-id": "[REDACTED]",
  });
});

describe("the wait before the next attempt", () => {
  test.each([
    ["Retry-After in seconds", { "retry-after": "7" }, 7_000],
    ["Retry-After as a date, by the server's clock", httpDates(9), 9_000],
    ["retry-after-ms", { "retry-after-ms": "1500" }, 1_500],
    [
      "Retry-After above the reset of the model",
      { "retry-after": "2", "x-ratelimit-reset-requests": String(noon + 5_000) },
      2_000,
    ],
    ["the reset of the model, in Unix ms", { "x-ratelimit-reset-requests": String(noon + 5_000) }, 5_000],
    ["the reset of the model, in Unix seconds", { "x-ratelimit-reset-requests": String(noon / 1_000 + 6) }, 6_000],
    ["the reset of the model, in seconds from now", { "x-ratelimit-reset-requests": "8" }, 8_000],
    [
      "the reset of the model above that of the error budget",
      { "x-ratelimit-reset-requests": "40", "x-ratelimit-remaining": "0", "x-ratelimit-resets": "50" },
      40_000,
    ],
    [
      "the reset of the error budget",
      { "x-ratelimit-remaining": "0", "x-ratelimit-resets": String(noon + 45_000) },
      45_000,
    ],
    ["its own, where the reset cannot be read", { "x-ratelimit-reset-requests": "soon" }, 10],
    ["its own, where the reset is past", { "x-ratelimit-reset-requests": String(noon - 5_000) }, 10],
    ["its own, where nothing is said", {}, 10],
  ])("after a 429 is %s", async (_what, headers, wait) => {
    const waits = await waitAfter(429, headers);

    expect(waits).toEqual([wait]);
  });

  test("after a 503 is its Retry-After, and no reset of a limit", async () => {
    const told = await waitAfter(503, { "retry-after": "30", "x-ratelimit-reset-requests": "3" });
    const untold = await waitAfter(503, { "x-ratelimit-reset-requests": "3", "x-ratelimit-resets": "3" });

    expect(told).toEqual([30_000]);
    expect(untold).toEqual([10]);
  });

  test("ends the call at once where it is more than a minute, and the error says how long it is", async () => {
    const clock = testClock();
    const service = scripted(json({ error: "No." }, 429, { "retry-after": "61" }));

    const error = await failureOf(clientOf(service, { clock }).apiKeys.list());

    expect(error).toMatchObject({ retryAfterMs: 61_000, retryAfterSeconds: 61, attempts: 1 });
    expect(clock.waits).toEqual([]);
  });

  test("ends the call at once where the total time does not allow it", async () => {
    const service = scripted(json({ error: "No." }, 429, { "retry-after": "20" }));

    const error = await failureOf(clientOf(service).apiKeys.list({}, { totalTimeout: 10_000 }));

    expect(error).toMatchObject({ retryAfterMs: 20_000, attempts: 1 });
  });
});

describe("the error budget", () => {
  test.each([
    ["its text", {}, "Too many failed attempts (> 50) resulting in a non-success status code."],
    ["its headers, with nothing left", { "x-ratelimit-remaining": "0", "x-ratelimit-resets": "4" }, "No."],
    ["its reset alone", { "x-ratelimit-resets": "4" }, "No."],
    ["a short Retry-After beside its text", { "retry-after": "1" }, "Too many failed attempts (> 50)"],
  ])("is told by %s, and no wait is below its window", async (_what, headers, text) => {
    const waits = await waitAfter(429, headers, text);
    const error = await rateLimitError(headers, text);

    expect(waits).toEqual([30_000]);
    expect(error).toMatchObject({
      isErrorBudget: true,
      code: "error_budget_exceeded",
      retryAfterMs: 30_000,
      retryAfterSeconds: 30,
    });
  });

  test("is not what a 429 means as long as something is left of it", async () => {
    const headers = { "x-ratelimit-remaining": "49", "x-ratelimit-resets": String(noon + 30_000) };

    const waits = await waitAfter(429, headers);
    const error = await rateLimitError(headers);

    expect(waits).toEqual([10]);
    expect(error).toMatchObject({ isErrorBudget: false, code: "rate_limited" });
    expect(error.retryAfterSeconds).toBeUndefined();
  });

  test("of the service is waited out before the next attempt", async () => {
    const { client, clock, emulator } = startBench();
    const venice = client({ apiKey: emulator.fixtures.inferenceApiKey });
    for (let count = 0; count < 50; count++) await failureOf(venice.apiKeys.list());

    const limits = await venice.apiKeys.getRateLimits();

    expect(limits.accessPermitted).toBe(true);
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(30_000);
  });
});

test("a 429 tells the limit of the model and whose limit it is", async () => {
  const headers = {
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": String(noon + 5_000),
    "x-ratelimit-type": "api_key",
  };

  const error = await rateLimitError(headers);

  const facts = { remainingRequests: 0, limitType: "api_key", isErrorBudget: false, retryAfterSeconds: 5 };
  expect(error).toMatchObject({ ...facts, resetRequestsAt: new Date(noon + 5_000) });
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ ...facts, resetRequestsAt: "2026-06-15T12:00:05.000Z" });
});

describe("balances", () => {
  test("come with a success and with an error, as numbers by currency", async () => {
    const { venice } = startBench();
    const headers = { "x-venice-balance-usd": "0", "x-venice-balance-vcu": "-1.25", "x-venice-balance-diem": "many" };
    const poor = clientOf(scripted(json({ error: "Insufficient USD balance" }, 402, headers)));

    const { meta } = await withMeta(async (options) => await venice.apiKeys.list({}, options));
    const error = await failureOf(poor.apiKeys.list());

    expect(balancesOf(meta)).toEqual({ USD: 100, DIEM: 50 });
    expect(balancesOf(error as RateLimitError)).toEqual({ USD: 0, VCU: -1.25 });
  });

  test("are empty where an answer has none", () => {
    const balances = balancesOf({});

    expect(balances).toEqual({});
  });
});

function httpDates(seconds: number): Record<string, string> {
  const server = noon + 3_600_000;
  return { date: new Date(server).toUTCString(), "retry-after": new Date(server + seconds * 1_000).toUTCString() };
}
