import {
  ApiError,
  type AuthPIAdmin,
  ClosedClientError,
  CURRENT_BASE_URL,
  DEFAULT_BASE_URL,
  type Fetch,
  type Hooks,
  type LogFields,
  path,
  TimeoutError,
  VERSION,
} from "@keyrack/authpi-admin";
import * as core from "@keyrack/core";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

describe("transport", () => {
  test("a custom fetch gets a URL and a plain init", async () => {
    const calls: unknown[][] = [];
    const { client, emulator } = startBench();
    const fetch: Fetch = async (...call) => {
      calls.push(call);
      return await emulator.fetch(...call);
    };

    await client({ fetch, accountId: "acc_test" }).issuers.create({ name: "Shop" });

    const [[url, init] = []] = calls;
    expect(url).toBe(`${DEFAULT_BASE_URL}/v1/accounts/acc_test/issuers`);
    expect(Object.keys(init as object).toSorted()).toEqual(["body", "headers", "method", "redirect", "signal"]);
    expect(init).toMatchObject({ method: "POST", body: '{"name":"Shop"}', redirect: "manual" });
    expect((init as { headers: object }).headers).toMatchObject({ "user-agent": `keyrack-authpi-admin/${VERSION}` });
  });

  test("the host of today is one constant away", async () => {
    const urls: string[] = [];
    const { client, emulator } = startBench();
    const fetch: Fetch = async (url, init) => {
      urls.push(url);
      return await emulator.fetch(url, init);
    };

    await client({ fetch, baseUrl: CURRENT_BASE_URL }).whoami();

    expect(urls).toEqual(["https://api.authpi.com/v1/me"]);
  });

  test("an attempt that takes too long is a TimeoutError; the limit can be set per call", async () => {
    const { admin, emulator } = startBench({ timeout: 20, retries: false });
    emulator.inject({ kind: "delay", ms: 60_000, times: 9 });

    const read = await failureOf(admin.issuers.list());
    const write = await failureOf(admin.issuers.create({ name: "Shop" }, { timeout: 5 }));

    expect(read).toBeInstanceOf(TimeoutError);
    expect(read).toMatchObject({ phase: "headers", limit: "attempt", maybeApplied: false });
    expect(write).toMatchObject({ phase: "headers", attempts: 1, maybeApplied: true });
  });

  test("a caller's abort rejects with the caller's own reason", async () => {
    const { admin, emulator } = startBench();
    const reason = new Error("the user left");
    const controller = new AbortController();
    emulator.inject({ kind: "delay", ms: 60_000 });

    const pending = failureOf(admin.issuers.list({}, { signal: controller.signal }));
    controller.abort(reason);

    expect(await pending).toBe(reason);
  });
});

describe("headers", () => {
  test("of the client go with every request, and those of a call stand above them, whatever their letter case", async () => {
    const { client, emulator } = startBench();
    const admin = client({ accountId: "acc_test", defaultHeaders: { "X-Custom": "a", Accept: "application/xml" } });

    await admin.issuers.list();
    await admin.issuers.list({}, { headers: { "x-custom": "b", ACCEPT: "application/json" } });

    expect(emulator.requests.map(({ headers }) => [headers["x-custom"], headers["accept"]])).toEqual([
      ["a", "application/xml"],
      ["b", "application/json"],
    ]);
  });

  test("of an option stand above those of a call", async () => {
    const { admin, emulator } = startBench();
    const options = { idempotencyKey: "option", headers: { "Idempotency-Key": "header" } };

    await admin.issuers.create({ name: "Shop" }, options);

    expect(emulator.requests[0]?.headers["idempotency-key"]).toBe("option");
  });
});

