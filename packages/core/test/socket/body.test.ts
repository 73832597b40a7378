import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  eachKind,
  maybeSent,
  misunderstood,
  type CountedOutcome,
  sendEach,
  type Verdict,
} from "./support/each-kind.ts";
import { rejection } from "./support/outcome.ts";
import { type Fault, RawServer } from "./support/raw-server.ts";
import { always, drip, head, json, text } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

interface Row {
  readonly rule: string;
  readonly fault: Fault;
  readonly facts: Partial<CountedOutcome>;
  readonly verdict: Verdict;
}

const jsonHead = (headers: Readonly<Record<string, string>>): string =>
  head(200, { "content-type": "application/json", ...headers });
const broken = (code: string): Partial<CountedOutcome> => ({ name: "ConnectionError", code });
const stalled: Partial<CountedOutcome> = { name: "TimeoutError", code: "timeout", phase: "body", limit: "attempt" };
const undecodable: Partial<CountedOutcome> = { name: "DecodeError", code: "invalid_body", status: 200 };
const whole = gzipSync(JSON.stringify({ ok: true, list: Array.from({ length: 200 }, (_, index) => index * 7919) }));

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

describe("an answer that breaks off or stalls is tried again, except for a write without a key, which may be applied", () => {
  test.each<Row>([
    {
      rule: "reset right after the headers",
      fault: (socket) => {
        socket.write(jsonHead({ "content-length": "100" }));
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
      facts: broken("ECONNRESET"),
      verdict: maybeSent,
    },
    {
      rule: "reset in the middle",
      fault: (socket) => {
        socket.write(`${jsonHead({ "content-length": "100" })}{"a":1,`);
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
      facts: broken("ECONNRESET"),
      verdict: maybeSent,
    },
    {
      rule: "closed in the middle",
      fault: (socket) => socket.end(`${jsonHead({ "content-length": "100" })}{"a":1,`),
      facts: broken("UND_ERR_SOCKET"),
      verdict: maybeSent,
    },
    {
      rule: "closed between two chunks",
      fault: (socket) => socket.end(`${jsonHead({ "transfer-encoding": "chunked" })}5\r\n{"a":\r\n`),
      facts: broken("UND_ERR_SOCKET"),
      verdict: maybeSent,
    },
    {
      rule: "a chunk whose size is no number",
      fault: always(`${jsonHead({ "transfer-encoding": "chunked" })}5\r\n{"a":\r\nzz\r\n`),
      facts: { name: "ConnectionError" },
      verdict: maybeSent,
    },
    {
      rule: "cut short where nothing but the end of the connection marks the end",
      fault: (socket) => socket.end(`${jsonHead({ connection: "close" })}{"a":`),
      facts: undecodable,
      verdict: maybeSent,
    },
    {
      rule: "a length below the body's own",
      fault: always(`${jsonHead({ "content-length": "3" })}{"a":1}`),
      facts: undecodable,
      verdict: maybeSent,
    },
    {
      rule: "silence after the headers",
      fault: always(`${jsonHead({ "content-length": "20" })}{"a":`),
      facts: stalled,
      verdict: maybeSent,
    },
    {
      rule: "a body that trickles in does not stretch the limit",
      fault: (socket, request, hit) => {
        socket.write(jsonHead({ "content-length": "100" }));
        drip(`{"a":"${"x".repeat(92)}"}`, 50)(socket, request, hit);
      },
      facts: stalled,
      verdict: maybeSent,
    },
    {
      rule: "slow headers and a slow body share one limit",
      fault: drip([jsonHead({ "content-length": "2" }), "{}"], 130),
      facts: stalled,
      verdict: maybeSent,
    },
    {
      rule: "a label of gzip on plain bytes",
      fault: always(json(200, { ok: true }, { "content-encoding": "gzip" })),
      facts: undecodable,
      verdict: maybeSent,
    },
    {
      rule: "a gzip stream cut short under its own length",
      fault: always(Buffer.concat([gzipHead(200), whole.subarray(0, 200)])),
      facts: undecodable,
      verdict: maybeSent,
    },
  ])("$rule", async ({ fault, facts, verdict }) => {
    const path = `/broken-${server.requests.length}`;
    server.answer(path, fault);

    const outcomes = await sendEach(server, path);

    expect(outcomes).toMatchObject(eachKind(facts, verdict));
    expect(outcomes.write.error).toMatchObject({ maybeApplied: true });
  });
});

describe("an answer that is whole and yet not what the operation returns is told at once", () => {
  test.each<{ rule: string; answer: string; says: string }>([
    {
      rule: "a login page",
      answer: text(200, "<html>Log in</html>", { "content-type": "text/html" }),
      says: "content type text/html",
    },
    {
      rule: "a page labelled JSON",
      answer: text(200, "<html>", { "content-type": "application/json" }),
      says: "not JSON",
    },
    { rule: "an unknown encoding", answer: text(200, "\u0001\u0002", { "content-encoding": "zzz" }), says: "not JSON" },
    { rule: "nothing", answer: text(200, ""), says: "empty" },
    { rule: "created, and nothing more", answer: text(201, ""), says: "empty" },
    { rule: "accepted, and nothing more", answer: text(202, ""), says: "empty" },
    { rule: "no content", answer: head(204), says: "empty" },
    { rule: "null", answer: text(200, "null", { "content-type": "application/json" }), says: "no object" },
    { rule: "an empty string", answer: json(200, ""), says: "no object" },
    { rule: "zero", answer: json(200, 0), says: "no object" },
    { rule: "a list", answer: json(200, []), says: "no object" },
  ])("$rule", async ({ answer, says }) => {
    server.answer("/odd", always(answer));

    const outcomes = await sendEach(server, "/odd");

    expect(outcomes).toMatchObject(eachKind({ name: "DecodeError", code: "invalid_body" }, misunderstood));
    expect(outcomes.write.message).toContain(says);
    expect(outcomes.write.message).toContain("may have applied");
  });
});

test.each([
  { rule: "a server that closes its side after the whole answer", answer: json(200, { ok: true }), ends: true },
  {
    rule: "a body that ends with the connection",
    answer: `${jsonHead({ connection: "close" })}{"ok":true}`,
    ends: true,
  },
  { rule: "a byte order mark", answer: text(200, '\ufeff{"ok":true}'), ends: false },
  {
    rule: "an unknown encoding over plain JSON",
    answer: json(200, { ok: true }, { "content-encoding": "zzz" }),
    ends: false,
  },
  { rule: "the same name twice in an object", answer: text(200, '{"ok":false,"ok":true}'), ends: false },
])("$rule does no harm", async ({ answer, ends }) => {
  server.answer("/fine", (socket) => void (ends ? socket.end(answer) : socket.write(answer)));

  const outcomes = await sendEach(server, "/fine");

  const success = { name: "success", value: { ok: true }, hits: 1 };
  expect(outcomes).toMatchObject({ read: success, write: success, keyed: success });
});

test("bytes that are no UTF-8 become replacement characters, whatever charset is named", async () => {
  const body = Buffer.from('{"name":"caf\xe9"}', "latin1");
  const answer = Buffer.concat([
    Buffer.from(
      head(200, { "content-type": "application/json; charset=iso-8859-1", "content-length": String(body.length) }),
    ),
    body,
  ]);
  server.answer("/latin", always(answer));

  const value = await toyClient(server.url).get("/latin");

  expect(value).toEqual({ name: "caf\ufffd" });
});

test("brackets nested 200,000 deep are passed on, and in an error are cut without overflowing", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  server.answer("/deep", always(text(200, `{"deep":${deep}}`)));
  server.answer("/deep-error", always(text(400, `{"message":"no","deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}`)));
  const client = toyClient(server.url);

  const value = await client.get("/deep");
  const error = await rejection(client.get("/deep-error"));

  expect(value).toHaveProperty("deep");
  expect(error).toMatchObject({ name: "ToyError", status: 400 });
  expect(JSON.stringify((error as { body: unknown }).body)).toContain("[too deep]");
});

test("no content, with or without a body, is undefined to who expects nothing, and the connection is not poisoned", async () => {
  server.answer("/none/204", always(head(204)));
  server.answer("/none/204-with-body", (socket) => void socket.write(`${head(204)}{"left":"over"}`));
  server.answer("/none/205", always(text(205, "")));
  server.answer("/none/after", always(json(200, { ok: true })));
  const client = toyClient(server.url);
  const nothing = { expects: "void" } as const;

  const answers: unknown[] = [];
  for (const path of ["/none/204", "/none/204-with-body", "/none/205"]) {
    answers.push(await client.delete(path, nothing), await client.get("/none/after"));
    await pause(10);
  }

  expect(answers).toEqual([undefined, { ok: true }, undefined, { ok: true }, undefined, { ok: true }]);
});

function gzipHead(length: number): Buffer {
  return Buffer.from(jsonHead({ "content-encoding": "gzip", "content-length": String(length) }));
}
