import { ConfigError, XtraClient, type XtraClientOptions, XtraError } from "@keyrack/xtrasecurity";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, secretsPath, someProject, someToken, thrownBy } from "./support/bench.ts";

const names = ["XTRA_TOKEN", "XTRA_PROJECT_ID", "XTRA_API_URL"] as const;
let before: (string | undefined)[] = [];

beforeEach(() => {
  before = names.map((name) => process.env[name]);
  for (const name of names) delete process.env[name];
});

afterEach(() => {
  for (const [index, name] of names.entries()) {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe("the environment stands in for what is not given", () => {
  test("token, project and address come from XTRA_TOKEN, XTRA_PROJECT_ID and XTRA_API_URL", async () => {
    process.env["XTRA_TOKEN"] = someToken;
    process.env["XTRA_PROJECT_ID"] = someProject;
    process.env["XTRA_API_URL"] = "https://secrets.example/inner/api/";
    const service = scripted(json({}));

    await new XtraClient({ fetch: service.fetch }).getSecrets("production");

    expect(service.sent[0]).toMatchObject({
      path: `/inner${secretsPath}`,
      headers: { authorization: `Bearer ${someToken}` },
    });
  });

  test("an option stands above its variable", async () => {
    process.env["XTRA_TOKEN"] = "xs_other";
    process.env["XTRA_PROJECT_ID"] = "other";
    const service = scripted(json({}));

    await clientOf(service).getSecrets("production");

    expect(service.sent[0]).toMatchObject({ path: secretsPath, headers: { authorization: `Bearer ${someToken}` } });
  });

  test("an empty variable counts as absent", () => {
    process.env["XTRA_TOKEN"] = "";

    expect(thrownBy(() => new XtraClient())).toMatchObject({ code: "missing_token" });
  });
});

test("the service's own address is the default", async () => {
  const urls: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    urls.push(url);
    return await Promise.resolve(Response.json({}));
  };

  await new XtraClient({ token: someToken, projectId: someProject, fetch }).getSecrets("production");

  expect(urls).toEqual([`https://www.xtrasecurity.in${secretsPath}`]);
});

test.each([undefined, "", "  \n"])("a missing token is refused at construction: %j", (token) => {
  const error = thrownBy(() => new XtraClient({ token }));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "missing_token", message: expect.stringContaining("XTRA_TOKEN") });
});

test("white space around a token is taken off", async () => {
  const service = scripted(json({}));

  await clientOf(service, { token: ` ${someToken}\n` }).getSecrets("production");

  expect(service.sent[0]?.headers["authorization"]).toBe(`Bearer ${someToken}`);
});

test("X-API-Key is never sent, and cannot be: it would follow a redirect to another server", async () => {
  const service = scripted(json({}));

  await clientOf(service).getSecrets("production");
  const error = await failureOf(clientOf(service).getSecrets("staging", { headers: { "X-API-Key": someToken } }));

  expect(service.sent).toHaveLength(1);
  expect(service.sent[0]?.headers).not.toHaveProperty("x-api-key");
  expect(error).toBeInstanceOf(ConfigError);
});

test.each<[option: string, given: object]>([
  ["token", { token: "xs_1\r\nx" }],
  ["token", { token: "xs_ü" }],
  ["projectId", { projectId: " " }],
  ["apiUrl", { apiUrl: "http://secrets.example/api" }],
  ["apiUrl", { apiUrl: "https://user:secret@secrets.example/api" }],
  ["cache", { cache: 1 }],
  ["cacheTtl", { cacheTtl: Number.NaN }],
  ["cacheTtl", { cacheTtl: -1 }],
  ["cacheTtl", { cacheTtl: Number.POSITIVE_INFINITY }],
  ["cacheTtl", { cacheTtl: "30000" }],
  ["staleIfError", { staleIfError: -1 }],
  ["staleIfError", { staleIfError: Number.NaN }],
  ["onStale", { onStale: "console" }],
  ["timeout", { timeout: 0 }],
  ["maxRetries", { maxRetries: 11 }],
  ["maxRetries", { maxRetries: 1.5 }],
  ["apiKey", { apiKey: someToken }],
])("a wrong %s is refused without its value", (option, given) => {
  const error = thrownBy(() => new XtraClient({ token: someToken, ...(given as XtraClientOptions) }));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "invalid_option", message: expect.stringContaining(option) });
  expect(String(error)).not.toMatch(/xs_|ü|user:|secret@/);
});

test.each<[what: string, run: (client: XtraClient) => Promise<unknown>]>([
  ["env", async (client) => await client.getSecrets(" ")],
  ["branch", async (client) => await client.getSecrets("production", { branch: "" })],
  ["projectId", async (client) => await client.getSecrets("production", { projectId: "" })],
  ["required", async (client) => await client.getSecrets("production", { required: "A" as never })],
  ["noCache", async (client) => await client.getSecrets("production", { noCache: "yes" as never })],
  ["override", async (client) => await client.injectSecrets("production", { override: 1 as never })],
  ["include", async (client) => await client.injectSecrets("production", { include: "A" as never })],
  ["target", async (client) => await client.injectSecrets("production", { target: Object.freeze({}) })],
  ["no_cache", async (client) => await client.getSecrets("production", { no_cache: true } as never)],
  ["signal", async (client) => await client.getSecrets("production", { signal: {} as never })],
  ["totalTimeout", async (client) => await client.getSecrets("production", { totalTimeout: -1 })],
])("a wrong argument is refused before a byte is sent: %s", async (what, run) => {
  const service = scripted(json({}));

  const error = await failureOf(run(clientOf(service)));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringContaining(what) });
  expect(service.sent).toEqual([]);
});
