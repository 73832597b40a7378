import { ConfigError, type RetryConfig } from "@keyrack/unkey";
import { describe, expect, test } from "vitest";
import { failureOf, refusingFetch, startBench, testClock } from "./support/bench.ts";

const brisk: RetryConfig = {
  strategy: "backoff",
  backoff: { initialInterval: 100, maxInterval: 400, exponent: 2, maxElapsedTime: 2_000 },
};

test("a client's backoff repeats until maxElapsedTime, with waits that grow to maxInterval", async () => {
  const { clock, emulator, unkey } = startBench({ retryConfig: brisk });
  emulator.failNext({ status: 503, times: Infinity });

  const error = await failureOf(unkey.apis.getApi({ apiId: "api_12345" }));

  expect(error).toMatchObject({ status: 503, attempts: 8 });
  expect(clock.waits).toEqual([75, 150, 300, 300, 300, 300, 300]);
});

test.each([
  { random: 0, waits: [50, 100] },
  { random: 0.999999, waits: [100, 200] },
])("half of each wait is fixed, so that no draw ($random) makes it vanish", async ({ random, waits }) => {
  const clock = testClock(random);
  const { emulator, unkey } = startBench({ clock });
  emulator.failNext({ status: 503, times: 2 });

  await unkey.apis.createApi({ name: "billing" }, { retryConfig: brisk });

  expect(clock.waits.map((ms) => Math.round(ms))).toEqual(waits);
});

test("numbers that are left out are filled in", async () => {
  const { clock, emulator, unkey } = startBench({ retryConfig: { strategy: "backoff" } });
  emulator.inject({ kind: "reset", times: 3 });

  await unkey.permissions.listRoles();

  expect(clock.waits).toEqual([375, 562.5, 843.75]);
});

test("totalTimeout ends what maxElapsedTime would let go on", async () => {
  const { clock, emulator, unkey } = startBench({ retryConfig: { strategy: "backoff" }, totalTimeout: 1_000 });
  emulator.failNext({ status: 503, times: Infinity });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toMatchObject({ status: 503, attempts: 3 });
  expect(clock.waits).toEqual([375, 562.5]);
});

test("`none` sends everything once", async () => {
  const { emulator, unkey } = startBench({ retryConfig: { strategy: "none" } });
  emulator.failNext({ status: 503, times: Infinity });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toMatchObject({ attempts: 1, retryable: true });
  expect(emulator.requests).toHaveLength(1);
});

test("a client's backoff never makes an unsafe operation repeatable, one on the call does", async () => {
  const { emulator, unkey } = startBench({ retryConfig: brisk });
  emulator.failNext({ status: 503 });
  const byClient = await failureOf(unkey.apis.createApi({ name: "billing" }));
  emulator.failNext({ status: 503 });

  const byCall = await unkey.apis.createApi({ name: "billing" }, { retryConfig: brisk });

  expect(byClient).toMatchObject({ attempts: 1, maybeApplied: true });
  expect(byCall.data.apiId).toMatch(/^api_/);
  expect(emulator.requests).toHaveLength(3);
});

test("a call's configuration replaces the client's as a whole", async () => {
  const { emulator, unkey } = startBench({ retryConfig: brisk });
  emulator.failNext({ status: 503, times: Infinity });

  const error = await failureOf(unkey.permissions.listRoles({}, { retryConfig: { strategy: "none" } }));

  expect(error).toMatchObject({ attempts: 1 });
});

test("connection failures are left alone where retryConnectionErrors is off, statuses are not", async () => {
  const config: RetryConfig = { ...brisk, retryConnectionErrors: false };
  const { emulator, unkey, client } = startBench({ retryConfig: config });
  const refused = refusingFetch();
  emulator.inject({ kind: "reset" });
  const lost = await failureOf(unkey.permissions.listRoles());
  emulator.failNext({ status: 503 });

  const answer = await unkey.permissions.listRoles();
  const unsent = await failureOf(client({ retryConfig: config, fetch: refused.fetch }).permissions.listRoles());

  expect(lost).toMatchObject({ attempts: 1 });
  expect(answer.data).toEqual([]);
  expect(emulator.requests).toHaveLength(3);
  expect(unsent).toMatchObject({ attempts: 1, code: "ECONNREFUSED" });
});

describe("a wrong configuration is refused before anything is sent", () => {
  const wrong: readonly [name: string, config: unknown][] = [
    ["retryConfig", "backoff"],
    ["retryConfig", null],
    ["retryConfig.strategy", {}],
    ["retryConfig.strategy", { strategy: "exponential" }],
    ["retryConfig.retryConnectionErrors", { strategy: "none", retryConnectionErrors: "yes" }],
    ["retryConfig.backoff", { strategy: "backoff", backoff: 5 }],
    ["retryConfig.backoff.initialInterval", { strategy: "backoff", backoff: { initialInterval: 0 } }],
    ["retryConfig.backoff.maxInterval", { strategy: "backoff", backoff: { maxInterval: Number.NaN } }],
    ["retryConfig.backoff.exponent", { strategy: "backoff", backoff: { exponent: 0.5 } }],
    ["retryConfig.backoff.maxElapsedTime", { strategy: "backoff", backoff: { maxElapsedTime: -1 } }],
    ['"maxRetries"', { strategy: "backoff", maxRetries: 3 }],
    ['"initial_interval"', { strategy: "backoff", backoff: { initial_interval: 5 } }],
  ];

  test.each(wrong)("on a client: %s %j", (name, config) => {
    const construct = (): unknown => startBench({ retryConfig: config as RetryConfig });

    expect(construct).toThrow(ConfigError);
    expect(construct).toThrow(name);
  });

  test.each(wrong)("on a call: %s %j", async (name, config) => {
    const { emulator, unkey } = startBench();

    const error = await failureOf(unkey.permissions.listRoles({}, { retryConfig: config as RetryConfig }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "invalid_option", message: expect.stringContaining(name) as unknown });
    expect(emulator.requests).toEqual([]);
  });
});