describe("what can be seen of a call", () => {
  test("the logger gets one line per attempt, without values", async () => {
    const lines: [level: string, fields: LogFields][] = [];
    const note = (level: string) => (_message: string, fields: LogFields) => void lines.push([level, fields]);
    const logger = { debug: note("debug"), info: note("info"), warn: note("warn") };
    const { admin, emulator } = startBench({ logger });
    emulator.failNext({ status: 503 });

    await admin.issuers.list();
    await failureOf(admin.issuer("iss_1").user("usr_none").get());

    const user = "/v1/accounts/{}/issuers/{}/users/{}";
    expect(lines).toMatchObject([
      ["info", { route: "/v1/accounts/{}/issuers", attempt: 1, outcome: "retry", status: 503 }],
      ["debug", { route: "/v1/accounts/{}/issuers", attempt: 2, outcome: "ok", status: 200 }],
      ["warn", { route: user, attempt: 1, outcome: "failed", status: 404, code: "not_found" }],
    ]);
  });

  test("hooks are called in order, and what onRequest gives joins the request", async () => {
    const order: string[] = [];
    const hooks: Hooks = {
      onRequest: ({ call, attempt }) => {
        order.push(`request ${call.path} ${attempt}`);
        return { traceparent: "00-1-1-01", authorization: "Bearer other" };
      },
      onResponse: ({ status }) => void order.push(`response ${status}`),
      onRetry: ({ hinted }) => void order.push(`retry ${hinted}`),
      onError: () => void order.push("error"),
    };
    const { emulator, client } = startBench();
    const admin = client({ hooks });

    await admin.issuers.list();

    expect(order).toEqual([
      "request /v1/me 1",
      "response 200",
      "request /v1/accounts/acc_test/issuers 1",
      "response 200",
    ]);
    expect(emulator.requests[1]?.headers["traceparent"]).toBe("00-1-1-01");
    expect(emulator.requests[1]?.headers["authorization"]).toMatch(/^Basic /);
  });

  test("the service tells no rate limit, so the client knows none", async () => {
    const { admin } = startBench();

    await admin.issuers.list();

    expect(admin.rateLimit).toBeUndefined();
  });
});

test("request() sends what has no method and gives the body as sent", async () => {
  const { admin, emulator } = startBench();
  const options = { body: { name: "Shop", _etag: '"1"' }, idempotencyKey: "k1", query: { dry_run: true } };

  const body = await admin.request("POST", path`/v1/accounts/${"acc_test"}/issuers`, options);

  expect(body).toMatchObject({ data: { name: "Shop" } });
  expect(emulator.requests[0]).toMatchObject({
    json: { name: "Shop" },
    query: { dry_run: "true" },
    headers: { "idempotency-key": "k1" },
  });
});

describe("the end of a client", () => {
  test("close() ends calls in flight; later calls fail without a request; it can be called twice", async () => {
    const { admin, emulator } = startBench();
    emulator.inject({ kind: "delay", ms: 60_000 });
    const pending = failureOf(admin.issuers.list());

    await admin.close();
    await admin.close();

    const sent = emulator.requests.length;
    const errors = [await pending, await failureOf(admin.issuers.list()), await failureOf(admin.whoami())];
    expect(errors.map((error) => error instanceof ClosedClientError)).toEqual([true, true, true]);
    expect(errors.map((error) => error instanceof ApiError)).toEqual([true, true, true]);
    expect(errors.map((error) => error instanceof core.ClosedClientError)).toEqual([true, true, true]);
    expect(errors).toMatchObject(
      errors.map(() => ({ status: 0, statusCode: 0, error: "closed_client", code: "closed_client", retryable: false })),
    );
    expect(emulator.requests).toHaveLength(sent);
  });

  test("a closed client asks for no account, either", async () => {
    const { client, emulator } = startBench();
    const admin = client();
    const scope = admin.issuer("iss_test");
    await admin.close();

    const errors = [await failureOf(admin.issuers.list()), await failureOf(scope.users.list())];

    expect(errors.map((error) => error instanceof ClosedClientError)).toEqual([true, true]);
    expect(emulator.requests).toEqual([]);
  });

  test("calls that wait for the account end with it", async () => {
    const { client, emulator } = startBench();
    const admin = client();
    emulator.inject({ kind: "delay", ms: 60_000 });
    const pending = failureOf(admin.issuers.list());

    await admin.close();

    expect(await pending).toBeInstanceOf(ClosedClientError);
  });

  test("`await using` closes at the end of the block, and an injected fetch works on", async () => {
    const { client, emulator } = startBench();
    let kept: AuthPIAdmin;

    {
      await using admin = client();
      await admin.whoami();
      kept = admin;
    }

    expect(await failureOf(kept.whoami())).toBeInstanceOf(ClosedClientError);
    expect(await client().whoami()).toMatchObject({ type: "api_key" });
    expect(emulator.requests).toHaveLength(2);
  });
});
