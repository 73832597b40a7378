import dns from "node:dns";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { eachKind, maybeSent, neverSent, refused, sendEach, type Verdict } from "./support/each-kind.ts";
import { RawServer } from "./support/raw-server.ts";
import { json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

type Lookup = (host: string, options: unknown, done: (error: Error | null, addresses?: unknown) => void) => void;

const { lookup } = dns;
let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterEach(() => {
  resolveNamesWith(lookup as Lookup);
});

afterAll(async () => {
  await server.close();
});

test("a refused connection is tried again, even for a write without a key, because nothing was sent", async () => {
  const baseUrl = await unusedUrl();

  const outcomes = await sendEach(server, "/refused", { baseUrl });

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", code: "ECONNREFUSED", hits: 0 }, neverSent));
});

test("a host that refuses on both address families is told with both addresses", async () => {
  const { port } = new URL(await unusedUrl());
  const families = [
    { address: "::1", family: 6 },
    { address: "127.0.0.1", family: 4 },
  ];
  resolveNamesWith((_host, _options, done) => done(null, families));

  const outcomes = await sendEach(server, "/refused", { baseUrl: `http://two-families.test:${port}` });

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", hits: 0 }, neverSent));
  expect(outcomes.read.message).toContain(`127.0.0.1:${port}`);
  expect(outcomes.read.message).toContain(`::1:${port}`);
});

test("a port that fetch blocks is refused without another try", async () => {
  const outcomes = await sendEach(server, "/blocked", { baseUrl: "http://127.0.0.1:1" });

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", hits: 0 }, refused));
  expect(outcomes.read.message).toContain("bad port");
});

test.each([
  { rule: "a name that does not exist is tried again, because nothing was sent", code: "ENOTFOUND" },
  { rule: "a resolver that fails for the moment is asked again", code: "EAI_AGAIN" },
])("$rule", async ({ code }) => {
  resolveNamesWith((host, _options, done) => done(Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code })));

  const outcomes = await sendEach(server, "/unknown", { baseUrl: "http://nowhere.test" });

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", code, hits: 0 }, neverSent));
});

test("a call succeeds once the resolver works again", async () => {
  server.answer("/resolved", (socket) => socket.write(json(200, { ok: true })));
  const { port } = new URL(server.url);
  const answers = [Object.assign(new Error("getaddrinfo EAI_AGAIN"), { code: "EAI_AGAIN" }), null];
  resolveNamesWith((_host, _options, done) => done(answers.shift() ?? null, [{ address: "127.0.0.1", family: 4 }]));

  const value = await toyClient(`http://moody.test:${port}`).post("/resolved", { json: {} });

  expect(value).toEqual({ ok: true });
  expect(server.seen("/resolved")).toHaveLength(1);
});

test.each<{ rule: string; end: (server: RawServer) => Promise<RawServer>; code: string; verdict: Verdict }>([
  {
    rule: "a connection reset at once is tried again, except for a write without a key",
    end: async () => await RawServer.start((socket) => socket.resetAndDestroy()),
    code: "ECONNRESET",
    verdict: maybeSent,
  },
  {
    rule: "a connection closed before the request is read is tried again, except for a write without a key",
    end: async () => await RawServer.start((socket) => socket.end()),
    code: "UND_ERR_SOCKET",
    verdict: maybeSent,
  },
])("$rule", async ({ end, code, verdict }) => {
  const rude = await end(server);

  const outcomes = await sendEach(rude, "/x", { count: () => rude.connections });
  await rude.close();

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", code }, verdict));
});

test("a kept connection that dies under the second request costs a read one more connection and a write one error", async () => {
  server.answer("/kept", (socket, { socketId }) => {
    const earlier = server.seen("/kept").filter((request) => request.socketId === socketId);
    if (earlier.length > 1) socket.resetAndDestroy();
    else socket.write(json(200, { socketId }));
  });
  const client = toyClient(server.url);
  const settled = async (send: () => Promise<unknown>): Promise<unknown> => {
    await client.get("/kept/first");
    // The pool takes a connection back a moment after its answer.
    await pause(30);
    return await send().catch((reason: unknown) => reason);
  };

  const read = await settled(async () => await client.get("/kept/read"));
  const write = await settled(async () => await client.post("/kept/write", { json: {} }));
  const keyed = await settled(async () => await client.patch("/kept/keyed", { json: {} }));

  expect(read).toEqual({ socketId: expect.any(Number) as number });
  expect(write).toMatchObject({ name: "ConnectionError", code: "ECONNRESET", attempts: 1, maybeApplied: true });
  expect(keyed).toEqual({ socketId: expect.any(Number) as number });
  for (const [path, hits] of [
    ["/kept/read", 2],
    ["/kept/write", 1],
    ["/kept/keyed", 2],
  ] as const) {
    const sockets = server.seen(path).map(({ socketId }) => socketId);
    expect(sockets).toHaveLength(hits);
    expect(new Set(sockets).size).toBe(hits);
  }
});

test("a server that closes idle connections as the next request comes loses no read", async () => {
  const closing = createHttpServer({ keepAliveTimeout: 20 }, (_request, response) => {
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const client = toyClient(`http://127.0.0.1:${(closing.address() as AddressInfo).port}`, { timeout: 2_000 });

  const answers: unknown[] = [];
  for (let round = 0; round < 60; round++) {
    answers.push(await client.get("/idle"));
    await pause(18 + (round % 5));
  }
  closing.close();
  closing.closeAllConnections();

  expect(answers).toEqual(Array.from({ length: 60 }, () => ({})));
});

test("a dispatcher of another undici is told apart, with advice and without another try", async () => {
  const mismatch = Object.assign(new Error("invalid onRequestStart method"), { code: "UND_ERR_INVALID_ARG" });
  const dispatcher = {
    dispatch: () => {
      throw mismatch;
    },
  };
  const fetchThrough = async (url: string, init: object): Promise<Response> =>
    await fetch(url, { ...init, dispatcher } as RequestInit);

  const outcomes = await sendEach(server, "/dispatcher", { changes: { shared: { fetch: fetchThrough } } });

  expect(outcomes).toMatchObject(eachKind({ name: "ConnectionError", code: "DISPATCHER_MISMATCH", hits: 0 }, refused));
  expect(outcomes.read.message).toContain("one installed undici");
});

async function unusedUrl(): Promise<string> {
  const gone = await RawServer.start();
  const { url } = gone;
  await gone.close();
  return url;
}

// Names reach the platform through `dns.lookup`, looked up at each connection.
function resolveNamesWith(fake: Lookup): void {
  Object.assign(dns, { lookup: fake });
}
