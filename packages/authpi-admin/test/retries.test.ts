import {
  type AuthPIAdminOptions,
  BadGatewayError,
  ConfigurationError,
  ConnectionError,
  RateLimitError,
  type RetryOptions,
  ServiceUnavailableError,
} from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, noon, startBench, thrownBy } from "./support/bench.ts";

const always = Number.POSITIVE_INFINITY;

describe("a read", () => {
  test.each([429, 502, 503, 504])("is sent four times on %i, after 1, 2 and 4 s", async (status) => {
    const { admin, clock, emulator } = startBench();
    emulator.failNext({ status, times: always });

    const error = await failureOf(admin.issuers.list());

    expect(error).toMatchObject({ status, attempts: 4, waitedMs: 7_000, retryable: true });
    expect(emulator.requests).toHaveLength(4);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
  });

  test.each([400, 404, 408, 409, 425, 500, 501, 520])("is sent once on %i", async (status) => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status, times: always });

    const error = await failureOf(admin.issuers.list());

    expect(error).toMatchObject({ status, attempts: 1 });
    expect(emulator.requests).toHaveLength(1);
  });

  test("is sent again after a lost connection", async () => {
    const { admin, emulator } = startBench();
    emulator.inject({ kind: "reset", times: always });

    const error = await failureOf(admin.issuer("iss_test").get());

    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 4, maybeApplied: false });
  });

  test("a failure that passes is not noticed", async () => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 502, times: 3 });

    const issuer = await admin.issuer("iss_test").get();

    expect(issuer.id).toBe("iss_test");
  });

  test("a body that says it is not retryable does not stop the re-sends, but tells the caller", async () => {
    const { admin, emulator } = startBench();
    const body = { error: "unavailable", error_description: "Down.", retryable: false };
    emulator.failNext({ status: 503, times: always, body });

    const error = await failureOf(admin.issuers.list());

    expect(error).toBeInstanceOf(ServiceUnavailableError);
    expect(error).toMatchObject({ attempts: 4, retryable: false });
  });

  test("HEAD through request() is a read as well", async () => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 503, times: always });

    const error = await failureOf(admin.request("HEAD", "/v1/me"));

    expect(error).toMatchObject({ attempts: 4 });
  });
});

describe.each<[method: string, call: (bench: ReturnType<typeof startBench>) => Promise<unknown>]>([
  ["POST", async ({ admin }) => await admin.issuers.create({ name: "Shop" })],
  ["POST with a key", async ({ admin }) => await admin.issuers.create({ name: "Shop" }, { idempotencyKey: "k" })],
  ["PATCH", async ({ admin }) => await admin.issuers.update("iss_test", { name: "Shop" })],
  ["DELETE", async ({ admin }) => await admin.issuers.delete("iss_test")],
  ["PUT through request()", async ({ admin }) => await admin.request("PUT", "/v1/me", { body: {} })],
])("a write goes out exactly once: %s", (_method, call) => {
  test.each([429, 502, 503, 504])("on %i, whatever the service asks for", async (status) => {
    const bench = startBench({ retries: true });
    bench.emulator.failNext({ status, times: always, headers: { "retry-after": "1" }, body: { retryable: true } });

    const error = await failureOf(call(bench));

    expect(error).toMatchObject({ status, attempts: 1, retryable: true, maybeApplied: status !== 429 });
    expect(bench.emulator.requests).toHaveLength(1);
  });

  test("when nobody listens", async () => {
    let count = 0;
    const fetch = async (): Promise<never> => {
      count++;
      const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
      await Promise.resolve();
      throw new TypeError("fetch failed", { cause });
    };

    const error = await failureOf(call(startBench({ fetch })));

    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 1, maybeApplied: false, retryable: true });
    expect(count).toBe(1);
  });

  test("when the connection is lost, and the error says that it may have happened", async () => {
    const bench = startBench();
    bench.emulator.inject({ kind: "reset", times: always });

    const error = await failureOf(call(bench));

    expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
  });
});

