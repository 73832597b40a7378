import { systemClock } from "@keyrack/core";
import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, inTurn, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { fastClock, toyClient, toyProfile } from "./support/toy-service.ts";

const long = 60_000;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("/ok", (socket, { query }) => socket.write(json(200, { query })));
  server.answer("/missing", always(json(404, { message: "no such key" })));
  server.answer("/reset", (socket) => socket.resetAndDestroy());
  server.answer("/silent", () => undefined);
});

afterAll(async () => {
  await server.close();
});

test("a thousand calls at once all get their own answer", async () => {
  const client = toyClient(server.url, { timeout: 20_000 });

  const answers = await Promise.all(range(1_000).map(async (n) => await client.get("/ok", { query: { n } })));

  expect(answers).toEqual(range(1_000).map((n) => ({ query: `n=${n}` })));
});

test("calls that fail, time out and are aborted leave the others untouched", async () => {
  const client = toyClient(server.url, { timeout: 2_000 });
  const impatient = toyClient(server.url, { timeout: 100 });
  const kinds: ((n: number) => Promise<unknown>)[] = [
    async (n) => await client.get("/ok", { query: { n } }),
    async () => await nameOf(client.get("/missing")),
    async () => await nameOf(client.post("/reset", { json: {} })),
    async () => await nameOf(impatient.post("/silent", { json: {} })),
    async () => await nameOf(client.get("/silent", {}, { signal: AbortSignal.timeout(50) })),
  ];

  const results = await Promise.all(range(500).map(async (n) => await kinds[n % kinds.length]?.(n)));

  for (const [n, result] of results.entries()) {
    expect(result).toEqual([{ query: `n=${n}` }, "ToyError", "ConnectionError", "TimeoutError", "DOMException"][n % 5]);
  }
});

test("calls that were all throttled with one hint do not come back in one instant", async () => {
  const busy = json(429, {}, { "retry-after-ms": "1000" });
  server.answer("/herd", (socket, request, hit) =>
    inTurn(...range(200).map(() => busy), json(200, {}))(socket, request, hit),
  );
  const clock = { ...fastClock(), random: () => systemClock.random() };

  const client = toyClient(server.url, { timeout: 20_000, shared: { clock } });
  const calls = await Promise.allSettled(range(200).map(async () => await client.get("/herd")));

  expect(calls.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(100);
  expect(Math.min(...clock.sleeps)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(1_100);
  expect(Math.max(...clock.sleeps) - Math.min(...clock.sleeps)).toBeGreaterThan(50);
});

describe("an outage", () => {
  test("is met with a bounded number of repeats, which come back with the service", async () => {
    let isDown = true;
    server.answer("/outage", (socket) => socket.write(isDown ? json(503, {}) : json(200, {})));
    const client = toyClient(server.url);

    const errors: unknown[] = [];
    for (const _ of range(1_000)) errors.push(await rejection(client.get("/outage")));
    const during = server.seen("/outage").length;
    isDown = false;
    for (const _ of range(100)) await client.get("/outage");
    isDown = true;
    const after = await rejection(client.get("/outage"));

    expect(during).toBeGreaterThan(1_000);
    expect(during).toBeLessThanOrEqual(1_035);
    expect(errors.at(-1)).toMatchObject({ status: 503, attempts: 1, retryBudgetExhausted: true });
    expect(after).toMatchObject({ status: 503, attempts: 3, retryBudgetExhausted: false });
  });

  test("of every second request is bridged, with at most half as many repeats as calls", async () => {
    const chance = seeded(42);
    let down = 0;
    server.answer("/flapping", (socket) => {
      const isDown = chance() < 0.5;
      if (isDown) down++;
      socket.write(isDown ? json(503, {}) : json(200, {}));
    });
    const client = toyClient(server.url);

    let failed = 0;
    await inParallel(2_000, async () => {
      await client.get("/flapping").catch(() => failed++);
    });

    expect(down).toBeGreaterThan(500);
    expect(failed).toBeLessThan(2_000 * 0.5);
    expect(server.seen("/flapping").length).toBeLessThanOrEqual(2_000 * 1.5);
  });
});

describe("in the long run", () => {
  test("20,000 calls on one signal leave no listener, no warning and no memory behind", { timeout: long }, async () => {
    const { signal } = new AbortController();
    const client = toyClient(server.url, { timeout: 20_000 });
    let listeners = 0;
    const send = async (): Promise<void> => {
      await client.get("/ok", {}, { signal });
      listeners = Math.max(listeners, getEventListeners(signal, "abort").length);
    };
    await inParallel(2_000, send);
    const before = heap();

    await inParallel(20_000, send);

    expect(listeners).toBeLessThanOrEqual(16);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(await settledHeap(before + 5_000_000)).toBeLessThan(before + 5_000_000);
  });

  test("10,000 failing calls leave no memory behind", { timeout: long }, async () => {
    const { retry } = toyProfile(server.url);
    const client = toyClient(server.url, { timeout: 20_000, retry: { ...retry, limit: 0 } });
    const paths = ["/missing", "/reset", "/cut"];
    server.answer("/cut", (socket) => socket.end(`${head(200, { "content-length": "9" })}{`));
    let turn = 0;
    const fail = async (): Promise<void> => void (await rejection(client.get(paths[turn++ % paths.length] ?? "")));
    await inParallel(1_000, fail);
    const before = heap();

    await inParallel(10_000, fail);

    expect(await settledHeap(before + 5_000_000)).toBeLessThan(before + 5_000_000);
  });

  test("2,000 aborted and 500 timed-out calls leave neither connections nor timers", { timeout: long }, async () => {
    const client = toyClient(server.url, { timeout: 20_000 });
    const impatient = toyClient(server.url, { timeout: 20, retry: { ...toyProfile("").retry, limit: 0 } });

    await inParallel(2_000, async () => {
      const controller = new AbortController();
      const call = rejection(client.get("/silent", {}, { signal: controller.signal }));
      setImmediate(() => controller.abort());
      await call;
    });
    await inParallel(500, async () => void (await rejection(impatient.get("/silent"))));
    await client.get("/ok");

    // Node 22 finishes connecting for calls that were aborted meanwhile, and drops those connections when they are idle.
    await expect.poll(() => server.open, { timeout: 10_000 }).toBeLessThanOrEqual(32);
  });

  test("clients that are made and dropped leave no memory behind", async () => {
    const make = (): unknown => toyClient(server.url);
    range(1_000).forEach(make);
    const before = heap();

    range(10_000).forEach(make);

    expect(await settledHeap(before + 2_000_000)).toBeLessThan(before + 2_000_000);
  });
});

async function inParallel(total: number, run: () => Promise<void>): Promise<void> {
  let left = total;
  const work = async (): Promise<void> => {
    while (left-- > 0) await run();
  };
  await Promise.all(range(16).map(work));
}

// What waits for a finalizer takes more than one collection to go.
async function settledHeap(limit: number): Promise<number> {
  for (let round = 0; round < 200 && heap() >= limit; round++) await new Promise(setImmediate);
  return heap();
}

// Bytes in use after a collection, the server's own log emptied.
function heap(): number {
  server.requests.length = 0;
  collect();
  return process.memoryUsage().heapUsed;
}

// A pseudo-random sequence in [0, 1) that is the same in every run.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

async function nameOf(call: Promise<unknown>): Promise<string> {
  return ((await rejection(call)) as object).constructor.name;
}
