import { inspect } from "node:util";
import type { Fetch, Hooks, Logger } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { type Bench, clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";
import { walletOf } from "./support/wallet.ts";

const secretPart = "9a8b7c6d5e4f3a2b1c0d";
const spellings = [
  `VENICE_INFERENCE_KEY_${secretPart}`,
  `VENICE_ADMIN_KEY_${secretPart}`,
  `VENICE-INFERENCE-KEY-${secretPart}`,
  `VENICE-ADMIN-KEY-${secretPart}`,
];
const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiI${secretPart}In0.c2ln${secretPart}`;
const signature = `0x${"e5".repeat(65)}`;
const web3 = { address: `0x${"1".repeat(40)}`, apiKeyType: "ADMIN", token: jwt, signature } as const;

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const deep = inspect(value, { depth: 12, showHidden: true, getters: true });
  const error = value as Partial<Error> & { body?: unknown; headers?: unknown };
  const parts = [deep, JSON.stringify(value), String(value), error.stack, error.message];
  return [...parts, JSON.stringify(error.body), JSON.stringify(error.headers), inspect(error.cause)].join("\n");
}

test("a client shows no key, however it is printed", async () => {
  const { emulator, venice } = startBench();
  await venice.apiKeys.list();

  const text = inspect(venice, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(venice);

  expect(text).toContain("VeniceClient");
  expect(text).not.toContain(emulator.fixtures.apiKey.slice(-20));
});

describe.each(spellings)("a key that begins as %s", (key) => {
  test.each([
    ["in the text", json({ error: `What is ${key}?` }, 400)],
    ["in a member", json({ error: { message: "No.", param: key }, [key]: key }, 400)],
    [
      "in the issues",
      json({ error: "No.", details: { _errors: [key] }, issues: [{ message: key, path: [key] }] }, 400),
    ],
    ["in a text of its own", json({ error: "No.", customMessage: key, code: key, request_id: key }, 429)],
    ["in headers", json({ error: "No." }, 400, { "cf-ray": key, "x-echo": key, "x-ratelimit-type": key })],
    ["in a page of HTML", () => new Response(`<p>${key}</p>`, { status: 502 })],
    ["in a redirect", () => new Response(null, { status: 302, headers: { location: `https://x.example/${key}` } })],
    ["in an answer of another shape", json({ data: { key } })],
    ["in an answer that is cut short", () => new Response(`{"success":true,"data":{"apiKey":"${key}`)],
  ])("is masked where the service quotes it %s", async (_where, answer) => {
    const venice = clientOf(scripted(answer), { apiKey: "other", maxRetries: 0 });

    const errors = [
      await failureOf(venice.apiKeys.getRateLimits()),
      await failureOf(venice.apiKeys.createWeb3Key(web3)),
    ];

    for (const error of errors) expect(printed(error)).not.toContain(secretPart);
  });
});

test("a key, a token and a signature that look like nothing are masked by the names of their members", async () => {
  const body = { error: "No.", request: { apiKey: "opaque-1", token: "opaque-2", list: [{ signature: "opaque-3" }] } };
  const venice = clientOf(scripted(json(body, 400)));

  const error = await failureOf(venice.apiKeys.create({ apiKeyType: "ADMIN", description: "x" }));

  expect(printed(error)).not.toContain("opaque");
  expect(error).toMatchObject({ body: { request: { apiKey: "[REDACTED]" } } });
});

test("a key, a token and a signature are masked behind an encoded blank, too", async () => {
  const quoted = [spellings[0], jwt, signature].map((secret) => encodeURIComponent(`Bearer ${secret}`));
  const venice = clientOf(scripted(json({ error: quoted.join(" ") }, 403)));

  const error = await failureOf(venice.apiKeys.list());

  expect(printed(error)).not.toContain(secretPart);
  expect(printed(error)).not.toContain(signature.slice(0, 40));
});

describe("a key without a prefix", () => {
  test("is masked where a call goes out without it", async () => {
    const venice = clientOf(scripted(json({ error: `Not ${secretPart}` }, 400)), { apiKey: ` Bearer ${secretPart} ` });

    const errors = [
      await failureOf(venice.apiKeys.getWeb3Token()),
      await failureOf(venice.apiKeys.createWeb3Key(web3)),
    ];

    for (const error of errors) {
      expect(String(error)).toContain("Not [REDACTED]");
      expect(printed(error)).not.toContain(secretPart);
    }
  });

  test("is masked where a rotation made it and cannot take it back", async () => {
    const old = { id: "key_1", apiKeyType: "ADMIN", expiresAt: null, consumptionLimits: {} };
    const created = json({ success: true, data: { id: "key_2", apiKey: secretPart } });
    const service = scripted(json({ data: old }), created, json({ error: `Keep ${secretPart}` }, 403));
    const deliver = async (): Promise<void> => await Promise.reject(new Error("No room."));

    const error = await failureOf(clientOf(service).apiKeys.rotate("key_1", { deliver }));

    expect(error).toMatchObject({ remaining: ["key_1", "key_2"], cause: { code: "http_403" } });
    expect(printed(error)).toContain("Keep [REDACTED]");
    expect(printed(error)).not.toContain(secretPart);
  });
});

test("a long text without a secret is looked through at once", async () => {
  const hostile = [
    "eyJ".repeat(21_000),
    "-eyJ".repeat(16_000),
    "0x".repeat(32_000),
    `eyJaaaaaaaa.${"a".repeat(60_000)}`,
  ];
  const started = performance.now();

  for (const error of hostile) await failureOf(clientOf(scripted(json({ error }, 400))).apiKeys.list());

  expect(performance.now() - started).toBeLessThan(2_000);
});

