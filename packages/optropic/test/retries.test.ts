import { OptropicError, type RetryConfig, TimeoutError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench, testClock } from "./support/bench.ts";
import { verbs } from "./support/verbs.ts";

const lost = (): Promise<Response> => {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return Promise.reject(new TypeError("fetch failed", { cause }));
};

describe("waits grow by the formula", () => {
  const seconds = (...values: number[]): number[] => values.map((value) => value * 1_000);

  test.each<[random: number, config: RetryConfig | undefined, waits: number[]]>([
    [0, undefined, seconds(1, 2, 4)],
    [0.5, undefined, seconds(1.25, 2.5, 5)],
    [0, { maxRetries: 6 }, seconds(1, 2, 4, 8, 16, 30)],
    [0.5, { maxRetries: 6 }, seconds(1.25, 2.5, 5, 10, 20, 37.5)],
    [0, { maxRetries: 5, baseDelay: 500, maxDelay: 60_000 }, seconds(0.5, 1, 2, 4, 8)],
    [0.5, { maxRetries: 5, baseDelay: 500, maxDelay: 60_000 }, seconds(0.625, 1.25, 2.5, 5, 10)],
    [0.5, { maxRetries: 0 }, []],
  ])("random %d, %j", async (random, retryConfig, waits) => {
    const clock = testClock(random);
    const service = scripted(json({}, 503));

    await failureOf(clientOf(service, { clock, retryConfig, totalTimeout: Infinity }).keys.current());

    expect(clock.waits).toEqual(waits);
  });

  test("the last one is half as long again at most", async () => {
    const clock = testClock(1 - 2 ** -20);
    const service = scripted(json({}, 503));

    await failureOf(
      clientOf(service, { clock, retryConfig: { maxRetries: 6 }, totalTimeout: Infinity }).keys.current(),
    );

    expect(clock.waits.map(Math.round)).toEqual([1_500, 3_000, 6_000, 12_000, 24_000, 45_000]);
  });
});

describe.each(verbs)("a %s", (_verb, call) => {
  test.each([500, 502, 503, 504, 429])("is sent four times after a %i", async (status) => {
    const service = scripted(json({}, status));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ status, attempts: 4 });
    expect(service.sent).toHaveLength(4);
  });

  test.each([400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418, 422, 425, 501, 505, 520])(
    "is sent once after a %i",
    async (status) => {
      const service = scripted(json({}, status, { "retry-after": "1" }));

      const error = await failureOf(call(clientOf(service)));

      expect(error).toMatchObject({ status, attempts: 1 });
      expect(service.sent).toHaveLength(1);
    },
  );

  test("is sent again after a lost connection, with the same ids", async () => {
    const service = scripted(lost, lost, json({}));

    await call(clientOf(service));

    const ids = service.sent.map(({ headers }) => [headers["x-request-id"], headers["idempotency-key"]]);
    expect(ids).toHaveLength(3);
    expect(new Set(ids.map(String)).size).toBe(1);
  });

  test("is sent four times where no answer comes in time", async () => {
    const service = scripted(async () => await new Promise<Response>(() => undefined));

    const error = await failureOf(call(clientOf(service, { timeout: 5 })));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(OptropicError);
    expect(service.sent).toHaveLength(4);
  });
});

test("a 503 that passes is not noticed, and what was made is made once", async () => {
  const { clock, emulator, optropic } = startBench();
  emulator.inject({ kind: "drop", times: 2 });

  const keyset = await optropic.keysets.create({ name: "Production" });

  const { data } = await optropic.keysets.list();
  expect(data).toEqual([keyset]);
  expect(clock.waits).toEqual([1_250, 2_500]);
});

test("a call's retryConfig stands above the client's, member by member", async () => {
  const clock = testClock(0);
  const service = scripted(json({}, 503));
  const optropic = clientOf(service, { clock, retryConfig: { baseDelay: 10, maxRetries: 5 } });

  await failureOf(optropic.keys.current({ retryConfig: { maxRetries: 2 } }));

  expect(clock.waits).toEqual([10, 20]);
});

test("a caller's abort ends a wait with the caller's own reason", async () => {
  const reason = new Error("the user left");
  const controller = new AbortController();
  const service = scripted(() => {
    queueMicrotask(() => controller.abort(reason));
    return Response.json({}, { status: 503 });
  });
  const sleepless = { ...testClock(), sleep: async () => await new Promise<void>(() => undefined) };

  const error = await failureOf(clientOf(service, { clock: sleepless }).keys.current({ signal: controller.signal }));

  expect(error).toBe(reason);
  expect(service.sent).toHaveLength(1);
});
