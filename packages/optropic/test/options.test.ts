import { inspect } from "node:util";
import { ConfigError, Optropic, type OptropicOptions } from "@keyrack/optropic";
import { afterEach, describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someKey, startBench, thrownBy } from "./support/bench.ts";

const variable = "OPTROPIC_API_KEY";
const before = process.env[variable];
afterEach(() => {
  if (before === undefined) delete process.env[variable];
  else process.env[variable] = before;
});

test.each<[name: string, options: unknown]>([
  ['"rootKey"', { rootKey: "optr_live_12345678" }],
  ['"base_url"', { base_url: "https://api.optropic.com" }],
  ["options", "optr_live_12345678"],
  ["apiKey", { apiKey: "" }],
  ["apiKey", { apiKey: " " }],
  ["apiKey", { apiKey: 12_345_678 }],
  ["apiKey", { apiKey: () => "optr_live_12345678" }],
  ["apiKey", { apiKey: "optr_live_12345678\nx" }],
  ["sandbox", { sandbox: true, apiKey: "optr_live_12345678" }],
  ["sandbox", { sandbox: "yes" }],
  ["dialect", { dialect: "python" }],
  ["baseUrl", { baseUrl: "api.optropic.com" }],
  ["baseUrl", { baseUrl: "http://api.optropic.com" }],
  ["baseUrl", { baseUrl: "https://user:12345678@api.optropic.com" }],
  ["timeout", { timeout: 0 }],
  ["headers", { headers: { "X-API-Key": "optr_live_12345678" } }],
  ["headers", { headers: { "x-note": "12345678\r\n" } }],
  ["retryConfig", { retryConfig: { maxRetries: 11 } }],
  ["retryConfig", { retryConfig: { baseDelay: 0.5 } }],
  ["retryConfig", { retryConfig: { max_retries: 1 } }],
  ["totalTimeout", { totalTimeout: Number.NaN }],
  ["fetch", { fetch: {} }],
])("a wrong one is refused at construction by the name %s, without its value: %j", (name, options) => {
  const given = typeof options === "object" ? { apiKey: someKey, ...options } : options;

  const error = thrownBy(() => new Optropic(given as OptropicOptions));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ service: "optropic", message: expect.stringContaining(name) as unknown });
  expect(inspect(error)).not.toContain("12345678");
});

describe("the key", () => {
  test("comes from the environment where none is given, at construction", async () => {
    const service = scripted(json({}));
    process.env[variable] = "optr_test_fromenv1";
    const optropic = clientOf(service, { apiKey: undefined });
    process.env[variable] = "optr_live_later123";

    await optropic.keys.current();

    expect(service.sent[0]?.headers["x-api-key"]).toBe("optr_test_fromenv1");
    expect(optropic.isSandbox).toBe(true);
  });

  test.each([undefined, ""])("is missed at construction where the environment has none either: %j", (value) => {
    if (value === undefined) delete process.env[variable];
    else process.env[variable] = value;

    const error = thrownBy(() => new Optropic());

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "missing_credential", message: expect.stringContaining(variable) as unknown });
  });
});

describe("the environment", () => {
  test.each<[apiKey: string, sandbox: boolean | undefined, isSandbox: boolean]>([
    ["optr_live_abc", undefined, false],
    ["optr_test_abc", undefined, true],
    ["optr_sandbox_abc", undefined, true],
    ["another_abc", undefined, false],
    ["another_abc", true, true],
    ["optr_test_abc", false, false],
    ["optr_live_abc", false, false],
  ])("follows from %s and sandbox %s", (apiKey, sandbox, isSandbox) => {
    const optropic = clientOf(scripted(), { apiKey, sandbox });

    expect(optropic).toMatchObject({ isSandbox, isLive: !isSandbox, environment: isSandbox ? "sandbox" : "live" });
  });

  test.each<[apiKey: string, sandbox: boolean | undefined, given: boolean | undefined, sent: string | null]>([
    ["optr_test_abc", undefined, undefined, "true"],
    ["optr_sandbox_abc", undefined, undefined, "true"],
    ["optr_test_abc", undefined, false, "false"],
    ["optr_test_abc", false, undefined, null],
    ["optr_live_abc", undefined, undefined, null],
    ["optr_live_abc", undefined, true, "true"],
  ])("changes the two asset lists only: %s, sandbox %s, is_sandbox %s", async (apiKey, sandbox, is_sandbox, sent) => {
    const service = scripted(json([]));
    const optropic = clientOf(service, { apiKey, sandbox });

    await optropic.assets.list({ is_sandbox });
    await optropic.assets.listAll({ is_sandbox }).next();
    await optropic.documents.list();
    await optropic.keysets.listAll().next();

    expect(service.sent.map(({ url }) => url.searchParams.get("is_sandbox"))).toEqual([sent, sent, null, null]);
  });

  test("of a sandbox key hides live assets", async () => {
    const { client, emulator, optropic } = startBench();
    const sandbox = client({ apiKey: emulator.fixtures.sandboxApiKey });
    await optropic.assets.create({ external_id: "live" });
    await sandbox.assets.create({ external_id: "try" });

    const { data } = await sandbox.assets.list();

    expect(data).toMatchObject([{ external_id: "try", is_sandbox: true }]);
  });
});

