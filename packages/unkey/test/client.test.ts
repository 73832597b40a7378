import {
  ClosedClientError,
  type Fetch,
  type Hooks,
  type LogFields,
  path,
  TimeoutError,
  type Unkey,
  VERSION,
  withMeta,
} from "@keyrack/unkey";
import { describe, expect, test } from "vitest";
import { failureOf, startBench, thrownBy } from "./support/bench.ts";

describe("transport", () => {
  test("a custom fetch gets a URL and a plain init, without what edge runtimes refuse", async () => {
    const calls: unknown[][] = [];
    const { client, emulator } = startBench();
    const fetch: Fetch = async (...call) => {
      calls.push(call);
      return await emulator.fetch(...call);
    };

    await client({ fetch }).permissions.listRoles();

    const [[url, init] = []] = calls;
    expect(calls).toHaveLength(1);
    expect(url).toBe("https://api.unkey.com/v2/permissions.listRoles");
    expect(Object.keys(init as object).toSorted()).toEqual(["body", "headers", "method", "redirect", "signal"]);
    expect(init).toMatchObject({ method: "POST", body: "{}", redirect: "manual" });
    expect((init as { headers: object }).headers).toMatchObject({ "user-agent": `keyrack-unkey/${VERSION}` });
  });

  test("an attempt that takes too long is a TimeoutError, and is repeated as its class allows", async () => {
    const { emulator, unkey } = startBench({ timeoutMs: 20 });
    emulator.inject({ kind: "delay", ms: 60_000, times: Infinity });

    const made = await failureOf(unkey.apis.createApi({ name: "billing" }));
    const read = await failureOf(unkey.permissions.listRoles({}, { timeoutMs: 10 }));

    expect(made).toBeInstanceOf(TimeoutError);
    expect(made).toMatchObject({ phase: "headers", limit: "attempt", attempts: 1, maybeApplied: true });
    expect(read).toMatchObject({ attempts: 3, maybeApplied: false });
  });

  test("an answer that stalls in its body times out too", async () => {
    const { emulator, unkey } = startBench({ timeoutMs: 250, retryConfig: { strategy: "none" } });
    emulator.inject({ kind: "stall", afterBytes: 5 });

    const error = await failureOf(unkey.permissions.listRoles());

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "body" });
  });

  test("a caller's abort rejects with the caller's own reason", async () => {
    const { emulator, unkey } = startBench();
    const reason = new Error("the user left");
    const controller = new AbortController();
    emulator.inject({ kind: "delay", ms: 60_000 });

    const pending = failureOf(unkey.permissions.listRoles({}, { signal: controller.signal }));
    controller.abort(reason);

    expect(await pending).toBe(reason);
  });
});

describe("what can be seen of a call", () => {
  test("the logger gets one line per attempt, without values", async () => {
    const lines: [level: string, fields: LogFields][] = [];
    const note = (level: string) => (_message: string, fields: LogFields) => void lines.push([level, fields]);
    const logger = { debug: note("debug"), info: note("info"), warn: note("warn") };
    const { emulator, unkey } = startBench({ logger });
    emulator.failNext({ status: 503 });

    await unkey.permissions.listRoles();
    await failureOf(unkey.apis.getApi({ apiId: "api_12345" }));

    expect(lines).toMatchObject([
      ["info", { route: "/v2/permissions.listRoles", attempt: 1, outcome: "retry", status: 503 }],
      ["debug", { route: "/v2/permissions.listRoles", attempt: 2, outcome: "ok", status: 200 }],
      ["warn", { route: "/v2/apis.getApi", attempt: 1, outcome: "failed", status: 404, code: "api_not_found" }],
    ]);
  });

  test("hooks are called in order, and what onRequest gives joins the request", async () => {
    const order: string[] = [];
    const hooks: Hooks = {
      onRequest: ({ attempt }) => {
        order.push(`request ${attempt}`);
        return { traceparent: "00-1-1-01", authorization: "Bearer other" };
      },
      onResponse: ({ status }) => void order.push(`response ${status}`),
      onRetry: ({ hinted }) => void order.push(`retry ${hinted}`),
      onError: () => void order.push("error"),
    };
    const { emulator, unkey } = startBench({ hooks });
    emulator.failNext({ status: 503 });

    await unkey.permissions.listRoles();

    expect(order).toEqual(["request 1", "response 503", "retry false", "request 2", "response 200"]);
    expect(emulator.requests[1]?.headers).toMatchObject({
      traceparent: "00-1-1-01",
      authorization: `Bearer ${emulator.fixtures.rootKey}`,
    });
  });

  test("withMeta gives status, request id and attempts of a success", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 503 });

    const { value, meta } = await withMeta(async (options) => await unkey.permissions.listRoles({}, options));

    expect(meta).toMatchObject({ status: 200, attempts: 2, requestId: value.meta.requestId });
    expect(meta).toMatchObject({ method: "POST", route: "/v2/permissions.listRoles" });
  });
});

describe("request()", () => {
  test("sends what has no method and gives the body as sent", async () => {
    const { emulator, unkey } = startBench();

    const body = await unkey.request("POST", "/v2/apis.createApi", { body: { name: "billing" }, timeoutMs: 5_000 });

    expect(body).toEqual({
      meta: { requestId: expect.any(String) as unknown },
      data: { apiId: expect.any(String) as unknown },
    });
    expect(emulator.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${emulator.fixtures.rootKey}` });
  });

  test("a POST is not repeated unless it is called safe", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 503, times: 2 });

    const unsafe = await failureOf(unkey.request("POST", "/v2/permissions.listRoles", { body: {} }));
    const safe = await unkey.request("POST", "/v2/permissions.listRoles", { body: {}, safety: "read" });

    expect(unsafe).toMatchObject({ attempts: 1 });
    expect(safe).toMatchObject({ data: [] });
  });

  test("a path is built by the tag, one segment per value, and a bad one is refused", async () => {
    const { emulator, unkey } = startBench();

    const errors = [
      thrownBy(() => path`/v2/${".."}`),
      await failureOf(unkey.request("GET", "/v2/liveness?x=1")),
      await failureOf(unkey.request("GET", "v2/liveness")),
    ];

    expect(path`/v2/${"a/b"}`).toBe("/v2/a%2Fb");
    expect(errors).toMatchObject(Array.from({ length: 3 }, () => ({ service: "unkey", code: "invalid_argument" })));
    expect(emulator.requests).toEqual([]);
  });
});

describe("the end of a client", () => {
  test("close() ends calls in flight, later calls fail without a request, and it can be called twice", async () => {
    const { emulator, unkey } = startBench();
    emulator.inject({ kind: "delay", ms: 60_000 });
    const pending = failureOf(unkey.permissions.listRoles());

    await unkey.close();
    await unkey.close();

    const sent = emulator.requests.length;
    expect(await pending).toBeInstanceOf(ClosedClientError);
    expect(await failureOf(unkey.permissions.listRoles())).toBeInstanceOf(ClosedClientError);
    expect(emulator.requests).toHaveLength(sent);
  });

  test("`await using` closes at the end of the block", async () => {
    const { client } = startBench();
    let kept: Unkey;

    {
      await using unkey = client();
      await unkey.liveness();
      kept = unkey;
    }

    expect(await failureOf(kept.liveness())).toMatchObject({ code: "closed_client" });
  });
});
