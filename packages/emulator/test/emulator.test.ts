import { beforeEach, describe, expect, test } from "vitest";
import type { MemoryEmulator } from "../src/emulator.ts";
import { createNotesEmulator, ORIGIN } from "./notes-service.ts";

let emulator: MemoryEmulator<{ readonly token: string }>;

beforeEach(() => {
  emulator = createNotesEmulator();
});

async function post(text: string, init: RequestInit = {}): Promise<Response> {
  return await emulator.fetch(`${ORIGIN}/notes`, { method: "POST", body: text, ...init });
}

async function notes(): Promise<unknown> {
  const response = await emulator.fetch(`${ORIGIN}/notes`);
  return await response.json();
}

test("what one request stores, the next one reads", async () => {
  await post("milk");
  await post("bread");

  expect(await notes()).toEqual(["milk", "bread"]);
});

test("fetch works under any origin and without its emulator", async () => {
  const { fetch } = emulator;

  const responses = [await fetch("http://localhost:1/notes"), await fetch(new URL("https://elsewhere.example/notes"))];

  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
});

test("a Request is taken as it is, and init overrides it", async () => {
  const request = new Request(`${ORIGIN}/echo`, { method: "PUT", body: "1", headers: { "x-one": "1" } });

  const response = await emulator.fetch(request, { headers: { "x-two": "2" } });

  expect(await response.json()).toMatchObject({ method: "PUT", headers: { "x-two": "2" } });
  expect(emulator.requests.at(-1)?.headers).not.toHaveProperty("x-one");
});

test("an answer to HEAD has no body", async () => {
  emulator.failNext({ status: 503, body: { reason: "down" } });

  const response = await emulator.fetch(`${ORIGIN}/notes`, { method: "HEAD" });

  expect(response.status).toBe(503);
  expect(response.body).toBeNull();
});

describe("the record of requests", () => {
  test("has method, path, query, headers and JSON body as they were sent", async () => {
    await emulator.fetch(`${ORIGIN}/notes/a%2Fb?tag=x&tag=y&page=2&__proto__=z`, {
      method: "post",
      headers: { "X-Trace": "7", "Content-Type": "application/json" },
      body: '{"text":"milk"}',
    });

    expect(emulator.requests).toEqual([
      {
        method: "POST",
        path: "/notes/a%2Fb",
        query: Object.fromEntries([
          ["tag", ["x", "y"]],
          ["page", "2"],
          ["__proto__", "z"],
        ]),
        headers: { "x-trace": "7", "content-type": "application/json" },
        json: { text: "milk" },
      },
    ]);
  });

  test.each([
    ["no body", undefined],
    ["an empty body", ""],
    ["a body that is not JSON", "{milk"],
  ])("has undefined as the JSON of %s", async (_what, body) => {
    await emulator.fetch(`${ORIGIN}/notes`, { method: "POST", ...(body !== undefined && { body }) });

    expect(emulator.requests).toHaveLength(1);
    expect(emulator.requests[0]?.json).toBeUndefined();
  });

  test("keeps the newest 10,000", async () => {
    for (let index = 0; index <= 10_000; index += 1) await emulator.fetch(`${ORIGIN}/notes/${index}`);

    expect(emulator.requests).toHaveLength(10_000);
    expect(emulator.requests[0]?.path).toBe("/notes/1");
    expect(emulator.requests.at(-1)?.path).toBe("/notes/10000");
  });

  test("forgets the oldest when the bodies come to more than 64 MiB", async () => {
    const text = "x".repeat(24 * 1024 * 1024);

    for (const path of ["/size?1", "/size?2", "/size?3"]) {
      await emulator.fetch(`${ORIGIN}${path}`, { method: "POST", body: text });
    }

    expect(emulator.requests.map(({ query }) => Object.keys(query))).toEqual([["2"], ["3"]]);
  });
});

describe("a caller's signal", () => {
  test("that has aborted rejects with its reason and nothing arrives", async () => {
    const reason = new Error("changed my mind");

    const error = await post("milk", { signal: AbortSignal.abort(reason) }).catch((caught: unknown) => caught);

    expect(error).toBe(reason);
    expect(emulator.requests).toHaveLength(0);
  });

  test("that aborts while the answer is awaited rejects with its reason, and the service sees nothing", async () => {
    const controller = new AbortController();
    const reason = new Error("too slow");
    emulator.inject({ kind: "delay", ms: 50 });
    emulator.inject({ kind: "delay", ms: 100 });

    const pending = post("milk", { signal: controller.signal }).catch((caught: unknown) => caught);
    while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(reason);
    await post("bread");

    expect(await pending).toBe(reason);
    expect(await notes()).toEqual(["bread"]);
  });

  test("of a Request counts, unless init has one or takes it away", async () => {
    const aborted = new Request(`${ORIGIN}/notes`, { signal: AbortSignal.abort() });

    const outcomes = await Promise.allSettled([
      emulator.fetch(aborted),
      emulator.fetch(aborted, { signal: new AbortController().signal }),
      emulator.fetch(aborted, { signal: null }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  });
});

describe("the clock", () => {
  test("runs on from the time that was given, and services see it", async () => {
    emulator = createNotesEmulator({ now: 1_000_000 });

    emulator.clock.advance(5_000);
    const response = await post("milk");

    const { at } = (await response.json()) as { at: number };
    expect(at).toBeGreaterThanOrEqual(1_005_000);
    expect(at).toBeLessThan(1_065_000);
  });

  test("is the real one where no time was given", () => {
    const before = Date.now();

    const now = emulator.clock.now();

    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test.each([-1, Number.NaN, Infinity])("refuses to advance by %d", (ms) => {
    expect(() => emulator.clock.advance(ms)).toThrow(TypeError);
  });
});

describe("the seed", () => {
  test("gives the same run again", async () => {
    const runs = await Promise.all([7, 7, 8].map(async (seed) => await firstId(seed)));

    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
  });

  test("and the time are refused when they are not numbers that fit", () => {
    expect(() => createNotesEmulator({ seed: 0.5 })).toThrow("seed");
    expect(() => createNotesEmulator({ now: Number.NaN })).toThrow("now");
  });
});

test("reset puts memory, requests, faults, clock and randomness as at the start", async () => {
  emulator = createNotesEmulator({ now: 1_000_000, seed: 3 });
  const { requests, fixtures } = emulator;
  const { id } = (await (await post("milk")).json()) as { id: number };
  emulator.failNext({ status: 500, times: 9 });
  emulator.clock.advance(3_600_000);

  emulator.reset();

  expect(requests).toHaveLength(0);
  expect(emulator.fixtures).toEqual(fixtures);
  expect(emulator.clock.now()).toBeLessThan(1_060_000);
  expect(await notes()).toEqual([]);
  expect(await (await post("bread")).json()).toMatchObject({ count: 1, id });
});

async function firstId(seed: number): Promise<unknown> {
  const seeded = createNotesEmulator({ seed, now: 0 });
  const response = await seeded.fetch(`${ORIGIN}/notes`, { method: "POST", body: "milk" });
  const { id } = (await response.json()) as { id: number };
  return { id, token: seeded.fixtures.token };
}
