import type { Logger, LogFields } from "@keyrack/optropic";
import { afterEach, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someKey, startBench } from "./support/bench.ts";

function notebook(): { logger: Logger; lines: [message: string, fields: LogFields][] } {
  const lines: [string, LogFields][] = [];
  const note = (message: string, fields: LogFields): void => void lines.push([message, fields]);
  return { lines, logger: { debug: note, info: note, warn: note } };
}

const wire = (lines: readonly [string, LogFields][]): string[] =>
  lines.filter(([, { outcome }]) => outcome === "wire").map(([message]) => message);

const { debug } = console;
afterEach(() => {
  console.debug = debug;
});

test("each attempt is told in four lines, without /v1 and without the key", async () => {
  const { lines, logger } = notebook();
  const { emulator, optropic } = startBench({ debug: true, logger });
  emulator.failNext({ status: 503, body: { error: "busy" } });

  await optropic.keysets.create({ name: "Production" });

  expect(wire(lines)).toEqual([
    "Sending POST request to /keysets",
    expect.stringMatching(/^Request headers: \{.*"x-api-key":"optr_live_\[REDACTED\]"/),
    "Response status: 503",
    'Response body: {"error":"busy"}',
    "Sending POST request to /keysets",
    expect.stringContaining("Request headers: {"),
    "Response status: 201",
    expect.stringMatching(/^Response body: \{"id":"ks_.*"name":"Production"/),
  ]);
  expect(lines.map(([, { attempt, outcome }]) => `${attempt} ${outcome}`)).toEqual([
    ...Array.from({ length: 4 }, () => "1 wire"),
    "1 retry",
    ...Array.from({ length: 4 }, () => "2 wire"),
    "2 ok",
  ]);
});

test("a bearer token is masked the same way", async () => {
  const { lines, logger } = notebook();

  await clientOf(scripted(json({})), { debug: true, logger, dialect: "reference" }).keys.current();

  expect(wire(lines)[1]).toContain('"authorization":"Bearer optr_live_[REDACTED]"');
});

test.each([
  ["optr_live_abc123xyz", "optr_live_[REDACTED]"],
  ["optr_sandbox_k1, next", "optr_sandbox_[REDACTED], next"],
  ['optr_test_x" }', 'optr_test_[REDACTED]\\" }'],
  ["op_live_abc op_test_def", "op_live_[REDACTED] op_test_[REDACTED]"],
  ["key_123", "key_123"],
])("a key in a text is masked behind its prefix: %s", async (text, masked) => {
  const { lines, logger } = notebook();

  await clientOf(scripted(json({ text })), { debug: true, logger }).request("GET", "/keys");

  expect(wire(lines)[3]).toBe(`Response body: {"text":"${masked}"}`);
});

test.each(["key", "secret", "new_key_value", "apiKey", "api_key"])(
  "a member named %s is masked at any depth",
  async (name) => {
    const { lines, logger } = notebook();
    const body = { items: [{ [name]: 'hush "hush"', id: 1 }] };

    await clientOf(scripted(json(body)), { debug: true, logger }).request("GET", "/keys");

    expect(wire(lines)[3]).toBe(`Response body: {"items":[{"${name}":"[REDACTED]","id":1}]}`);
  },
);

test("what devices sign is masked, the seal of an asset is not", async () => {
  const { lines, logger } = notebook();
  const service = scripted(json({ signature: "aa11", response: "bb22" }));
  const optropic = clientOf(service, { debug: true, logger });

  await optropic.m2m.verify({ challenge_id: "chl_1", response: "bb22" });
  await optropic.assets.retrieve("ast_1");

  const bodies = wire(lines).filter((line) => line.startsWith("Response body"));
  expect(bodies).toEqual([
    'Response body: {"signature":"[REDACTED]","response":"[REDACTED]"}',
    'Response body: {"signature":"aa11","response":"bb22"}',
  ]);
});

test("without a logger the lines go to the console, and nothing else does", async () => {
  const seen: unknown[] = [];
  console.debug = (message: unknown) => void seen.push(message);
  const service = scripted(json({ id: 1 }));

  await clientOf(service, { debug: true }).keys.current();
  await clientOf(service).keys.current();

  expect(seen).toEqual([
    "Sending GET request to /keys/current",
    expect.stringContaining("optr_live_[REDACTED]"),
    "Response status: 200",
    'Response body: {"id":1}',
  ]);
});

test("a logger that throws does not break the call", async () => {
  const broken = (): never => {
    throw new Error("disk full");
  };
  const logger = { debug: broken, info: broken, warn: broken };

  const info = await clientOf(scripted(json({ name: "CI" })), { debug: true, logger }).keys.current();

  expect(info.name).toBe("CI");
});

test("bytes are counted instead of shown", async () => {
  const { lines, logger } = notebook();
  const { optropic } = startBench({ debug: true, logger });

  const { filter } = await optropic.assets.syncFilter();

  expect(wire(lines)[3]).toMatch(/^Response body: (some|\d+) bytes$/);
  expect(filter.byteLength).toBeGreaterThan(83);
});

test("a key of a form of its own shows nowhere", async () => {
  const { lines, logger } = notebook();
  const apiKey = "k3y$odd+form";
  const service = scripted(json({ echo: `you sent ${apiKey}` }, 400));

  await failureOf(clientOf(service, { apiKey, debug: true, logger }).keys.current());

  expect(lines.length).toBeGreaterThan(4);
  expect(JSON.stringify(lines)).not.toContain("k3y");
  expect(JSON.stringify(lines)).not.toContain(someKey);
});

test.each(['made"of\\quotes', 'optr_live_made"of\\quotes'])(
  "a key with a quote in it shows nowhere: %s",
  async (apiKey) => {
    const { lines, logger } = notebook();
    const service = scripted(json({ message: `${apiKey} is unknown` }, 401));

    await failureOf(clientOf(service, { apiKey, debug: true, logger }).keys.current());

    expect(lines).toHaveLength(5);
    expect(JSON.stringify(lines)).not.toContain("quotes");
  },
);

test("debug must be true or false", () => {
  expect(() => clientOf(scripted(json({})), { debug: "yes" as unknown as boolean })).toThrow(/debug/);
});
