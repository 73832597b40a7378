import { inspect } from "node:util";
import type { Fetch, Hooks, Logger, Unkey } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { type Bench, failureOf, startBench } from "./support/bench.ts";

const verified = "sk_9a8b7c6d5e4f3a2b";

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const deep = inspect(value, { depth: 12, showHidden: true, getters: true });
  const error = value as Partial<Error> & { body?: unknown; headers?: unknown };
  const parts = [deep, JSON.stringify(value), String(value), error.stack, error.message];
  return [...parts, JSON.stringify(error.body), JSON.stringify(error.headers), inspect(error.cause)].join("\n");
}

test("a client shows no root key, however it is printed", async () => {
  const { emulator, unkey } = startBench();
  await unkey.permissions.listRoles();

  const text = inspect(unkey, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(unkey);

  expect(text).toContain("Unkey");
  expect(text).not.toContain(emulator.fixtures.rootKey);
});

const scenarios: readonly [what: string, run: (bench: Bench) => Promise<unknown>][] = [
  [
    "a service that quotes the root key and the verified key",
    async ({ emulator, unkey }) => {
      const said = `Bearer ${emulator.fixtures.rootKey} may not verify ${verified}`;
      const headers = { "x-debug": said, "content-type": "application/json" };
      const errors = [{ location: said, message: said }];
      emulator.failNext({ status: 400, headers, body: { error: { title: said, detail: said, [said]: said, errors } } });
      return await failureOf(unkey.keys.verifyKey({ key: verified }));
    },
  ],
  [
    "a proxy's page that quotes the request",
    async ({ emulator, unkey }) => {
      emulator.failNext({ status: 502, times: 9, body: `<p>authorization: Bearer ${emulator.fixtures.rootKey}</p>` });
      return await failureOf(unkey.keys.whoami({ key: verified }));
    },
  ],
  [
    "a transport whose error holds the request",
    async ({ client }) => {
      const fetch: Fetch = async (url, init) => {
        await Promise.resolve();
        throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
      };
      return await failureOf(client({ fetch }).keys.verifyKey({ key: verified }));
    },
  ],
  [
    "an answer cut short in the middle of a new key",
    async ({ emulator, unkey }) => {
      const { data: api } = await unkey.apis.createApi({ name: "billing" });
      emulator.inject({ kind: "truncate", afterBytes: 80 });
      return await failureOf(unkey.keys.createKey({ ...api, prefix: "unkey" }));
    },
  ],
  [
    "a redirect that carries the key",
    async ({ emulator, unkey }) => {
      const location = `https://elsewhere.example/?key=${emulator.fixtures.rootKey}`;
      emulator.failNext({ status: 307, headers: { location } });
      return await failureOf(unkey.permissions.listRoles());
    },
  ],
  [
    "a timeout",
    async ({ client, emulator }) => {
      emulator.inject({ kind: "delay", ms: 60_000, times: 9 });
      return await failureOf(client({ timeoutMs: 5 }).keys.verifyKey({ key: verified }));
    },
  ],
  [
    "a root key that no header can carry",
    async ({ client, emulator }) => {
      const rootKey = (): string => `${emulator.fixtures.rootKey}\n`.repeat(2);
      return await failureOf(client({ rootKey }).permissions.listRoles());
    },
  ],
  ["an argument that is refused", async ({ unkey }) => await failureOf(verifyWithBadLimit(unkey))],
];

test.each(scenarios)("no error shows a secret: %s", async (_what, run) => {
  const bench = startBench();

  const text = printed(await run(bench));

  const { rootKey } = bench.emulator.fixtures;
  expect(text).toMatch(/unkey/i);
  expect(text).not.toContain(rootKey);
  expect(text).not.toContain(rootKey.slice("unkey_".length));
  expect(text).not.toContain(verified);
  expect(text).not.toMatch(/unkey_\w{8}/);
});

test("neither logger nor hooks see a root key, a verified key or a new key", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const { emulator, unkey } = startBench({ logger, hooks });
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey(api);
  emulator.failNext({ status: 500, body: { error: { detail: `cannot verify ${created.key}` } }, times: 2 });

  const error = await failureOf(unkey.keys.verifyKey({ key: created.key }));

  const text = printed(seen) + printed(error);
  expect(seen.length).toBeGreaterThan(10);
  expect(text).not.toContain(emulator.fixtures.rootKey);
  expect(text).not.toContain(created.key);
});

async function verifyWithBadLimit(unkey: Unkey): Promise<unknown> {
  return await unkey.keys.verifyKey({ key: verified, ratelimits: [{ name: verified, limit: 0, duration: 1_000 }] });
}
