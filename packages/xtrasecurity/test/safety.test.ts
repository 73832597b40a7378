import { defineSecrets, type Hooks, type Logger, type StaleNotice, type XtraClient } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  clientOf,
  failureOf,
  json,
  lost,
  type Prepared,
  printed,
  scripted,
  someAccountToken,
  someSecret,
  someToken,
  testClock,
  text,
  thrownBy,
} from "./support/bench.ts";
import { run } from "@keyrack/xtrasecurity/node";

const cipher =
  '{"iv":"0123456789abcdef01234567","encryptedData":"5ec7e7","authTag":"0123456789abcdef0123456789abcdef"}';
const quoting = `no ${someSecret} ${someToken} ${someAccountToken} Bearer ${someToken}`;
const quotedSecret = JSON.stringify({ password: "hunter2hunter2", at: "db" });
const secret = { DATABASE_URL: someSecret };

const write = async (client: XtraClient): Promise<unknown> => await client.secrets.set("production", secret);
const read = async (client: XtraClient): Promise<unknown> => await client.getSecrets("production");

const scenarios: readonly [what: string, answer: Prepared, call: (client: XtraClient) => Promise<unknown>][] = [
  ["a refusal that quotes what was written", json({ error: quoting, message: quoting, details: quoting }, 400), write],
  [
    "a database that quotes it",
    json({ error: `Invalid \`prisma.secret.update()\` invocation: ${quoting}` }, 500),
    write,
  ],
  ["a stack that quotes it", json({ error: "s", stack: quoting, detail: quoting }, 500), write],
  ["text that quotes it", text(quoting, 500), write],
  [
    "JSON that quotes its JSON and breaks off",
    text(JSON.stringify({ error: JSON.stringify({ DATABASE_URL: quotedSecret }) }).slice(0, -9), 500),
    async (client) => await client.secrets.set("production", { DATABASE_URL: quotedSecret }),
  ],
  ["a page that quotes it", text(`<html><p>${quoting}</p></html>`, 502), write],
  ["a code and an action that quote it", json({ error: "s", code: quoting, action: quoting }, 403), write],
  [
    "a conflict with what is stored",
    json({ error: "s", conflicts: [{ key: "A", expected: "1", actual: "2", remoteValue: cipher }] }, 409),
    write,
  ],
  ["a write in part", json({ success: true, count: 0, secrets: secret }), write],
  ["an answer cut short within a secret", () => new Response(`{"DATABASE_URL":"${someSecret.slice(0, 30)}`), read],
  ["an answer of the wrong kind", json([someSecret, quoting]), read],
  ["values of the wrong kind", json({ A: { value: someSecret } }), read],
  ["a page with secrets", () => new Response(`<p>${quoting}</p>`), read],
  ["values that cannot be decrypted", json({ A: cipher, ...secret }), read],
  [
    "values that are missing",
    json(secret),
    async (client) => await client.getSecrets("production", { required: ["B"] }),
  ],
  [
    "values that become no variables",
    json({ ...secret, PATH: someSecret }),
    async (client) => await client.injectSecrets("production", { target: {} }),
  ],
  [
    "values that do not pass",
    json(secret),
    async (client) => await defineSecrets({ DATABASE_URL: z.literal("x") }).load(client, "production"),
  ],
  [
    "a program that cannot be started",
    json(secret),
    async (client) => await run(client, "production", { command: "/no/such", args: [someSecret] }),
  ],
  [
    "a redirect that carries the token",
    () => new Response(null, { status: 307, headers: { location: `https://x.example/?t=${someToken}` } }),
    read,
  ],
  [
    "a branch list that is none",
    json({ branches: [{ secrets: [{ value: someSecret }] }] }),
    async (client) => await client.secrets.delete("production", "A"),
  ],
  [
    "a deletion that finds nothing",
    json([{ name: "next", secrets: [{ id: "1", key: "A", environmentType: "production", value: someSecret }] }]),
    async (client) => await client.secrets.delete("production", "A"),
  ],
  [
    "a rotation that quotes the new value",
    json({ error: quoting }, 500),
    async (client) => await client.secrets.rotate("production", "A", { value: someSecret }),
  ],
  [
    "a creation that quotes the value",
    json({ message: quoting }, 400),
    async (client) => await client.secrets.create({ key: "A", value: someSecret, environmentType: "production" }),
  ],
  [
    "a change that quotes the value",
    json({ message: quoting }, 500),
    async (client) => await client.secrets.updateById("1", { value: someSecret }),
  ],
  ["a lost connection", lost(), write],
];

test.each(scenarios)("no error shows a secret: %s", async (_what, answer, call) => {
  const client = clientOf(scripted(answer), { maxRetries: 0 });

  const shown = printed(await failureOf(call(client)));

  expect(shown).toMatch(/xtrasecurity/i);
  expect(shown).not.toMatch(/hunter2|5ec7e7|0a1b2c3d/);
});

test("a transport whose error holds the request shows nothing of it", async () => {
  const fetch = async (url: string, init: unknown): Promise<never> => {
    await Promise.resolve();
    throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
  };

  const shown = printed(await failureOf(write(clientOf({ fetch, sent: [] }))));

  expect(shown).toMatch(/xtrasecurity/i);
  expect(shown).not.toMatch(/hunter2|0a1b2c3d/);
});

test("a token that is refused is not shown", () => {
  const shown = printed(thrownBy(() => clientOf(scripted(), { token: `${someToken}\n${someToken}` })));

  expect(shown).toContain("token");
  expect(shown).not.toContain("0a1b2c3d");
});

test("a client shows neither its token nor what it has read", async () => {
  const client = clientOf(scripted(json(secret)));
  await read(client);

  const shown = printed(client);

  expect(shown).toContain("XtraClient");
  expect(shown).not.toMatch(/hunter2|0a1b2c3d/);
});

test("neither logger nor hooks see a token or a value that is read, written or quoted", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const answers = [json(secret), json({ count: 1 }), json({ error: quoting }, 500), json({ error: quoting }, 429)];
  const client = clientOf(scripted(...answers), { logger, hooks });
  await read(client);
  await write(client);
  await failureOf(write(client));
  await failureOf(write(client));

  const shown = printed(seen);

  expect(seen.length).toBeGreaterThan(15);
  expect(shown).not.toMatch(/hunter2|0a1b2c3d/);
});

test("a notice of stale secrets has none in it", async () => {
  const clock = testClock();
  const notices: StaleNotice[] = [];
  const onStale = (notice: StaleNotice): void => void notices.push(notice);
  const service = scripted(json(secret), json({ error: `no ${someToken}` }, 503));
  const client = clientOf(service, { clock, onStale, staleIfError: 60_000, maxRetries: 0 });
  await read(client);
  clock.advance(30_000);
  await read(client);

  const shown = printed(notices);

  expect(notices).toHaveLength(1);
  expect(shown).not.toMatch(/hunter2|0a1b2c3d/);
});
