import { AbortError, type ServiceProfile, systemClock } from "@keyrack/core";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksOf } from "./support/leaks.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

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

describe("what an aborted call rejects with", () => {
  test.each([
    { what: "an Error", reason: new RangeError("mine") },
    { what: "a DOMException", reason: new DOMException("mine", "TimeoutError") },
  ])("is the reason itself where it is $what", async ({ reason }) => {
    const error = await abortWith(reason);

    expect(error).toBe(reason);
  });

  test("is the platform's AbortError where no reason is given", async () => {
    const error = await abortWith(undefined);

    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "AbortError" });
  });

  test.each([
    { what: "a text", reason: `user left ${canary.token}`, told: "user left [REDACTED]" },
    { what: "null", reason: null, told: "null" },
    { what: "a number", reason: 7, told: "7" },
  ])("is an AbortError that tells the reason where it is $what", async ({ reason, told }) => {
    const error = await abortWith(reason);

    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({
      code: "aborted",
      attempts: 1,
      retryable: false,
      maybeApplied: true,
      cause: { message: told },
    });
    expect(leaksOf(error)).toEqual([]);
  });

  test("is an AbortError that keeps an object to itself", async () => {
    const error = await abortWith({ token: canary.token });

    expect(error).toBeInstanceOf(AbortError);
    expect(leaksOf(error)).toEqual([]);
  });

  test("is the caller's own timeout where the signal is one", async () => {
    const error = await rejection(
      toyClient(server.url, unhurried).get("/silent", {}, { signal: AbortSignal.timeout(60) }),
    );

    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "TimeoutError" });
  });

  async function abortWith(reason: unknown): Promise<unknown> {
    const controller = new AbortController();
    const call = toyClient(server.url, unhurried).post("/silent", { json: {} }, { signal: controller.signal });
    await pause(30);
    controller.abort(reason);
    return await rejection(call);
  }
});
