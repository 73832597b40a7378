import { type Clock, type FailureEvent, type ServiceProfile, systemClock } from "@keyrack/core";
import { getEventListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, inTurn, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { fastClock, toyClient } from "./support/toy-service.ts";

const unhurried: Partial<ServiceProfile> = { timeout: 30_000, shared: { clock: systemClock } };
const begun = `${head(200, { "content-type": "application/json", "content-length": "100" })}{"a"`;

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("/silent", () => undefined);
  server.answer("/stalled", always(begun));
  server.answer("/ok", always(json(200, { ok: true })));
  server.answer("/busy", always(json(429, {}, { "retry-after": "30" })));
});

afterAll(async () => {
  await server.close();
});

test("a call with an aborted signal rejects with its reason before anything is asked or sent", async () => {
  let asked = 0;
  const supplier = { header: "authorization", value: () => `Bearer ${asked++}` };
  const reason = new Error("changed my mind");
  const before = server.connections;

  const error = await rejection(
    toyClient(server.url, { credentials: supplier }).get("/ok", {}, { signal: AbortSignal.abort(reason) }),
  );

  expect(error).toBe(reason);
  expect(asked).toBe(0);
  expect(server.connections).toBe(before);
});

describe("an abort ends a call at once", () => {
  test.each([
    { phase: "before the headers", path: "/silent" },
    { phase: "in the body", path: "/stalled" },
    { phase: "while it waits to try again", path: "/busy" },
  ])("$phase", async ({ path }) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const call = toyClient(server.url, unhurried).get(path, {}, { signal: controller.signal });
    await pause(50);

    const aborted = performance.now();
    controller.abort(reason);
    const error = await rejection(call);

    expect(error).toBe(reason);
    expect(performance.now() - aborted).toBeLessThan(50);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("while the credential is fetched", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const credentials = { header: "authorization", value: async () => await new Promise<string>(() => undefined) };
    const call = toyClient(server.url, { ...unhurried, credentials }).get("/ok", {}, { signal: controller.signal });

    controller.abort(reason);
    const error = await rejection(call);

    expect(error).toBe(reason);
  });

  test("and the server sees the connection close", async () => {
    const controller = new AbortController();
    const closed = new Promise<number>((resolve) => {
      server.answer("/watched", (socket) => void socket.on("close", () => resolve(performance.now())));
    });
    const call = toyClient(server.url, unhurried).get("/watched", {}, { signal: controller.signal });
    await pause(50);

    const aborted = performance.now();
    controller.abort();
    await rejection(call);

    expect((await closed) - aborted).toBeLessThan(200);
  });
});

test("an abort after success does nothing", async () => {
  const controller = new AbortController();
  const errors: unknown[] = [];
  const hooks = { onError: (event: FailureEvent) => void errors.push(event) };

  const value = await toyClient(server.url, { shared: { hooks } }).get("/ok", {}, { signal: controller.signal });
  controller.abort();
  await pause(10);

  expect(value).toEqual({ ok: true });
  expect(errors).toEqual([]);
});

test("an aborted write tells hook and log that it may be applied, and an aborted read never does", async () => {
  const told: { attempt: number; maybeApplied: boolean }[] = [];
  const lines: string[] = [];
  const line = (message: string): void => void lines.push(message);
  const shared = {
    clock: systemClock,
    hooks: { onError: ({ attempt, maybeApplied }: FailureEvent) => void told.push({ attempt, maybeApplied }) },
    logger: { debug: line, info: line, warn: line },
  };
  const client = toyClient(server.url, { timeout: 30_000, shared });

  await rejection(client.post("/silent", { json: {} }, { signal: AbortSignal.timeout(40) }));
  await rejection(client.get("/silent", {}, { signal: AbortSignal.timeout(40) }));

  expect(told).toEqual([
    { attempt: 1, maybeApplied: true },
    { attempt: 1, maybeApplied: false },
  ]);
  expect(lines).toEqual([
    expect.stringMatching(/POST \/silent aborted/),
    expect.stringMatching(/GET \/silent aborted/),
  ]);
});

test("a thousand calls on one signal all end by one abort", async () => {
  const controller = new AbortController();
  const reason = new Error("all of you");
  const client = toyClient(server.url, unhurried);
  const calls = Array.from(
    { length: 1_000 },
    async () => await rejection(client.get("/silent", {}, { signal: controller.signal })),
  );
  await pause(100);

  controller.abort(reason);
  const errors = await Promise.all(calls);

  expect(new Set(errors)).toEqual(new Set([reason]));
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

describe("of two ends in one tick the first counts", () => {
  test("an answer before an abort is the answer", async () => {
    const controller = new AbortController();
    const client = toyClient(server.url);

    const value = await client.get("/ok", {}, { signal: controller.signal, onMeta: () => controller.abort() });

    expect(value).toEqual({ ok: true });
  });

  test("a failure before an abort is the failure", async () => {
    const controller = new AbortController();
    const hooks = { onResponse: () => controller.abort() };
    server.answer("/refused", always(json(400, { message: "no" })));

    const error = await rejection(
      toyClient(server.url, { shared: { hooks } }).get("/refused", {}, { signal: controller.signal }),
    );

    expect(error).toMatchObject({ name: "ToyError", status: 400 });
  });

  test("a timeout before an abort is the timeout", async () => {
    const controller = new AbortController();
    // Aborts as soon as the attempt's own limit has passed, before anything else can run.
    const heedless = async (_url: string, { signal }: { signal: AbortSignal }): Promise<Response> => {
      signal.addEventListener("abort", () => controller.abort());
      return await new Promise<Response>(() => undefined);
    };

    const client = toyClient(server.url, { timeout: 60, shared: { fetch: heedless } });

    const error = await rejection(client.post("/x", { json: {} }, { signal: controller.signal }));

    expect(error).toMatchObject({ name: "TimeoutError", phase: "headers", limit: "attempt", maybeApplied: true });
  });

  test("an abort before a retry's end of wait is the abort", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const clock: Clock = {
      ...fastClock(),
      sleep: async () => {
        controller.abort(reason);
        return await Promise.resolve();
      },
    };
    server.answer("/unwell", inTurn(json(503, {}), json(200, {})));

    const error = await rejection(
      toyClient(server.url, { shared: { clock } }).get("/unwell", {}, { signal: controller.signal }),
    );

    expect(error).toBe(reason);
    expect(server.seen("/unwell")).toHaveLength(1);
  });
});

test("a signal of another realm is refused and never waited for", async () => {
  const foreign = Object.assign(new EventTarget(), { aborted: false, reason: undefined }) as unknown as AbortSignal;

  const error = await rejection(toyClient(server.url).get("/ok", {}, { signal: foreign }));

  expect(error).toMatchObject({ name: "ConfigError", code: "invalid_option", attempts: 0 });
});
