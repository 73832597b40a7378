import { APIResponseProcessingError, type VeniceClient } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, type Scripted, scripted } from "./support/bench.ts";

type Call = (venice: VeniceClient) => Promise<unknown>;

const id = "key_1";
const key = { id, apiKeyType: "ADMIN", last6Chars: "abcdef", createdAt: null, expiresAt: null, lastUsedAt: null };
const created = { id, apiKey: "the secret", apiKeyType: "ADMIN", expiresAt: null };
const limits = { accessPermitted: true, balances: { USD: 1 }, keyExpiration: null };
const logged = { apiKeyId: id, modelId: "model:unknown", timestamp: "2026-06-15T12:00:00Z" };
const web3 = { address: `0x${"1".repeat(40)}`, apiKeyType: "ADMIN", token: "t", signature: "0x1" } as const;

const methods: Readonly<Record<string, Call>> = {
  list: async ({ apiKeys }) => await apiKeys.list(),
  create: async ({ apiKeys }) => await apiKeys.create({ apiKeyType: "ADMIN", description: "x" }),
  retrieve: async ({ apiKeys }) => await apiKeys.retrieve(id),
  update: async ({ apiKeys }) => await apiKeys.update(id, {}),
  delete: async ({ apiKeys }) => await apiKeys.delete(id),
  getWeb3Token: async ({ apiKeys }) => await apiKeys.getWeb3Token(),
  createWeb3Key: async ({ apiKeys }) => await apiKeys.createWeb3Key(web3),
  getRateLimits: async ({ apiKeys }) => await apiKeys.getRateLimits(),
  getRateLimitLogs: async ({ apiKeys }) => await apiKeys.getRateLimitLogs(),
};

const names = Object.keys(methods);

async function call(method: string, answer: Scripted): Promise<unknown> {
  return await methods[method]?.(clientOf(scripted(answer)));
}

describe("an answer in its usual form is opened", () => {
  test.each([
    ["list", { object: "list", data: [key] }, [{ ...key, consumptionLimits: {} }]],
    ["create", { success: true, data: created }, { ...created, consumptionLimits: {} }],
    ["retrieve", { data: key }, { ...key, consumptionLimits: {} }],
    ["update", { success: true, data: key }, { ...key, consumptionLimits: {} }],
    ["delete", { success: true }, { success: true }],
    ["getWeb3Token", { success: true, data: { token: "t" } }, { token: "t" }],
    ["createWeb3Key", { success: true, data: created }, { ...created, consumptionLimits: {} }],
    ["getRateLimits", { data: limits }, limits],
    ["getRateLimitLogs", { object: "list", data: [logged] }, [logged]],
  ])("%s", async (method, body, expected) => {
    const answer = await call(method, json(body));

    expect(answer).toEqual(expected);
  });
});

describe("an answer without its envelope is taken where that was seen", () => {
  test.each([
    ["list", [key], [{ ...key, consumptionLimits: {} }]],
    ["create", created, { ...created, consumptionLimits: {} }],
    ["createWeb3Key", created, { ...created, consumptionLimits: {} }],
    ["getWeb3Token", { token: "t" }, { token: "t" }],
    ["getRateLimits", limits, limits],
    ["getRateLimitLogs", [logged], [logged]],
  ])("%s", async (method, body, expected) => {
    const answer = await call(method, json(body));

    expect(answer).toEqual(expected);
  });

  test.each(["retrieve", "update"])("but not %s, which could be anything", async (method) => {
    const error = await failureOf(call(method, json(key)));

    expect(error).toBeInstanceOf(APIResponseProcessingError);
  });
});

