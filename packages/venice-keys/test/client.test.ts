import {
  ClosedClientError,
  ConfigError,
  path,
  VERSION,
  VeniceClient,
  VeniceError,
  withMeta,
} from "@keyrack/venice-keys";
import { afterEach, describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  json,
  noon,
  scripted,
  someKey,
  startBench,
  testClock,
  thrownBy,
} from "./support/bench.ts";

const original = process.env["VENICE_API_KEY"];

afterEach(() => {
  if (original === undefined) delete process.env["VENICE_API_KEY"];
  else process.env["VENICE_API_KEY"] = original;
});

describe("the key", () => {
  test("comes from the environment, which is read at the first call", async () => {
    const { client, emulator } = startBench();
    delete process.env["VENICE_API_KEY"];
    const venice = client({ apiKey: undefined });

    process.env["VENICE_API_KEY"] = emulator.fixtures.apiKey;
    await venice.apiKeys.list();

    expect(emulator.requests[0]?.headers["authorization"]).toBe(`Bearer ${emulator.fixtures.apiKey}`);
  });

  test("of the environment shows in no error, even of a call that goes out without it", async () => {
    process.env["VENICE_API_KEY"] = "0123456789abcdef";
    const venice = clientOf(scripted(json({ error: "Not 0123456789abcdef" }, 400)), { apiKey: undefined });

    const error = await failureOf(venice.apiKeys.getWeb3Token());

    expect(String(error)).toMatch(/Not \[REDACTED\]$/);
  });

  test("is needed at the first call only, and its absence is told unsent with both ways to give one", async () => {
    const { client, emulator } = startBench();
    process.env["VENICE_API_KEY"] = "";
    const venice = client({ apiKey: undefined });

    const error = await failureOf(venice.apiKeys.list());

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "missing_credential" });
    expect(String(error)).toContain("apiKey or set VENICE_API_KEY");
    expect(emulator.requests).toHaveLength(0);
  });

  test("can be a function, which is asked once per call and not per attempt", async () => {
    let asked = 0;
    const { client, emulator } = startBench();
    const venice = client({
      apiKey: async () => await Promise.resolve(` ${emulator.fixtures.apiKey}\n`.repeat(++asked)),
    });
    emulator.failNext({ status: 503 });

    await venice.apiKeys.list();

    expect(asked).toBe(1);
    expect(emulator.requests.map(({ headers }) => headers["authorization"])).toEqual(
      Array.from({ length: 2 }, () => `Bearer ${emulator.fixtures.apiKey}`),
    );
  });

  test("of blanks alone is refused, wherever it comes from", async () => {
    const { client } = startBench();
    process.env["VENICE_API_KEY"] = "   ";

    const given = thrownBy(() => client({ apiKey: "   " }));
    const found = await failureOf(client({ apiKey: undefined }).apiKeys.list());

    for (const error of [given, found]) {
      expect(error).toBeInstanceOf(ConfigError);
      expect(String(error)).toContain("apiKey must be a string that is not empty");
    }
  });

  test("may have any form", async () => {
    const service = scripted(json({ object: "list", data: [] }));

    await clientOf(service, { apiKey: "x" }).apiKeys.list();

    expect(service.sent[0]?.headers["authorization"]).toBe("Bearer x");
  });
});

describe("options", () => {
  test.each([
    [{ baseUrl: "http://api.venice.ai/api/v1" }, "baseUrl"],
    [{ baseUrl: "https://user:pass@api.venice.ai/api/v1" }, "baseUrl"],
    [{ timeout: 0 }, "timeout"],
    [{ timeout: true as unknown as number }, "timeout"],
    [{ maxRetries: 11 }, "maxRetries"],
    [{ maxRetries: 1.5 }, "maxRetries"],
    [{ headers: {} } as object, "headers"],
  ])("are refused when they are wrong: %o", (options, name) => {
    const error = thrownBy(() => new VeniceClient(options));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toBeInstanceOf(VeniceError);
    expect(String(error)).toContain(name);
  });

  test("a base URL has its path, and its trailing slash goes", async () => {
    const service = scripted(json({ object: "list", data: [] }));

    await clientOf(service).apiKeys.list();
    await clientOf(service, { baseUrl: "https://gateway.example/venice/" }).apiKeys.list();

    expect(service.sent.map(({ url }) => url.href)).toEqual([
      "https://api.venice.ai/api/v1/api_keys",
      "https://gateway.example/venice/api_keys",
    ]);
  });

  test("of a call stand above those of the client", async () => {
    const service = scripted(json({}, 500));
    const venice = clientOf(service, { maxRetries: 4 });

    await failureOf(venice.apiKeys.list({}, { maxRetries: 1 }));
    const wrong = await failureOf(venice.apiKeys.list({}, { timeout: -1 }));

    expect(service.sent).toHaveLength(2);
    expect(String(wrong)).toContain("timeout");
  });
});

