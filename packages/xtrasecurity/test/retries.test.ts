import type { XtraClient } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, lost, type Prepared, scripted, testClock } from "./support/bench.ts";

const calls = {
  read: async (client: XtraClient) => await client.getSecrets("production"),
  post: async (client: XtraClient) => await client.secrets.set("production", { A: "x" }, { timeout: 5 }),
  put: async (client: XtraClient) => await client.secrets.updateById("64b0c0ffee64b0c0ffee64b1", { value: "x" }),
  patch: async (client: XtraClient) => await client.request("PATCH", "/notifications", { body: {} }),
  delete: async (client: XtraClient) => await client.secrets.deleteById("64b0c0ffee64b0c0ffee64b1"),
} as const;

const silent: Prepared = async () => await new Promise<Response>(() => undefined);

/** Which failure gets how many attempts, as a read and as a write. */
const table: readonly [what: string, answer: Prepared, read: number, write: number][] = [
  ["429 without a wait", json({ error: "Too Many Requests" }, 429), 3, 3],
  ["429 with a wait", json({}, 429, { "retry-after": "3" }), 3, 3],
  ["429 with a wait over 30 s", json({}, 429, { "retry-after": "31" }), 1, 1],
  ["a refused connection", lost("ECONNREFUSED"), 3, 3],
  ["an unknown host", lost("ENOTFOUND"), 3, 3],
  ["a reset connection", lost(), 3, 1],
  ["no answer in time", silent, 3, 1],
  ["502", json({}, 502), 3, 1],
  ["503", json({}, 503), 3, 1],
  ["504", json({}, 504), 3, 1],
  ["500", json({}, 500), 2, 1],
  ["400", json({}, 400), 1, 1],
  ["401", json({}, 401), 1, 1],
  ["403", json({}, 403), 1, 1],
  ["404 with a page", () => new Response("<html>", { status: 404 }), 1, 1],
  ["405", () => new Response(null, { status: 405 }), 1, 1],
  ["408", json({}, 408), 1, 1],
  ["409", json({}, 409), 1, 1],
  ["501", json({}, 501), 1, 1],
  ["520", json({}, 520), 1, 1],
  ["a body that stops early", () => new Response('{"A":'), 3, 1],
];

describe.each(table)("after %s", (_what, answer, read, write) => {
  test.each(Object.entries(calls))("%s", async (name, call) => {
    const service = scripted(answer);

    await failureOf(call(clientOf(service, { timeout: 5 })));

    expect(service.sent).toHaveLength(name === "read" ? read : write);
  });
});

describe("waits", () => {
  test.each([
    ["0", 1_000],
    ["3", 3_000],
    ["30", 30_000],
  ])("last as long as Retry-After %s asks, from 1 s to 30 s", async (header, wait) => {
    const clock = testClock();
    const service = scripted(json({ error: "s", retryAfter: 7 }, 429, { "retry-after": header }), json({}));

    await clientOf(service, { clock }).getSecrets("production");

    expect(clock.waits).toEqual([wait]);
  });

  test("last as long as the body asks where there is no header", async () => {
    const clock = testClock();
    const service = scripted(json({ error: "s", retryAfter: 7 }, 429), json({}));

    await clientOf(service, { clock }).getSecrets("production");

    expect(clock.waits).toEqual([7_000]);
  });

  test("do not follow the end of the quota", async () => {
    const clock = testClock();
    const headers = { "x-ratelimit-limit": "1", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "86400" };
    const service = scripted(json({}, 429, headers), json({}));

    await clientOf(service, { clock }).getSecrets("production");

    expect(clock.waits).toEqual([500]);
  });

  test("that are too long are told at once, in seconds", async () => {
    const clock = testClock();
    const service = scripted(json({ error: "s", retryAfter: 86_400 }, 429, { "retry-after": "86400" }));

    const error = await failureOf(clientOf(service, { clock }).getSecrets("production"));

    expect(error).toMatchObject({ retryAfter: 86_400, retryAfterMs: 86_400_000 });
    expect(clock.waits).toEqual([]);
  });
});

test.each([0, 1, 4])("maxRetries %i counts re-sends, of a client and of a call", async (maxRetries) => {
  const [ofClient, ofCall] = [scripted(json({}, 503)), scripted(json({}, 503))];

  await failureOf(clientOf(ofClient, { maxRetries }).getSecrets("production"));
  await failureOf(clientOf(ofCall).getSecrets("production", { maxRetries }));

  expect([ofClient.sent.length, ofCall.sent.length]).toEqual([maxRetries + 1, maxRetries + 1]);
});

test("what counts each time that it is read is never read twice", async () => {
  const service = scripted(json({}, 429));

  await failureOf(clientOf(service).request("GET", "/secret/share", { query: { token: "t" }, safety: "metered" }));

  expect(service.sent).toHaveLength(1);
});

test("a caller's abort ends a wait with the caller's own reason", async () => {
  const reason = new Error("the user left");
  const controller = new AbortController();
  const service = scripted(() => {
    queueMicrotask(() => controller.abort(reason));
    return Response.json({}, { status: 503 });
  });
  const sleepless = { ...testClock(), sleep: async () => await new Promise<void>(() => undefined) };

  const error = await failureOf(
    clientOf(service, { clock: sleepless }).getSecrets("production", { signal: controller.signal }),
  );

  expect(error).toBe(reason);
  expect(service.sent).toHaveLength(1);
});