describe("the base URL", () => {
  test.each([
    ["https://api.optropic.com", "https://api.optropic.com/v1/quota"],
    ["https://api.optropic.com/", "https://api.optropic.com/v1/quota"],
    ["https://api.optropic.com///", "https://api.optropic.com/v1/quota"],
    ["https://api.optropic.com/v1", "https://api.optropic.com/v1/quota"],
    ["https://api.optropic.com/v1/", "https://api.optropic.com/v1/quota"],
    ["https://gate.example/api", "https://gate.example/api/v1/quota"],
    ["http://127.0.0.1:4105", "http://127.0.0.1:4105/v1/quota"],
    [undefined, "https://api.optropic.com/v1/quota"],
  ])("%s leads to %s", async (baseUrl, url) => {
    const service = scripted(json({}));

    await clientOf(service, { baseUrl }).getQuota();

    expect(service.sent[0]?.url.href).toBe(url);
  });
});

test("headers of the client go with every request, those of a call stand above them", async () => {
  const service = scripted(json({}));
  const optropic = clientOf(service, { headers: { "X-Team": "labels", "X-Note": "1" } });

  await optropic.getQuota();
  await optropic.getQuota({ headers: { "x-note": "2" } });

  expect(service.sent.map(({ headers }) => [headers["x-team"], headers["x-note"]])).toEqual([
    ["labels", "1"],
    ["labels", "2"],
  ]);
});

describe("an id stays one segment of the path", () => {
  test.each(["a/b", "a?b=1", "../keys", "a#b", "%2F", "ä", "a b", "..a"])("%s", async (id) => {
    const service = scripted(json({}));

    await clientOf(service).keys.retrieve(id);

    const { pathname, search } = service.sent[0]?.url ?? new URL("https://none.test");
    expect(pathname.split("/")).toEqual(["", "v1", "keys", encodeURIComponent(id)]);
    expect(search).toBe("");
  });

  test.each(["", " ", "..", "%2e%2e", "..%2f..", "a\n"])("or is refused: %j", async (id) => {
    const service = scripted(json({}));
    const { assets, webhooks } = clientOf(service);

    const errors = [await failureOf(assets.verify(id)), await failureOf(webhooks.listAllDeliveries(id).next())];

    expect(errors).toMatchObject([{ code: "invalid_argument" }, { code: "invalid_argument" }]);
    expect(service.sent).toEqual([]);
  });
});

test("null and undefined members of a body are left out at the top, and sent below it", async () => {
  const service = scripted(json({}));
  const params = { external_id: undefined, vertical: null, config: { size: null }, metadata: {} };

  await clientOf(service).assets.create(params as object);
  await clientOf(service).assets.create({});

  expect(service.sent.map(({ body }) => body)).toEqual([{ config: { size: null }, metadata: {} }, {}]);
});

test.each([null, "text", []])("a body that is no object is refused: %j", async (params) => {
  const service = scripted(json({}));

  const error = await failureOf(clientOf(service).keysets.create(params as unknown as { name: string }));

  expect(error).toMatchObject({ code: "invalid_argument", message: expect.stringContaining("params") as unknown });
});
