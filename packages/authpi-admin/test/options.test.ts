import { inspect } from "node:util";
import { AuthPIAdmin, type AuthPIAdminOptions, ConfigurationError } from "@keyrack/authpi-admin";
import { expect, test } from "vitest";
import { failureOf, startBench, thrownBy } from "./support/bench.ts";

test.each<[name: string, options: object]>([
  ['"apikey"', { apikey: "12345678" }],
  ['"api_key"', { api_key: "12345678" }],
  ['"baseURL"', { baseURL: "https://api.authpi.com/12345678" }],
  ['"headers"', { headers: { "x-a": "12345678" } }],
  ["baseUrl", { baseUrl: "api.authpi.com/12345678" }],
  ["baseUrl", { baseUrl: "http://api.authpi.com/12345678" }],
  ["baseUrl", { baseUrl: "https://user:12345678@api.authpi.com" }],
  ["baseUrl", { baseUrl: "https://api.authpi.com?key=12345678" }],
  ["timeout", { timeout: 0 }],
  ["timeout", { timeout: "12345678" }],
  ["totalTimeout", { totalTimeout: Number.NaN }],
  ["retries", { retries: "12345678" }],
  ["defaultHeaders", { defaultHeaders: "12345678" }],
  ["authorization", { defaultHeaders: { Authorization: "Bearer 12345678" } }],
  ["host", { defaultHeaders: { HOST: "12345678" } }],
  ["content-length", { defaultHeaders: { "content-length": "12345678" } }],
  ["x-a", { defaultHeaders: { "x-a": "12345678\r\nx-b: 1" } }],
  ["fetch", { fetch: {} }],
  ["logger", { logger: {} }],
  ["hooks", { hooks: "12345678" }],
  ["clock", { clock: {} }],
])("a wrong one is refused at construction by the name %s, without its value: %j", (name, options) => {
  const construct = (): AuthPIAdmin => new AuthPIAdmin({ apiKey: "key_1:abcdefgh", ...options } as AuthPIAdminOptions);

  const error: unknown = thrownBy(construct);

  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ service: "authpi-admin", message: expect.stringContaining(name) as unknown });
  expect(inspect(error)).not.toContain("12345678");
});

test.each([undefined, null, "key_1:12345678"])("options that are no object are refused: %j", (options) => {
  const error = thrownBy(() => new AuthPIAdmin(options as unknown as AuthPIAdminOptions));

  expect(error).toBeInstanceOf(ConfigurationError);
  expect(inspect(error)).not.toContain("12345678");
});

test("undefined counts as absent", async () => {
  const { client, emulator } = startBench();
  const absent = { baseUrl: undefined, timeout: undefined, retries: undefined, defaultHeaders: undefined };
  const admin = client({ ...absent, accessToken: undefined, accountId: undefined, onTokenExpired: undefined });

  await admin.issuers.list();

  expect(emulator.requests).toHaveLength(2);
});

test("a wrong option of a call is refused before anything is sent", async () => {
  const { admin, emulator } = startBench();

  const errors = [
    await failureOf(admin.whoami({ timeout: -1 })),
    await failureOf(admin.whoami({ retries: { limit: -1 } })),
    await failureOf(admin.whoami({ headers: { Authorization: "Bearer other" } })),
    await failureOf(admin.whoami({ headers: { Host: "elsewhere.example" } })),
    await failureOf(admin.whoami({ accountId: "acc_2" } as object)),
    await failureOf(admin.issuers.create({ name: "Shop" }, { idempotencyKey: "x".repeat(256) })),
  ];

  expect(errors.map((error) => error instanceof ConfigurationError)).toEqual(errors.map(() => true));
  expect(emulator.requests).toEqual([]);
});
