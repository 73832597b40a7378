import {
  APIConnectionError,
  APITimeoutError,
  InternalServerError,
  NotFoundError,
  type VeniceCallOptions,
  type VeniceClient,
  withMeta,
} from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, lost, type Scripted, scripted, startBench, testClock } from "./support/bench.ts";

const web3 = { address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A", token: "t", signature: "0x1" };

const repeatable: readonly [string, (venice: VeniceClient, options?: VeniceCallOptions) => Promise<unknown>][] = [
  ["list", async ({ apiKeys }, options) => await apiKeys.list({}, options)],
  ["retrieve", async ({ apiKeys }, options) => await apiKeys.retrieve("key_1", options)],
  ["getRateLimits", async ({ apiKeys }, options) => await apiKeys.getRateLimits(options)],
  ["getRateLimitLogs", async ({ apiKeys }, options) => await apiKeys.getRateLimitLogs({}, options)],
  ["getWeb3Token", async ({ apiKeys }, options) => await apiKeys.getWeb3Token(options)],
  ["update", async ({ apiKeys }, options) => await apiKeys.update("key_1", { description: "x" }, options)],
  ["delete", async ({ apiKeys }, options) => await apiKeys.delete("key_1", options)],
];

const creating: typeof repeatable = [
  ["create", async ({ apiKeys }, options) => await apiKeys.create({ apiKeyType: "ADMIN", description: "x" }, options)],
  [
    "createWeb3Key",
    async ({ apiKeys }, options) => await apiKeys.createWeb3Key({ ...web3, apiKeyType: "ADMIN" }, options),
  ],
];

const failing = { error: "An unknown error occurred" };
const orphan = /list the keys, find it by description and createdAt, and delete it$/;

describe.each(repeatable)("%s", (method, call) => {
  const isWrite = method === "update" || method === "delete";

  test.each([429, 500, 502, 503, 504])("is sent again after %d", async (status) => {
    const service = scripted(json(failing, status));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ status, attempts: 3, retryable: true, maybeApplied: isWrite && status !== 429 });
    expect(service.sent).toHaveLength(3);
  });

  test("is sent again after a lost connection", async () => {
    const service = scripted(lost());

    const error = await failureOf(call(clientOf(service)));

    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ attempts: 3, maybeApplied: isWrite });
  });

  test("is sent again after a timeout", async () => {
    const service = scripted(async () => await new Promise<never>(() => undefined));

    const error = await failureOf(call(clientOf(service, { timeout: 5 })));

    expect(error).toBeInstanceOf(APITimeoutError);
    expect(error).toMatchObject({ attempts: 3, maybeApplied: isWrite });
  });
});

describe.each(creating)("%s", (_method, call) => {
  test.each([500, 502, 503, 504])("is sent once after %d, and the error says that a key may exist", async (status) => {
    const service = scripted(json(failing, status));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
    expect(String(error)).toMatch(orphan);
  });

  test.each([
    ["a lost connection", lost()],
    ["a lost answer", lost("UND_ERR_SOCKET")],
    ["a timeout", async () => await new Promise<never>(() => undefined)],
    ["an answer that is cut short", () => new Response('{"success":true,"data":{"id":"key_1","apiKey":"VEN')],
    ["an answer without a secret", json({ success: true, data: { id: "key_1" } })],
    ["an answer without content", () => new Response(null, { status: 204 })],
  ] satisfies [string, Scripted][])(
    "is sent once after %s, and the error says that a key may exist",
    async (_what, answer) => {
      const service = scripted(answer);

      const error = await failureOf(call(clientOf(service, { timeout: 20 })));

      expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
      expect(String(error)).toMatch(orphan);
      expect(service.sent).toHaveLength(1);
    },
  );

  test("is sent again where the request surely never arrived", async () => {
    const service = scripted(lost("ECONNREFUSED"));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ code: "ECONNREFUSED", attempts: 3, maybeApplied: false });
    expect(String(error)).not.toMatch(orphan);
  });

  test("is sent again after a 429, with a wait or without", async () => {
    const clock = testClock(0);
    const told = json(failing, 429, { "retry-after": "3" });
    const created = json({ success: true, data: { id: "key_1", apiKey: "secret" } });
    const service = scripted(json(failing, 429), told, created);

    const key = await call(clientOf(service, { clock }));

    expect(key).toMatchObject({ id: "key_1", apiKey: "secret" });
    expect(clock.waits).toEqual([10, 3_000]);
  });

  test("is sent again after a 503 that names a time", async () => {
    const clock = testClock(0);
    const created = json({ success: true, data: { id: "key_1", apiKey: "secret" } });
    const service = scripted(json(failing, 503, { "retry-after": "2" }), created);

    const key = await call(clientOf(service, { clock }));

    expect(key).toMatchObject({ id: "key_1" });
    expect(clock.waits).toEqual([2_000]);
  });
});