test("headers of a call go out, but never in place of the credential", async () => {
  const service = scripted(json({ object: "list", data: [] }));
  const venice = clientOf(service);

  await venice.apiKeys.list({}, { headers: { "X-Trace": "1" } });
  const error = await failureOf(venice.apiKeys.list({}, { headers: { Authorization: "Bearer other" } }));

  expect(service.sent).toHaveLength(1);
  expect(service.sent[0]?.headers).toMatchObject({
    "x-trace": "1",
    authorization: `Bearer ${someKey}`,
    accept: "application/json",
    "user-agent": `keyrack-venice-keys/${VERSION}`,
  });
  expect(service.sent[0]?.headers).not.toHaveProperty("content-type");
  expect(error).toBeInstanceOf(ConfigError);
});

test("request() reaches any route by the same rules and gives the body as it was sent", async () => {
  const { emulator, venice } = startBench();
  const { id } = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "CI" });
  emulator.failNext({ status: 502 });

  const body = await venice.request("GET", path`/api_keys/${id}`);

  expect(body).toEqual({ data: expect.objectContaining({ id, description: "CI" }) as unknown });
  expect(emulator.requests.at(-1)).toMatchObject({ method: "GET", path: `/api/v1/api_keys/${id}` });
});

test("the limit of a model can be read after any answer that tells it, errors included", async () => {
  const headers = {
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-reset-requests": String(noon + 30_000),
  };
  const service = scripted(json({ error: "No." }, 403, headers), json({ data: [] }));
  const venice = clientOf(service);

  const before = venice.rateLimit;
  await failureOf(venice.request("POST", "/chat/completions", { body: {} }));
  await venice.apiKeys.list();

  expect(before).toBeUndefined();
  expect(venice.rateLimit).toEqual({ limit: 500, remaining: 499, resetAt: new Date(noon + 30_000) });
});

test("a closed client ends calls in flight, refuses later ones unsent, and can be closed again", async () => {
  const { emulator, venice } = startBench();
  emulator.inject({ kind: "delay", ms: 60_000 });

  const pending = failureOf(venice.apiKeys.list());
  await venice.close();
  await venice[Symbol.asyncDispose]();
  const later = await failureOf(venice.apiKeys.getRateLimits());

  expect(await pending).toBeInstanceOf(ClosedClientError);
  expect(await pending).toBeInstanceOf(VeniceError);
  expect(later).toBeInstanceOf(ClosedClientError);
  expect(emulator.requests.length).toBeLessThanOrEqual(1);
});

test("an aborted call rejects with the caller's own reason", async () => {
  const { emulator, venice } = startBench();
  emulator.inject({ kind: "delay", ms: 60_000 });
  const controller = new AbortController();
  const reason = new Error("The user went away.");

  const pending = failureOf(venice.apiKeys.list({}, { signal: controller.signal }));
  controller.abort(reason);

  expect(await pending).toBe(reason);
});

test("withMeta tells status, headers and request id of a success", async () => {
  const { venice } = startBench({ clock: testClock() });

  const { meta, value } = await withMeta(async (options) => await venice.apiKeys.getRateLimits(options));

  expect(value.accessPermitted).toBe(true);
  expect(meta).toMatchObject({
    method: "GET",
    path: "/api_keys/rate_limits",
    status: 200,
    requestId: expect.stringMatching(/^[\da-f]{16}-FRA$/) as unknown,
    attempts: 1,
  });
});
