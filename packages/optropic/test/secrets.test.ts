import { inspect } from "node:util";
import { type Fetch, type Hooks, type Logger, Optropic } from "@keyrack/optropic";
import { expect, test } from "vitest";
import { type Bench, failureOf, startBench, thrownBy } from "./support/bench.ts";

const other = "optr_sandbox_9a8b7c6d5e4f";

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const deep = inspect(value, { depth: 12, showHidden: true, getters: true });
  const error = value as Partial<Error> & { body?: unknown; headers?: unknown; details?: unknown };
  const parts = [deep, JSON.stringify(value), String(value), error.stack, error.message];
  return [...parts, JSON.stringify(error.body), JSON.stringify(error.headers), inspect(error.cause)].join("\n");
}

test("a client shows no key, however it is printed", async () => {
  const { emulator, optropic } = startBench();
  await optropic.keys.list();

  const text = inspect(optropic, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(optropic);

  expect(text).toContain("Optropic");
  expect(text).not.toContain(emulator.fixtures.apiKey);
});

const scenarios: readonly [what: string, run: (bench: Bench) => Promise<unknown>][] = [
  [
    "a service that quotes keys",
    async ({ emulator, optropic }) => {
      const said = `the key ${emulator.fixtures.apiKey} is not ${other}`;
      const headers = { "x-debug": said, "x-request-id": said };
      emulator.failNext({
        status: 401,
        headers,
        body: { error: { code: said, message: said, details: { [said]: said } } },
      });
      return await failureOf(optropic.keys.list());
    },
  ],
  [
    "a proxy's page that quotes the request",
    async ({ emulator, optropic }) => {
      emulator.failNext({ status: 502, times: 9, body: `<p>x-api-key: ${emulator.fixtures.apiKey} ${other}</p>` });
      return await failureOf(optropic.keys.list());
    },
  ],
  [
    "a transport whose error holds the request",
    async ({ client }) => {
      const fetch: Fetch = async (url, init) => {
        await Promise.resolve();
        throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
      };
      return await failureOf(client({ fetch }).keys.list());
    },
  ],
  [
    "an answer cut short in the middle of a new key",
    async ({ emulator, optropic }) => {
      emulator.inject({ kind: "truncate", afterBytes: 320, times: 9 });
      return await failureOf(optropic.keys.create({ environment: "live", tenant_id: "tnt_test" }));
    },
  ],
  [
    "a redirect that carries the key",
    async ({ emulator, optropic }) => {
      const location = `https://elsewhere.example/?key=${emulator.fixtures.apiKey}`;
      emulator.failNext({ status: 307, headers: { location } });
      return await failureOf(optropic.keys.list());
    },
  ],
  [
    "a key with a control character",
    async ({ emulator }) => {
      const apiKey = `${emulator.fixtures.apiKey}\n${other}`;
      return await Promise.resolve(thrownBy(() => new Optropic({ apiKey })));
    },
  ],
];

test.each(scenarios)("no error shows a secret: %s", async (_what, run) => {
  const bench = startBench();

  const text = printed(await run(bench));

  const { apiKey } = bench.emulator.fixtures;
  expect(text).toMatch(/optropic/i);
  expect(text).not.toContain(apiKey);
  expect(text).not.toContain(apiKey.slice("optr_live_".length));
  expect(text).not.toMatch(/optr_[a-z]+_\w/);
});

test("neither logger nor hooks nor debug lines see a key that is used, made or named", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const { emulator, optropic } = startBench({ logger, hooks, debug: true });
  const created = await optropic.keys.create({ environment: "live", tenant_id: "tnt_test" });
  const { data: keys } = await optropic.keys.list();
  const rotation = await optropic.keys.rotate(keys.at(-1)?.id ?? "");
  const webhook = await optropic.webhooks.create({ url: "https://app.example/hook" });
  emulator.failNext({ status: 500, body: { error: `no ${created.key}` }, times: 2 });
  await optropic.keys.list();

  const text = printed(seen);

  const secrets = [emulator.fixtures.apiKey, created.key, rotation.new_key_value, webhook.secret];
  expect(seen.length).toBeGreaterThan(30);
  expect(secrets.every((secret) => typeof secret === "string" && secret.length > 20)).toBe(true);
  expect(secrets.filter((secret) => text.includes(secret?.replace(/^[a-z_]+_/, "") ?? ""))).toEqual([]);
});