const scenarios: readonly [what: string, run: (bench: Bench) => Promise<unknown>][] = [
  [
    "a service that quotes the key that called it",
    async ({ emulator, venice }) => {
      const said = `Bearer ${emulator.fixtures.apiKey}`;
      emulator.failNext({ status: 401, headers: { "x-debug": said }, body: { error: said, [said]: said } });
      return await failureOf(venice.apiKeys.list());
    },
  ],
  [
    "a service that quotes a token and a signature",
    async ({ emulator, venice }) => {
      emulator.failNext({ status: 400, body: { error: `Wallet signature does not match: ${jwt} ${signature}` } });
      return await failureOf(venice.apiKeys.createWeb3Key(web3));
    },
  ],
  [
    "a service that quotes an opaque token and a short signature",
    async ({ emulator, venice }) => {
      emulator.failNext({ status: 400, body: { error: `Bad: ${secretPart} 0x9a8b7c` } });
      return await failureOf(venice.apiKeys.createWeb3Key({ ...web3, token: secretPart, signature: "0x9a8b7c" }));
    },
  ],
  [
    "a transport whose error holds the request",
    async ({ client }) => {
      const fetch: Fetch = async (url, init) => {
        await Promise.resolve();
        throw Object.assign(new Error(`${url} ${JSON.stringify(init)}`), { request: init });
      };
      const errors = [
        await failureOf(client({ fetch }).apiKeys.createWeb3Key(web3)),
        await failureOf(client({ fetch, maxRetries: 0 }).apiKeys.list()),
      ];
      return errors.map(printed);
    },
  ],
  [
    "an answer cut short in the middle of a new key",
    async ({ emulator, venice }) => {
      emulator.inject({ kind: "truncate", afterBytes: 120 });
      return await failureOf(venice.apiKeys.create({ apiKeyType: "ADMIN", description: "x" }));
    },
  ],
  [
    "a timeout",
    async ({ client, emulator }) => {
      emulator.inject({ kind: "delay", ms: 60_000, times: 9 });
      return await failureOf(client({ timeout: 5 }).apiKeys.createWeb3Key(web3));
    },
  ],
  [
    "a key that no header can carry",
    async ({ client, emulator }) => {
      const apiKey = (): string => `${emulator.fixtures.apiKey}\n`.repeat(2);
      return await failureOf(client({ apiKey }).apiKeys.list());
    },
  ],
  [
    "a supplier that fails with the key in its text",
    async ({ client, emulator }) => {
      const apiKey = async (): Promise<string> => await Promise.reject(new Error(emulator.fixtures.apiKey));
      return await failureOf(client({ apiKey }).apiKeys.list());
    },
  ],
  [
    "arguments that are refused",
    async ({ emulator, venice }) => {
      const { apiKey } = emulator.fixtures;
      const errors = [
        await failureOf(venice.apiKeys.create({ apiKeyType: apiKey as "ADMIN", description: "x" })),
        await failureOf(venice.apiKeys.create({ apiKeyType: "ADMIN", description: "x", expiresAt: apiKey })),
        await failureOf(venice.apiKeys.createWeb3Key({ ...web3, signature: "" })),
        await failureOf(venice.apiKeys.mintWeb3Key({ ...web3, signMessage: apiKey } as never)),
      ];
      return errors.map(printed);
    },
  ],
];

test.each(scenarios)("no error shows a secret: %s", async (_what, run) => {
  const bench = startBench();

  const text = printed(await run(bench));

  const { apiKey } = bench.emulator.fixtures;
  expect(text).toMatch(/venice/i);
  expect(text).not.toContain(apiKey);
  expect(text).not.toContain(apiKey.slice("VENICE_ADMIN_KEY_".length));
  expect(text).not.toContain(secretPart);
  expect(text).not.toContain(signature.slice(0, 40));
  expect(text).not.toContain("0x9a8b7c");
  expect(text).not.toMatch(/VENICE_ADMIN_KEY_\w{4}/);
});

test("neither logger nor hooks see a key, a new key, a token or a signature", async () => {
  const seen: unknown[] = [];
  const note = (...values: unknown[]): void => void seen.push(values);
  const logger: Logger = { debug: note, info: note, warn: note };
  const hooks: Hooks = { onRequest: note, onResponse: note, onRetry: note, onError: note };
  const { emulator, venice } = startBench({ logger, hooks });
  const { walletAddress: address, walletPrivateKey } = emulator.fixtures;
  const secrets: string[] = [emulator.fixtures.apiKey];
  const signMessage = async (token: string): Promise<string> => {
    const made = await walletOf(walletPrivateKey)(token);
    secrets.push(token, made);
    return made;
  };
  const created = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "x" });
  secrets.push(created.apiKey);

  await venice.apiKeys.rotate(created.id, { deliver: (apiKey) => void secrets.push(apiKey) });
  await venice.apiKeys.mintWeb3Key({ address, signMessage, apiKeyType: "INFERENCE" });
  emulator.failNext({ status: 500, body: { error: `cannot look up ${created.apiKey}` }, times: 3 });
  seen.push(await failureOf(venice.apiKeys.list()));

  const text = printed(seen);
  expect(seen.length).toBeGreaterThan(20);
  expect(secrets).toHaveLength(5);
  for (const secret of secrets) expect(text).not.toContain(secret.slice(-20));
});
