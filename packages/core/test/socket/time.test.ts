import { type Clock, type HttpClient, type ServiceProfile, systemClock } from "@keyrack/core";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { fastClock, toyClient } from "./support/toy-service.ts";

// What a busy machine may add to a limit.
const slack = 250;
const begun = `${head(200, { "content-type": "application/json", "content-length": "100" })}{"a"`;

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("/silent", () => undefined);
  server.answer("/stalled", always(begun));
  server.answer("/ok", always(json(200, { ok: true })));
  server.answer("/unwell", always(json(503, {})));
  server.answer("/busy", always(json(429, {}, { "retry-after": "1" })));
});

afterAll(async () => {
  await server.close();
});

describe("the limit of one attempt", () => {
  test.each([
    { path: "/silent", phase: "headers" },
    { path: "/stalled", phase: "body" },
  ])("ends a wait for the $phase and names the phase", async ({ path, phase }) => {
    const { error, elapsed } = await timed(toyClient(server.url, { timeout: 150 }).post(path, { json: {} }));

    expect(error).toMatchObject({
      name: "TimeoutError",
      code: "timeout",
      phase,
      limit: "attempt",
      attempts: 1,
      maybeApplied: true,
    });
    expect(elapsed).toBeGreaterThanOrEqual(149);
    expect(elapsed).toBeLessThan(150 + slack);
  });

  test("is cut to what is left of the total", async () => {
    const { error, elapsed } = await timed(
      toyClient(server.url, { timeout: 5_000, shared: { totalTimeout: 150 } }).get("/silent"),
    );

    expect(error).toMatchObject({ name: "TimeoutError", phase: "headers", limit: "total", attempts: 1 });
    expect(elapsed).toBeLessThan(150 + slack);
  });
});

describe("the limit of the whole call", () => {
  const total = 400;
  const limited: Partial<ServiceProfile> = { timeout: 150, shared: { clock: systemClock, totalTimeout: total } };
  const prompt = { limit: 10, delay: () => 1, isTransient: () => true, maxHint: 60_000 };

  test("bounds attempts and waits together", async () => {
    const { error, elapsed } = await timed(toyClient(server.url, { ...limited, retry: prompt }).get("/silent"));

    expect(error).toMatchObject({ name: "TimeoutError", retryable: true });
    expect((error as { attempts: number }).attempts).toBeGreaterThan(1);
    expect(elapsed).toBeLessThan(total + slack);
  });

  test("is not waited for where the next wait would pass it", async () => {
    const { error, elapsed } = await timed(toyClient(server.url, limited).post("/busy", { json: {} }));

    expect(error).toMatchObject({ name: "ToyError", status: 429, attempts: 1, retryAfterMs: 1_000, waitedMs: 0 });
    expect(elapsed).toBeLessThan(slack);
  });

  test("counts a wait that lasted longer than asked", async () => {
    const clock: Clock = { ...systemClock, sleep: async () => await pause(total, undefined) };

    const { error, elapsed } = await timed(
      toyClient(server.url, { ...limited, shared: { clock, totalTimeout: total } }).get("/unwell"),
    );

    expect(error).toMatchObject({ name: "TimeoutError", phase: "wait", limit: "total", attempts: 1 });
    expect(elapsed).toBeLessThan(total + slack);
  });

  test("bounds a credential that never comes", async () => {
    const credentials = { header: "authorization", value: async () => await new Promise<string>(() => undefined) };

    const { error, elapsed } = await timed(
      toyClient(server.url, { ...limited, credentials }).post("/ok", { json: {} }),
    );

    expect(error).toMatchObject({
      name: "TimeoutError",
      phase: "credential",
      limit: "total",
      attempts: 0,
      maybeApplied: false,
    });
    expect(elapsed).toBeLessThan(total + slack);
  });

  test("is not stretched by a hook that never settles", async () => {
    const never = async (): Promise<void> => await new Promise(() => undefined);
    const hooks = { onRequest: never as () => void, onResponse: never, onRetry: never, onError: never };

    const { error, elapsed } = await timed(
      toyClient(server.url, { ...limited, shared: { hooks, totalTimeout: total } }).get("/silent"),
    );

    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(elapsed).toBeLessThan(total + slack);
  });

  test("leaves no attempt that could not last 50 ms", async () => {
    const slow = {
      header: "authorization",
      value: () => "Bearer old",
      renew: async () => await pause(total - 30, "Bearer new"),
    };
    server.answer("/late-renewal", always(json(401, {})));

    const { error } = await timed(
      toyClient(server.url, { ...limited, credentials: slow }).post("/late-renewal", { json: {} }),
    );

    expect(error).toMatchObject({
      name: "TimeoutError",
      phase: "credential",
      limit: "total",
      attempts: 1,
      maybeApplied: false,
    });
    expect(server.seen("/late-renewal")).toHaveLength(1);
  });
});

test("a jump of the wall clock changes neither limits nor waits", async () => {
  const fast = fastClock();
  const clock: Clock = { ...fast, date: () => Date.now() + (fast.sleeps.length % 2 === 0 ? 3_600_000 : -3_600_000) };

  const { error, elapsed } = await timed(
    toyClient(server.url, { shared: { clock, totalTimeout: 10_000 } }).get("/unwell"),
  );

  expect(error).toMatchObject({ name: "ToyError", status: 503, attempts: 3, waitedMs: 375 });
  expect(fast.sleeps).toEqual([125, 250]);
  expect(elapsed).toBeLessThan(slack);
});

test("a call whose process was busy beyond its limit settles once", async () => {
  const settled: string[] = [];
  const client = toyClient(server.url, {
    timeout: 100,
    shared: { hooks: { onError: () => void settled.push("hook") } },
  });
  const call = client.post("/silent", { json: {} }).then(
    () => settled.push("value"),
    (error: unknown) => settled.push((error as Error).name),
  );
  await pause(20);

  const until = performance.now() + 500;
  while (performance.now() < until);
  await call;
  await pause(50);

  expect(settled).toEqual(["hook", "TimeoutError"]);
});

describe("an attempt that was given up", () => {
  test("cannot lend its late answer to the next attempt", async () => {
    const late = lateThenSilent();

    const error = await rejection(client(late.fetch).get("/x"));
    await late.over;

    expect(error).toMatchObject({ name: "TimeoutError", phase: "headers", attempts: 2 });
    expect(error).not.toHaveProperty("status");
  });

  test("lets go of an answer that comes late", async () => {
    const late = lateThenSilent();

    await rejection(client(late.fetch).get("/x"));
    await late.over;

    expect(late.cancelled()).toBe(true);
  });

  function client(fetch: () => Promise<Response>): HttpClient {
    const retry = { limit: 1, delay: () => 0, isTransient: () => true, maxHint: 60_000 };
    return toyClient(server.url, { timeout: 100, retry, shared: { fetch } });
  }

  // Pays no heed to its signal: the first answer comes while the second attempt is under way, the second one never.
  function lateThenSilent(): { fetch: () => Promise<Response>; over: Promise<void>; cancelled: () => boolean } {
    let calls = 0;
    let cancelled = false;
    const over = pause(250);
    const fetch = async (): Promise<Response> => {
      if (++calls > 1) return await new Promise<Response>(() => undefined);
      await pause(150);
      return new Response(new ReadableStream({ cancel: () => void (cancelled = true) }), { status: 500 });
    };
    return { fetch, over, cancelled: () => cancelled };
  }
});

async function timed(call: Promise<unknown>): Promise<{ error: unknown; elapsed: number }> {
  const started = performance.now();
  const error = await rejection(call);
  return { error, elapsed: performance.now() - started };
}
