import { inspect } from "node:util";
import { ConfigError, type Fetch, Unkey, type UnkeyOptions } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench, thrownBy } from "./support/bench.ts";

test.each<[name: string, options: unknown]>([
  ['"apiKey"', { apiKey: "unkey_12345678" }],
  ['"serverURL"', { serverURL: "https://api.unkey.com" }],
  ["options", "unkey_12345678"],
  ["rootKey", { rootKey: "" }],
  ["rootKey", { rootKey: 12_345_678 }],
  ["rootKey", { rootKey: "unkey_12345678\nx" }],
  ["serverUrl", { serverUrl: "api.unkey.com" }],
  ["serverUrl", { serverUrl: "http://api.unkey.com" }],
  ["serverUrl", { serverUrl: "https://user:12345678@api.unkey.com" }],
  ["serverUrl", { serverUrl: "https://api.unkey.com?key=12345678" }],
  ["timeoutMs", { timeoutMs: 0 }],
  ["timeoutMs", { timeoutMs: "12345678" }],
  ["totalTimeout", { totalTimeout: Number.NaN }],
  ["fetch", { fetch: {} }],
  ["logger", { logger: {} }],
  ["hooks", { hooks: "12345678" }],
  ["clock", { clock: {} }],
])("a wrong one is refused at construction by the name %s, without its value: %j", (name, options) => {
  const construct = (): Unkey => new Unkey(options as UnkeyOptions);

  const error: unknown = thrownBy(construct);

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ service: "unkey", message: expect.stringContaining(name) as unknown });
  expect(inspect(error)).not.toContain("12345678");
});

test("undefined counts as absent", async () => {
  const { client } = startBench();
  const unkey = client({ serverUrl: undefined, timeoutMs: undefined, retryConfig: undefined, totalTimeout: undefined });

  const { data } = await unkey.liveness();

  expect(data.message).not.toBe("");
});

test("a wrong option of a call is refused before anything is sent", async () => {
  const { emulator, unkey } = startBench();

  const errors = [
    await failureOf(unkey.liveness({ timeoutMs: -1 })),
    await failureOf(unkey.liveness({ serverUrl: "ftp://api.unkey.com" })),
    await failureOf(unkey.liveness({ headers: { Authorization: "Bearer other" } })),
    await failureOf(unkey.liveness({ timeout: 5 } as object)),
  ];

  expect(errors.map((error) => error instanceof ConfigError)).toEqual([true, true, true, true]);
  expect(emulator.requests).toEqual([]);
});

test("requests go to another server, with its path, by option of the client or of a call", async () => {
  const urls: string[] = [];
  const { client, emulator } = startBench();
  const fetch: Fetch = async (url, init) => {
    urls.push(url);
    return await emulator.fetch(url.replace("/unkey/", "/"), init);
  };
  const unkey = client({ fetch, serverUrl: "https://proxy.example/unkey//" });

  await unkey.permissions.listRoles();
  await unkey.permissions.listRoles({}, { serverUrl: "http://127.0.0.1:4105/" });

  expect(urls).toEqual([
    "https://proxy.example/unkey/v2/permissions.listRoles",
    "http://127.0.0.1:4105/v2/permissions.listRoles",
  ]);
});
