import { withMeta } from "@keyrack/core";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  eachKind,
  maybeSent,
  misunderstood,
  type CountedOutcome,
  refused,
  sendEach,
  type Verdict,
} from "./support/each-kind.ts";
import { type Fault, RawServer } from "./support/raw-server.ts";
import { always, drip, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

interface Row {
  readonly rule: string;
  readonly fault: Fault;
  readonly facts: Partial<CountedOutcome>;
  readonly verdict: Verdict;
}

const timedOut: Partial<CountedOutcome> = { name: "TimeoutError", code: "timeout", phase: "headers", limit: "attempt" };
const unusable: Partial<CountedOutcome> = { name: "ConnectionError" };

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

test.each<Row>([
  {
    rule: "a server that never answers is given up at the limit",
    fault: () => undefined,
    facts: timedOut,
    verdict: maybeSent,
  },
  {
    rule: "headers that come after the limit come too late",
    fault: drip([json(200, {})], 300),
    facts: timedOut,
    verdict: maybeSent,
  },
  {
    rule: "headers that trickle in byte by byte do not stretch the limit",
    fault: drip(json(200, {}), 50),
    facts: timedOut,
    verdict: maybeSent,
  },
  {
    rule: "early hints without end do not stretch the limit",
    fault: drip(
      Array.from({ length: 100 }, () => "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
      50,
    ),
    facts: timedOut,
    verdict: maybeSent,
  },
  {
    rule: "a continue that nobody asked for counts as a broken connection",
    fault: always(`HTTP/1.1 100 Continue\r\n\r\n${json(200, {})}`),
    facts: { ...unusable, code: "UND_ERR_SOCKET" },
    verdict: maybeSent,
  },
  {
    rule: "a switch of protocols that nobody asked for is refused, though a write may be applied",
    fault: always("HTTP/1.1 101 Switching Protocols\r\nupgrade: toy\r\nconnection: upgrade\r\n\r\n"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "headers beyond the platform's limit are refused, though a write may be applied",
    fault: always(json(200, {}, { "x-long": "x".repeat(20_000) })),
    facts: { ...unusable, code: "UND_ERR_HEADERS_OVERFLOW" },
    verdict: misunderstood,
  },
  {
    rule: "a header name with an illegal byte is refused, though a write may be applied",
    fault: always(json(200, {}, { "x\0y": "1" })),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "a length and chunks together are refused, though a write may be applied",
    fault: always(head(200, { "content-length": "2", "transfer-encoding": "chunked" }) + "0\r\n\r\n"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "two lengths that differ are refused, though a write may be applied",
    fault: always("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "bytes that are no HTTP are refused, though a write may be applied",
    fault: always("SSH-2.0-Toy\r\n"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "a page without status line is refused, though a write may be applied",
    fault: always("<!doctype html><title>Toy</title>"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "status 000 is refused, though a write may be applied",
    fault: always("HTTP/1.1 000 Toy\r\ncontent-length: 0\r\n\r\n"),
    facts: unusable,
    verdict: misunderstood,
  },
  {
    rule: "status 999 is the service's error, told as it is",
    fault: always(json(999, { message: "odd" })),
    facts: { name: "ToyError", code: "http_999", status: 999 },
    verdict: refused,
  },
])("$rule", async ({ fault, facts, verdict }) => {
  const path = `/row-${server.requests.length}`;
  server.answer(path, fault);

  const outcomes = await sendEach(server, path);

  expect(outcomes).toMatchObject(eachKind(facts, verdict));
});

test("one early hint before the answer is no harm", async () => {
  server.answer("/hint", always(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${json(200, { ok: true })}`));

  const outcomes = await sendEach(server, "/hint");

  expect(outcomes.write).toMatchObject({ name: "success", value: { ok: true }, hits: 1 });
});

test("a second answer that nobody asked for never reaches the next call", async () => {
  server.answer("/twice", (socket, { query }) => {
    socket.write(json(200, { answerTo: query }) + json(200, { answerTo: "nobody" }));
  });
  const client = toyClient(server.url);

  const answers: unknown[] = [];
  for (const nonce of ["1", "2", "3", "4", "5"]) {
    answers.push(await client.get("/twice", { query: { nonce } }));
    await pause(10);
  }

  expect(answers).toEqual(["1", "2", "3", "4", "5"].map((nonce) => ({ answerTo: `nonce=${nonce}` })));
});

test("a thousand headers, some made to look split, leave the request id as it is", async () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`h${index}`, `x-request-id: ${index}`]));
  server.answer("/many", always(json(200, {}, { "x-request-id": "req_1", a: "%0d%0ax-request-id: req_2" })));
  server.answer("/many/headers", always(json(200, {}, { "x-request-id": "req_1", ...shorten(many) })));
  const client = toyClient(server.url);

  const few = await withMeta(async (options) => await client.get("/many", {}, options));
  const thousand = await withMeta(async (options) => await client.get("/many/headers", {}, options));

  expect(few.meta.requestId).toBe("req_1");
  expect(thousand.meta.requestId).toBe("req_1");
  expect(Object.keys(thousand.meta.headers).length).toBeGreaterThan(1_000);
});

test("a request id is cut to 200 characters and holds no control characters", async () => {
  server.answer("/long-id", always(json(404, {}, { "x-request-id": `req_${"1".repeat(5_000)}` })));
  server.answer("/odd-id", always(Buffer.from(json(404, {}, { "x-request-id": "req_\u0080\u009b31m" }), "latin1")));

  const long = await sendEach(server, "/long-id");
  const odd = await sendEach(server, "/odd-id");

  expect(long.read.error).toMatchObject({ requestId: `req_${"1".repeat(196)}…` });
  expect((odd.read.error as { requestId: string }).requestId).toMatch(/^req_ ?31m$/);
});

test.each([
  ["application/json; charset=utf-8"],
  ["APPLICATION/JSON"],
  ["application/problem+json"],
  ["application/json;;;=junk"],
  ["application/json, application/json"],
  ["text/html"],
])("an object is read as JSON under the content type %s", async (type) => {
  server.answer("/typed", always(json(200, { ok: true }, { "content-type": type })));

  const value = await toyClient(server.url).get("/typed");

  expect(value).toEqual({ ok: true });
});

test("of two content types that both say JSON neither does harm", async () => {
  const both = '{"ok":true}';
  const lengths = `content-length: ${both.length}`;
  server.answer(
    "/double",
    always(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-TYPE: text/plain\r\n${lengths}\r\n\r\n${both}`,
    ),
  );

  const value = await toyClient(server.url).get("/double");

  expect(value).toEqual({ ok: true });
});

// Stays below the platform's limit of 16 KiB for all headers.
function shorten(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, "1"]));
}
