import { type Fetch, type Hooks, type Logger, type XtraClient, XtraError } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";
import { clientOf, failureOf, printed, scripted, someToken, text } from "./support/bench.ts";
import { startWorld } from "./support/emulator.ts";
import { furnish } from "./support/things.ts";

const token = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c";
const address = "https://hooks.chat.test/services/T0AB/B0CD/xyzzy-plugh-42";

const calls: readonly [what: string, secret: string, call: (client: XtraClient) => Promise<unknown>][] = [
  ["a share's token", token, async ({ shares }) => await shares.get(token)],
  ["a link's token in a path", token, async ({ access }) => await access.getLink(token)],
  ["a link's token in a body", token, async ({ access }) => await access.claimLink(token)],
  [
    "an output of an emergency",
    token,
    async ({ access }) => await access.logBreakGlass({ command: "x", output: token }),
  ],
  ["a webhook", address, async ({ webhooks }) => await webhooks.create({ url: address, events: ["secret.update"] })],
  ["a webhook on trial", address, async ({ webhooks }) => await webhooks.testUrl(address)],
  ["a channel", address, async ({ notifications }) => await notifications.createChannel(channel)],
  ["a changed channel", address, async ({ notifications }) => await notifications.updateChannel("c", channel)],
  [
    "a channel on trial",
    address,
    async ({ notifications }) => await notifications.testChannel({ webhookUrl: address }),
  ],
  ["a plan's webhook", address, async ({ rotation }) => await rotation.create({ ...plan, webhookUrl: address })],
];
const channel = { type: "slack", name: "Chat", workspaceId: "w", config: { webhookUrl: address } } as const;
const plan = { secretId: "s", frequency: "daily", rotationMethod: "webhook" } as const;

test.each(calls)("%s is shown by no error that quotes it", async (_what, secret, call) => {
  const quoting = scripted(text(`{"error":"no ${secret}","message":"no ${secret}","details":"${secret}"}`, 400));

  const error = await failureOf(call(clientOf(quoting)));

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ status: 400 });
  expect(printed(error)).not.toContain(secret);
});

test.each(calls)("%s is shown by no error of a transport that tells all", async (_what, secret, call) => {
  const fetch: Fetch = async (url, init) => {
    await Promise.resolve();
    throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
  };

  const error = await failureOf(call(clientOf({ fetch, sent: [] })));

  expect(error).toMatchObject({ code: "network" });
  expect(printed(error)).not.toContain(secret);
  expect(printed(error)).not.toContain(someToken);
});

test("neither logger nor hooks see what is made, shown once or named", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const world = startWorld({ logger, hooks });
  const { accountToken, jitToken, shareToken } = await furnish(world);
  await world.owner.access.getLink(jitToken);
  await world.owner.shares.get(shareToken);
  await failureOf(world.owner.access.claimLink(jitToken));

  const shown = printed(seen);

  const secrets = [accountToken, jitToken, shareToken, world.emulator.fixtures.token, "main-value", "feature-value"];
  expect(seen.length).toBeGreaterThan(60);
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  expect(shown).toContain("/jit/{}");
});

test.each([
  ["a key of a person", async ({ apiKeys }: XtraClient) => await apiKeys.create({ label: "Laptop" })],
  ["a link", async ({ access }: XtraClient) => await access.createLink({ duration: 5 })],
])("an answer that is cut short within %s quotes nothing of it", async (_what, call) => {
  const { emulator, owner } = startWorld();
  emulator.inject({ kind: "truncate", afterBytes: 60, times: 9 });

  const error = await failureOf(call(owner));

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ maybeApplied: true, attempts: 1 });
  expect(printed(error)).not.toMatch(/[0-9a-f]{20}/);
});