describe.each([...repeatable, ...creating])("%s", (_method, call) => {
  test.each([400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 501])(
    "is sent once after %d",
    async (status) => {
      const service = scripted(json({ error: "No." }, status, { "retry-after": "1" }));

      const error = await failureOf(call(clientOf(service)));

      expect(error).toMatchObject({ status, attempts: 1, retryable: false, maybeApplied: false });
      expect(service.sent).toHaveLength(1);
    },
  );

  test("is sent as often as maxRetries says", async () => {
    const service = scripted(json(failing, 429));

    await failureOf(call(clientOf(service, { maxRetries: 0 })));
    const once = service.sent.length;
    await failureOf(call(clientOf(service), { maxRetries: 4 }));

    expect(once).toBe(1);
    expect(service.sent).toHaveLength(6);
  });
});

describe("a key whose answer was lost", () => {
  test("is there once, and can be found and deleted", async () => {
    const { emulator, venice } = startBench();
    emulator.inject({ kind: "drop", route: "POST /api/v1/api_keys" });

    const error = await failureOf(venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "orphan" }));
    const orphans = (await venice.apiKeys.list()).filter(({ description }) => description === "orphan");
    for (const { id } of orphans) await venice.apiKeys.delete(id);

    expect(error).toMatchObject({ maybeApplied: true, attempts: 1 });
    expect(orphans).toHaveLength(1);
  });
});

describe("a deletion", () => {
  test("that finds nothing after its first answer was lost has done what it should", async () => {
    const { emulator, venice } = startBench();
    const { id } = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "CI" });
    emulator.inject({ kind: "drop", route: "DELETE /api/v1/api_keys" });

    const { meta, value } = await withMeta(async (options) => await venice.apiKeys.delete(id, options));

    expect(value).toEqual({ success: true });
    expect(meta).toMatchObject({ method: "DELETE", path: "/api_keys", status: 400, attempts: 2 });
    expect(meta.durationMs).toBeGreaterThanOrEqual(0);
  });

  const mistake = new Error("A mistake of the listener.");

  const failsAtOnce = (): never => {
    throw mistake;
  };
  const failsLater = (): unknown => Promise.reject(mistake);

  test.each([
    ["at once", failsAtOnce],
    ["later", failsLater],
  ])(
    "that finds nothing with a 404 after a failure of the server is done, though a listener fails %s",
    async (_when, onMeta) => {
      const service = scripted(json(failing, 502), json({ error: "Not found" }, 404));

      const answer = await clientOf(service).apiKeys.delete("key_1", { onMeta });

      expect(answer).toEqual({ success: true });
    },
  );

  test("that finds nothing at first, or after a mere 429, is an error", async () => {
    const missing = json({ error: "API key could not be found" }, 400);

    const atFirst = await failureOf(clientOf(scripted(missing)).apiKeys.delete("key_1"));
    const afterThrottling = await failureOf(clientOf(scripted(json({}, 429), missing)).apiKeys.delete("key_1"));

    for (const error of [atFirst, afterThrottling]) {
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ maybeApplied: false });
    }
  });

  test("that is refused for another reason after a lost answer is an error", async () => {
    const service = scripted(lost(), json({ error: "Authentication failed" }, 401));

    const error = await failureOf(clientOf(service).apiKeys.delete("key_1"));

    expect(error).toMatchObject({ status: 401, attempts: 2, maybeApplied: true });
  });
});

test("a change whose answer was lost is made again and ends as it should", async () => {
  const { emulator, venice } = startBench();
  const { id } = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "CI" });
  emulator.inject({ kind: "drop", route: "PATCH /api/v1/api_keys" });

  const key = await venice.apiKeys.update(id, { description: "CD" });

  expect(key.description).toBe("CD");
});
