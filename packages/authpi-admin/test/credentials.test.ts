import { inspect } from "node:util";
import { AuthPIAdmin, type AuthPIAdminOptions, ConfigurationError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { startBench, thrownBy } from "./support/bench.ts";

describe("the credential goes out", () => {
  test.each<[what: string, options: (key: { id: string; secret: string }) => AuthPIAdminOptions]>([
    ["a pair", (apiKey) => ({ apiKey })],
    ["id and secret joined by a colon", ({ id, secret }) => ({ apiKey: `${id}:${secret}` })],
  ])("as Basic: %s", async (_what, options) => {
    const { client, emulator } = startBench();
    const { accountId, keyId: id, keySecret: secret } = emulator.fixtures;

    await client({ accountId, ...options({ id, secret }) }).issuers.list();

    expect(emulator.requests[0]?.headers["authorization"]).toBe(`Basic ${btoa(`${id}:${secret}`)}`);
  });

  test("as Basic: a secret that holds colons itself", async () => {
    const { client, emulator } = startBench();
    emulator.failNext({ status: 200, body: { type: "api_key", accounts: [], organizations: [] } });

    await client({ apiKey: "key_1:a:b" }).whoami();

    expect(emulator.requests[0]?.headers["authorization"]).toBe(`Basic ${btoa("key_1:a:b")}`);
  });

  test("as Bearer: a bare key and a token", async () => {
    const { client, emulator } = startBench();
    const { accessToken, accountId, legacyKey } = emulator.fixtures;

    await client({ accountId, apiKey: legacyKey }).issuers.list();
    await client({ accountId, accessToken }).issuers.list();

    const sent = emulator.requests.map(({ headers }) => headers["authorization"]);
    expect(sent).toEqual([`Bearer ${legacyKey}`, `Bearer ${accessToken}`]);
  });
});

test.each<[problem: string, options: object]>([
  ["exactly one of apiKey and accessToken", {}],
  ["exactly one of apiKey and accessToken", { apiKey: undefined, accessToken: undefined }],
  ["exactly one of apiKey and accessToken", { apiKey: "key_1:12345678", accessToken: "12345678" }],
  ["apiKey", { apiKey: "" }],
  ["apiKey", { apiKey: "key_1:" }],
  ["apiKey", { apiKey: ":12345678" }],
  ["apiKey", { apiKey: { id: "key_1", secret: "" } }],
  ["apiKey", { apiKey: { id: "", secret: "12345678" } }],
  ["apiKey", { apiKey: { id: "key:1", secret: "12345678" } }],
  ["apiKey", { apiKey: { id: "key_1", secret: "12345678\n" + "x" } }],
  ["apiKey", { apiKey: { id: "key_1", secret: "12345678", extra: 1 } }],
  ["apiKey", { apiKey: 12_345_678 }],
  ["apiKey", { apiKey: null }],
  ["accessToken", { accessToken: "" }],
  ["accessToken", { accessToken: () => "12345678" }],
  ["onTokenExpired", { accessToken: "12345678", onTokenExpired: "12345678" }],
  ["accountId", { accessToken: "12345678", accountId: "" }],
  ["accountId", { accessToken: "12345678", accountId: 12_345_678 }],
])("what cannot be a credential is refused at construction, naming %s and showing nothing: %j", (problem, options) => {
  const construct = (): AuthPIAdmin => new AuthPIAdmin(options);

  const error: unknown = thrownBy(construct);

  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ service: "authpi-admin", message: expect.stringContaining(problem) as unknown });
  expect(inspect(error)).not.toContain("12345678");
});
