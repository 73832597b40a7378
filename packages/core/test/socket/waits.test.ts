import { systemClock } from "@keyrack/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eachKind, refused, sendEach } from "./support/each-kind.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, inTurn, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { fastClock, toyClient } from "./support/toy-service.ts";

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

describe("how long a throttled call waits", () => {
  const clock = { ...fastClock(), random: () => 0 };
  const soon = (ms: number): string => new Date(Date.now() + ms).toUTCString();

  test.each<{ rule: string; headers: () => Record<string, string>; least: number; most: number }>([
    { rule: "whole seconds", headers: () => ({ "retry-after": "7" }), least: 7_000, most: 7_000 },
    { rule: "seconds with a fraction", headers: () => ({ "retry-after": "1.5" }), least: 1_500, most: 1_500 },
    {
      rule: "milliseconds before seconds",
      headers: () => ({ "retry-after-ms": "300", "retry-after": "9" }),
      least: 300,
      most: 300,
    },
    { rule: "a date", headers: () => ({ "retry-after": soon(5_000) }), least: 3_500, most: 5_000 },
    {
      rule: "a date against the server's own clock, an hour fast",
      headers: () => ({ date: soon(3_600_000), "retry-after": soon(3_602_000) }),
      least: 2_000,
      most: 2_000,
    },
    {
      rule: "a date against the server's own clock, an hour slow",
      headers: () => ({ date: soon(-3_600_000), "retry-after": soon(-3_598_000) }),
      least: 2_000,
      most: 2_000,
    },
    {
      rule: "a date against the client's clock where the server's is days off",
      headers: () => ({ date: soon(-3 * 86_400_000), "retry-after": soon(5_000) }),
      least: 3_500,
      most: 5_000,
    },
    { rule: "a reset in seconds from now", headers: () => ({ "x-ratelimit-reset": "4" }), least: 4_000, most: 4_000 },
    {
      rule: "a reset in Unix seconds",
      headers: () => ({ "x-ratelimit-reset": String(Math.floor(Date.now() / 1_000) + 5) }),
      least: 3_500,
      most: 5_000,
    },
    {
      rule: "the first window that is used up",
      headers: () => ({ ratelimit: '"a";r=0;t=2, "b";r=5;t=60' }),
      least: 2_000,
      most: 2_000,
    },
  ])("as told by $rule", async ({ headers, least, most }) => {
    server.answer("/wait", (socket, request, hit) =>
      inTurn(json(429, {}, headers()), json(200, {}))(socket, request, hit),
    );
    const path = `/wait/${server.requests.length}`;
    clock.sleeps.length = 0;

    await toyClient(server.url, { shared: { clock } }).post(path, { json: {} });

    expect(clock.sleeps).toHaveLength(1);
    expect(clock.sleeps[0]).toBeGreaterThanOrEqual(least);
    expect(clock.sleeps[0]).toBeLessThanOrEqual(most);
  });

  test.each([
    "0",
    "-1",
    "-1764000000",
    "",
    "abc",
    "0x10",
    "1e3",
    "5, 10",
    "1;x",
    "Sat, 31 Feb 2026 00:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
  ])("by its own backoff where the hint is %j", async (hint) => {
    server.answer("/bad-hint", always(json(429, {}, { "retry-after": hint })));
    const own = fastClock();

    const error = await rejection(toyClient(server.url, { shared: { clock: own } }).get("/bad-hint"));

    expect(error).toMatchObject({ attempts: 3, waitedMs: 1_500 });
    expect(own.sleeps).toEqual([500, 1_000]);
  });

  test.each(["86400", "999999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "not at all where the hint is %j, which the error tells",
    async (hint) => {
      server.answer("/long-hint", always(json(429, {}, { "retry-after": hint })));

      const outcomes = await sendEach(server, "/long-hint");

      expect(outcomes).toMatchObject(eachKind({ status: 429 }, { ...refused, retryable: true }));
      expect((outcomes.read.error as { retryAfterMs: number }).retryAfterMs).toSatisfy(Number.isSafeInteger);
    },
  );

  test("not at all where the hint goes beyond the total time", async () => {
    server.answer("/beyond", always(json(429, {}, { "retry-after": "5" })));

    const outcomes = await sendEach(server, "/beyond", { changes: { shared: { totalTimeout: 3_000 } }, withinMs: 500 });

    expect(outcomes).toMatchObject(eachKind({ status: 429 }, { ...refused, retryable: true }));
  });

  test("in real time no less than the hint and little more", async () => {
    server.answer("/really", inTurn(json(429, {}, { "retry-after-ms": "400" }), json(200, {})));

    await toyClient(server.url, { shared: { clock: systemClock } }).get("/really");

    const [first, second] = server.seen("/really").map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(399);
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(400 + 40 + 350);
  });
});