describe("the retries option", () => {
  test.each<[option: NonNullable<AuthPIAdminOptions["retries"]>, waits: number[]]>([
    [true, [1_000, 2_000, 4_000]],
    [false, []],
    [{}, [1_000, 2_000, 4_000]],
    [{ limit: 0 }, []],
    [{ limit: 5 }, [1_000, 2_000, 4_000, 8_000, 16_000]],
    [{ delay: 100 }, [100, 200, 400]],
    [{ delay: 100, backoff: "linear" }, [100, 200, 300]],
    [{ delay: 100, backoff: "exponential", limit: 2 }, [100, 200]],
    [{ limit: 5, delay: 500, backoff: "linear" }, [500, 1_000, 1_500, 2_000, 2_500]],
    [{ delay: 0 }, [0, 0, 0]],
  ])("%j waits %j ms", async (retries, waits) => {
    const { clock, emulator, client } = startBench();
    const { accountId } = emulator.fixtures;
    emulator.failNext({ status: 503, times: always });

    const error = await failureOf(client({ accountId, retries }).issuers.list());

    expect(clock.waits).toEqual(waits);
    expect(error).toMatchObject({ attempts: waits.length + 1 });
  });

  test("of a call stands above the client's, and never lets a write out twice", async () => {
    const { admin, clock, emulator } = startBench({ retries: false });
    emulator.failNext({ status: 503, times: always });
    const retries: RetryOptions = { limit: 1, delay: 10 };

    await failureOf(admin.issuers.list({}, { retries }));
    const write = await failureOf(admin.issuers.create({ name: "Shop" }, { retries }));

    expect(clock.waits).toEqual([10]);
    expect(write).toMatchObject({ attempts: 1 });
  });

  test.each([
    ["retries.limit", { limit: -1 }],
    ["retries.limit", { limit: 11 }],
    ["retries.limit", { limit: 1.5 }],
    ["retries.delay", { delay: -1 }],
    ["retries.delay", { delay: Number.NaN }],
    ["retries.backoff", { backoff: "quadratic" }],
    ["retries has no member", { attempts: 3 }],
    ["retries", 3],
  ])("is refused at construction, naming %s: %j", (name, retries) => {
    const error = thrownBy(() => startBench({ retries: retries as RetryOptions }));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(name);
  });
});

describe("Retry-After", () => {
  test.each([
    ["seconds", "2", 2_000],
    ["a fraction of a second", "0.25", 250],
    ["a date", new Date(noon + 3_000).toUTCString(), 3_000],
  ])("as %s replaces the wait", async (_what, text, wait) => {
    const { admin, clock, emulator } = startBench();
    emulator.failNext({ status: 429, headers: { "retry-after": text } });

    await admin.issuers.list();

    expect(clock.waits).toEqual([wait]);
  });

  test.each(["0", "-5", "soon", new Date(noon - 5_000).toUTCString()])(
    "of %j leaves the computed wait",
    async (text) => {
      const { admin, clock, emulator } = startBench();
      emulator.failNext({ status: 503, headers: { "retry-after": text } });

      await admin.issuers.list();

      expect(clock.waits).toEqual([1_000]);
    },
  );

  test("beyond 60 s ends the call at once", async () => {
    const { admin, clock, emulator } = startBench();
    emulator.failNext({ status: 429, headers: { "retry-after": "61" } });

    const error = await failureOf(admin.issuers.list());

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ attempts: 1, retryAfter: 61, retryAfterMs: 61_000 });
    expect(clock.waits).toEqual([]);
  });

  test("of the body alone tells the caller, and leaves the computed wait", async () => {
    const { admin, clock, emulator } = startBench({ retries: { limit: 1 } });
    emulator.failNext({ status: 429, times: always, body: { error: "rate_limited", retry_after: 7 } });

    const error = await failureOf(admin.issuers.list());

    expect(error).toMatchObject({ retryAfter: 7 });
    expect(clock.waits).toEqual([1_000]);
  });
});

test("a status that changes on the way ends in the class of the last one", async () => {
  const { admin, emulator } = startBench();
  emulator.failNext({ status: 503, times: 3 });
  emulator.failNext({ status: 502 });

  const error = await failureOf(admin.issuers.list());

  expect(error).toBeInstanceOf(BadGatewayError);
});
