import { inspect } from "node:util";
import type { AuthPIAdmin, Fetch, Hooks, Logger } from "@keyrack/authpi-admin";
import { expect, test } from "vitest";
import { type Bench, failureOf, startBench } from "./support/bench.ts";

const password = "correct horse battery";

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const deep = inspect(value, { depth: 12, showHidden: true, getters: true });
  const error = value as Partial<Error> & { body?: unknown; headers?: unknown };
  const parts = [deep, JSON.stringify(value), String(value), error.stack, error.message];
  return [...parts, JSON.stringify(error.body), JSON.stringify(error.headers), inspect(error.cause)].join("\n");
}

async function createUser(admin: AuthPIAdmin): Promise<unknown> {
  return await admin.issuer("iss_test").users.create({ email: "a@example.com", password });
}

test("a client shows no secret, however it and its scopes are printed", async () => {
  const { admin, client, emulator } = startBench();
  const { accessToken, keySecret } = emulator.fixtures;
  const other = client({ accessToken });
  await admin.issuers.list();
  await other.issuers.list();

  const text = [admin, other, admin.issuer("iss_1").user("usr_1")]
    .map((value) => inspect(value, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(value))
    .join("\n");

  expect(text).toContain("AuthPIAdmin");
  expect(text).not.toContain(keySecret);
  expect(text).not.toContain(accessToken);
});

const scenarios: readonly [what: string, run: (bench: Bench) => Promise<unknown>][] = [
  [
    "a service that quotes the key's secret, its Basic form and the password",
    async ({ admin, emulator }) => {
      const { keyId, keySecret } = emulator.fixtures;
      const said = `${keySecret} ${btoa(`${keyId}:${keySecret}`)} ${password}`;
      const fields = [{ field: said, code: said, message: said }];
      const body = { error: said, error_description: said, reference: said, fields, [said]: said };
      emulator.failNext({ status: 422, headers: { "x-debug": said, "content-type": "application/json" }, body });
      return await failureOf(createUser(admin));
    },
  ],
  [
    "a proxy's page that quotes the request",
    async ({ admin, emulator }) => {
      const { keyId, keySecret } = emulator.fixtures;
      const body = `<p>authorization: Basic ${btoa(`${keyId}:${keySecret}`)}</p>`;
      emulator.failNext({ status: 502, times: 9, body });
      return await failureOf(admin.issuers.list());
    },
  ],
  [
    "a transport whose error holds the request",
    async ({ client }) => {
      const fetch: Fetch = async (url, init) => {
        await Promise.resolve();
        throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
      };
      return await failureOf(createUser(client({ fetch, accountId: "acc_test" })));
    },
  ],
  [
    "an answer cut short in the middle of a new secret",
    async ({ admin, emulator }) => {
      emulator.inject({ kind: "truncate", afterBytes: 300 });
      return await failureOf(admin.apiKeys.create({ name: "ci", restrictions: { scopes: ["*"] } }));
    },
  ],
  [
    "a redirect that carries the key",
    async ({ admin, emulator }) => {
      const location = `https://elsewhere.example/?key=${emulator.fixtures.keySecret}`;
      emulator.failNext({ status: 307, headers: { location } });
      return await failureOf(admin.issuers.list());
    },
  ],
  [
    "a 412 whose tag quotes the secret",
    async ({ admin, emulator }) => {
      const etag = `"${emulator.fixtures.keySecret}"`;
      emulator.failNext({ status: 412, headers: { etag }, body: { current_etag: etag } });
      return await failureOf(admin.issuers.delete("iss_test", { ifMatch: '"1"' }));
    },
  ],
  [
    "a token that is looked into and quoted",
    async ({ admin, emulator }) => {
      const token = emulator.fixtures.accessToken;
      emulator.failNext({ status: 400, body: { error_description: `cannot read ${token}` } });
      return await failureOf(admin.issuer("iss_test").tokens.introspect({ token }));
    },
  ],
  [
    "a callback that quotes the old and the new token",
    async ({ client, emulator }) => {
      const { accessToken, accountId, expiredAccessToken } = emulator.fixtures;
      const onTokenExpired = (): never => {
        throw new Error(`cannot trade ${expiredAccessToken}`);
      };
      const first = await failureOf(
        client({ accountId, accessToken: expiredAccessToken, onTokenExpired }).issuers.list(),
      );
      const renewed = client({ accountId, accessToken: expiredAccessToken, onTokenExpired: () => ({ accessToken }) });
      await renewed.issuers.list();
      emulator.failNext({ status: 403, body: { error_description: `no scope in ${accessToken}` } });
      return [first, await failureOf(renewed.issuers.list())];
    },
  ],
  [
    "a timeout",
    async ({ client, emulator }) => {
      emulator.inject({ kind: "delay", ms: 60_000, times: 9 });
      return await failureOf(createUser(client({ timeout: 5, accountId: "acc_test" })));
    },
  ],
];

test.each(scenarios)("no error shows a secret: %s", async (_what, run) => {
  const bench = startBench();
  const { accessToken, expiredAccessToken, keyId, keySecret } = bench.emulator.fixtures;

  const outcome = await run(bench);

  const text = [outcome].flat().map(printed).join("\n");
  expect(text).toMatch(/authpi-admin/i);
  for (const secret of [keySecret, btoa(`${keyId}:${keySecret}`), accessToken, expiredAccessToken, password]) {
    expect(text).not.toContain(secret);
  }
});

test("neither logger nor hooks see the secret of the key, of a new key or of a webhook", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const { admin, emulator } = startBench({ logger, hooks });
  const created = await admin.apiKeys.create({ name: "ci", restrictions: { scopes: ["*"] } });
  const webhook = await admin.webhooks.create({ url: "https://hooks.example.com", auth: { type: "signature" } });
  const signing = String(webhook.auth.signature_secret_plain);
  emulator.failNext({ status: 503, times: 2, body: { error_description: `cannot sign with ${signing}` } });

  await admin.issuers.list();
  await failureOf(admin.issuers.get("iss_none"));

  const text = printed(seen);
  expect(signing).toMatch(/^whs_\w{8,}/);
  expect(created.secret_plain.length).toBeGreaterThan(8);
  expect(seen.length).toBeGreaterThan(15);
  for (const secret of [emulator.fixtures.keySecret, created.secret_plain, signing]) expect(text).not.toContain(secret);
});

test("what is masked in errors is whole in answers", async () => {
  const { admin, client } = startBench();

  const { id, secret_plain: secret } = await admin.apiKeys.create({ name: "ci", restrictions: { scopes: ["*"] } });

  const { key_id } = await client({ apiKey: { id, secret } }).whoami();
  expect(key_id).toBe(id);
});