describe.each(names)("%s", (method) => {
  test.each<[string, Scripted]>([
    ["a page of HTML", () => new Response("<html>Hello</html>", { headers: { "content-type": "text/html" } })],
    ["nothing", () => new Response(null, { status: 204 })],
    ["an empty body", () => new Response("")],
    ["a text", json("ok")],
    ["null", json(null)],
    ["an object of another kind", json({ status: "ok" })],
    ["an envelope of null", json({ success: true, data: null })],
    ["an envelope of a text", json({ data: "ok" })],
    ["an envelope of something else", json({ data: { other: 1 } })],
    ["a list of no objects", json({ data: [5] })],
  ])("never takes %s for an answer", async (_what, answer) => {
    const error = await failureOf(call(method, answer));

    expect(error).toBeInstanceOf(APIResponseProcessingError);
    expect(error).toMatchObject({ code: "invalid_body", attempts: 1 });
  });

  test("is an error where the service says that it did not succeed", async () => {
    const data = { list: [key], getRateLimitLogs: [logged] }[method] ?? { ...created, ...key, ...limits, token: "t" };

    const error = await failureOf(call(method, json({ success: false, data })));

    expect(error).toBeInstanceOf(APIResponseProcessingError);
    expect(String(error)).toContain("it says that the call did not succeed");
  });
});

test("a confirmation that says false, or nothing, is an error", async () => {
  const denied = await failureOf(call("delete", json({ success: false })));
  const silent = await failureOf(call("delete", json({ message: "Deleted." })));

  expect(String(denied)).toContain("it says that the call did not succeed");
  expect(String(silent)).toContain("the body has no success");
});

test("a created key without its secret or id is an error that shows neither", async () => {
  const withoutSecret = await failureOf(call("create", json({ success: true, data: { id } })));
  const withoutId = await failureOf(call("create", json({ success: true, data: { apiKey: "the secret" } })));

  expect(String(withoutSecret)).toContain("the body has no apiKey");
  expect(String(withoutId)).toContain("the body has no id");
  expect(String(withoutId)).not.toContain("the secret");
});

test.each(["retrieve", "update"])("%s of one key that is answered with another one is an error", async (method) => {
  const error = await failureOf(call(method, json({ data: { ...key, id: "key_2" } })));

  expect(error).toBeInstanceOf(APIResponseProcessingError);
  expect(String(error)).toContain("another key");
});

describe("a key as it is read", () => {
  async function read(sent: object): Promise<unknown> {
    return await call("retrieve", json({ data: { ...key, ...sent } }));
  }

  test("has its limits under one name, with nulls and zeros as they are", async () => {
    const consumptionLimits = { usd: null, diem: 0, vcu: null };

    const plural = await read({ consumptionLimits });
    const singular = await read({ consumptionLimit: consumptionLimits });
    const none = await read({ consumptionLimits: null });

    expect(plural).toEqual({ ...key, consumptionLimits });
    expect(singular).toEqual({ ...key, consumptionLimits });
    expect(none).toEqual({ ...key, consumptionLimits: {} });
  });

  test("keeps members and values that are not known", async () => {
    const news = { apiKeyType: "AUDIT", limitPeriod: "WEEK", ipAllowlist: ["10.0.0.0/8"], colour: { of: "the key" } };

    const answer = await read(news);

    expect(answer).toEqual({ ...key, ...news, consumptionLimits: {} });
  });

  test("has null for a date that is no text, and no date that was not sent", async () => {
    const answer = await read({ createdAt: {}, expiresAt: 5, lastUsedAt: undefined });

    expect(answer).toMatchObject({ createdAt: null, expiresAt: null });
    expect(answer).not.toHaveProperty("lastUsedAt");
  });

  test("has its usage in texts, however it was sent", async () => {
    const usage = { trailingSevenDays: { usd: 1.5, diem: "0.2500" }, since: 5 };

    const answer = await read({ usage, currentPeriodUsage: { usd: 0, diem: "3" } });

    expect(answer).toMatchObject({
      usage: { trailingSevenDays: { usd: "1.5", diem: "0.2500" }, since: 5 },
      currentPeriodUsage: { usd: "0", diem: "3" },
    });
  });
});
