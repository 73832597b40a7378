import {
  basic,
  headerKey,
  path,
  SecretSegment,
  type FailureEvent,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
} from "@keyrack/core";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksOf } from "./support/leaks.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, inTurn, json, text } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

const unwell = { isTransient: () => true, limit: 1, delay: () => 0, maxHint: 1_000 };

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

describe("a service that repeats the credential cannot make an error show it", () => {
  const { token } = canary;
  const escaped = JSON.stringify(token).replaceAll("-", "\\u002d").replaceAll("/", "\\/");

  test.each([
    { where: "in its message", answer: json(400, { message: `key ${token} is not known` }) },
    { where: "in its code", answer: json(400, { code: `bad ${token}` }) },
    { where: "in any member", answer: json(400, { details: [{ [token]: { given: token } }] }) },
    { where: "in a page", answer: text(502, `<p>${token}</p>`, { "content-type": "text/html" }) },
    { where: "behind a scheme", answer: json(400, { message: `Bearer ${token}` }) },
    { where: "percent-encoded", answer: json(400, { message: `?key=${encodeURIComponent(token)}` }) },
    { where: "with JSON escapes", answer: text(400, `{"message":${escaped}}`) },
    { where: "in a page as JSON text", answer: text(400, `sent: ${JSON.stringify({ token })}`) },
    { where: "in its request id", answer: json(400, {}, { "x-request-id": token }) },
    { where: "in a header", answer: json(400, {}, { "x-echo": token, server: token, vary: token }) },
    {
      where: "in a redirect",
      answer: head(302, { location: `https://host.test/${token}?key=${token}`, "content-length": "0", "x-to": token }),
    },
    { where: "in a content type", answer: text(200, "no", { "content-type": token }) },
  ])("$where", async ({ answer }) => {
    server.answer("/echo", always(answer));

    const error = await rejection(toyClient(server.url).post("/echo", { json: {} }));

    expect(leaksOf(error)).toEqual([]);
    expect(inspect(error, { showHidden: true, depth: 9 })).toContain("[REDACTED]");
  });

  test("in two pieces", async () => {
    server.answer("/pieces", (socket) => {
      const body = JSON.stringify({ message: `key ${token} is not known` });
      const middle = body.indexOf(token) + 9;
      socket.write(head(400, { "content-length": String(body.length) }) + body.slice(0, middle));
      setTimeout(() => socket.write(body.slice(middle)), 30);
    });

    const error = await rejection(toyClient(server.url).get("/pieces"));

    expect(error).toMatchObject({ message: "GET /pieces failed with 400: key [REDACTED] is not known" });
    expect(leaksOf(error)).toEqual([]);
  });

  test("cut off at the end of what is read", async () => {
    const kept = token.slice(0, 15);
    const filler = "x".repeat(65_536 - kept.length);
    server.answer("/cut", always(text(400, `${filler}${token} and more`)));

    const error = await rejection(toyClient(server.url).get("/cut"));

    expect(inspect(error, { showHidden: true, maxStringLength: null })).not.toContain(kept);
  });

  test.each([
    { kind: "a basic password", credentials: basic({ service: "toy", option: "secret" }, "id", canary.token) },
    {
      kind: "a key in a header of its own",
      credentials: headerKey({ service: "toy", option: "key" }, canary.token, "x-api-key"),
    },
  ])("where it is $kind", async ({ credentials }) => {
    server.answer("/other", (socket, { headers }) => {
      socket.write(json(400, { message: `${headers["authorization"]} ${headers["x-api-key"]} ${canary.token}` }));
    });

    const error = await rejection(toyClient(server.url, { credentials }).get("/other"));

    expect(leaksOf(error)).toEqual([]);
    expect((error as Error).message).not.toContain(btoa(`id:${canary.token}`));
  });
});

test("a secret in a path is sent as it is and shown nowhere, on later pages either", async () => {
  const secret = new SecretSegment("canary-segment-77");
  server.answer(
    "/jit",
    inTurn(json(200, { data: [1], cursor: "next" }), json(404, { message: "canary-segment-77 is gone" })),
  );
  const first = await toyClient(server.url).page(path`/jit/${secret}`);
  const others = Array.from({ length: 2_000 }, (_, n) => path`/other/${n}`);

  const error = await rejection(first.next());

  expect(others).toHaveLength(2_000);
  expect(server.seen("/jit").map((request) => request.path)).toEqual([
    "/jit/canary-segment-77",
    "/jit/canary-segment-77",
  ]);
  expect(error).toMatchObject({ path: "/jit/[REDACTED]", route: "/jit/{}", status: 404 });
  expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain("canary-segment-77");
});

test("hooks and log lines show no secret, though they see every request and answer", async () => {
  const events: unknown[] = [];
  const note = (event: RequestEvent | ResponseEvent | RetryEvent | FailureEvent): void => void events.push(event);
  const line = (message: string, fields: object): void => void events.push({ message, fields });
  const shared = {
    hooks: { onRequest: note, onResponse: note, onRetry: note, onError: note },
    logger: { debug: line, info: line, warn: line },
  };
  server.answer("/told", inTurn(json(503, { message: canary.token }, { "x-token": canary.token })));
  const client = toyClient(server.url, { shared, retry: unwell });
  const spec = { json: { secret: canary.body }, query: { token: canary.query } };

  await rejection(client.patch("/told", spec, { headers: { "x-signature": canary.body } }));

  expect(events.length).toBeGreaterThanOrEqual(8);
  expect(events.flatMap(leaksOf)).toEqual([]);
});

test("hooks and loggers that throw or reject change nothing", async () => {
  const broken = (): never => {
    throw new Error("listener");
  };
  const rejecting = async (): Promise<never> => await Promise.reject(new Error("listener"));
  const shared = {
    hooks: { onRequest: broken, onResponse: rejecting, onRetry: broken, onError: rejecting },
    logger: { debug: broken, info: broken, warn: broken },
  };
  server.answer("/listeners", inTurn(json(503, {}), json(200, { ok: true })));
  const client = toyClient(server.url, { shared, retry: unwell });

  const value = await client.get("/listeners");

  expect(value).toEqual({ ok: true });
});

test("a log line is one line, however the server tries to add more", async () => {
  const lines: string[] = [];
  const line = (message: string, fields: object): void => void lines.push(message, JSON.stringify(fields));
  const evil = "a\r\nlevel=error\u2028msg\u001b[31m";
  server.answer(
    "/lines",
    always(json(400, { message: evil.repeat(100), code: evil }, { "x-request-id": "req_1\u0009x" })),
  );

  await rejection(toyClient(server.url, { shared: { logger: { debug: line, info: line, warn: line } } }).get("/lines"));

  expect(lines).toHaveLength(2);
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  for (const text of lines) expect(text).not.toMatch(/[\u0000-\u001f\u2028]/);
  for (const text of lines) expect(text.length).toBeLessThan(2_000);
});

test("a client shows no credential, however it is printed or taken apart", () => {
  const client = toyClient(server.url);

  const members = Object.entries(Object.getOwnPropertyDescriptors(client));

  expect(leaksOf(client)).toEqual([]);
  expect(members).toEqual([]);
});

test("a secret that the service just made is in no error, not even where its answer breaks off", async () => {
  const made = '{"key":"made-canary-42","id":"key_1"';
  server.answer("/made", always(text(201, made, { "content-type": "application/json" })));

  const error = await rejection(toyClient(server.url).post("/made", { json: {} }));

  expect(error).toMatchObject({ name: "DecodeError", maybeApplied: true });
  expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain("made-canary-42");
});

test("what a platform quotes of the request is not passed on", async () => {
  const quoting = async (url: string): Promise<Response> =>
    await Promise.reject(new TypeError(`error sending request for url (${url}): connection reset by peer`));
  const client = toyClient(server.url, { shared: { fetch: quoting } });

  const error = await rejection(client.get("/quoted", { query: { token: canary.query } }));

  expect(error).toMatchObject({ name: "ConnectionError", code: "ECONNRESET" });
  expect(leaksOf(error)).toEqual([]);
});
