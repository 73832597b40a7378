import { DecodeError, RedirectError, TimeoutError, TooManyRequestsErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

// What was measured on other clients of this service; each title names it.

test("a 429 was a generic error: it has its class and its wait", async () => {
  const { client, emulator } = startBench();
  const capped = client({ rootKey: emulator.fixtures.cappedRootKey });
  for (const name of ["one", "two", "three"]) await capped.apis.createApi({ name });

  const error = await failureOf(capped.keys.verifyKey({ key: "sk_1234567890" }));

  expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
  expect(error).toMatchObject({ code: "workspace_rate_limited", retryAfterMs: expect.any(Number) as unknown });
});

test("a body that is no JSON was a bare SyntaxError: it is a DecodeError that names the call", async () => {
  const { emulator, unkey } = startBench();
  emulator.failNext({ status: 200, body: "<html>maintenance</html>" });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toBeInstanceOf(DecodeError);
  expect(error).toMatchObject({ message: expect.stringContaining("POST /v2/permissions.listRoles") as unknown });
});

test("an error's message was a dump of JSON: it is a sentence with call, status, reason and request id", async () => {
  const { client, emulator } = startBench();
  const naked = client({ rootKey: emulator.fixtures.nakedRootKey });

  const error = await failureOf(naked.apis.createApi({ name: "billing" }));

  const { message } = error as Error;
  expect(message).toMatch(/^POST \/v2\/apis\.createApi failed with 403: [^{}]+ \(req_\w+\)$/);
});

test("a failing createKey was sent 14 times: it is sent once", async () => {
  const { emulator, unkey } = startBench();
  emulator.failNext({ status: 502, times: 20 });

  const error = await failureOf(unkey.keys.createKey({ apiId: "api_12345" }));

  expect(error).toMatchObject({ status: 502, attempts: 1, maybeApplied: true });
  expect(emulator.requests).toHaveLength(1);
});

test("a lasting 500 was repeated for ten seconds: three attempts are made", async () => {
  const { emulator, unkey } = startBench();
  emulator.failNext({ status: 500, times: 20 });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toMatchObject({ status: 500, attempts: 3 });
});

test("a caller's signal switched the timeout off: both hold", async () => {
  const { emulator, unkey } = startBench();
  emulator.inject({ kind: "delay", ms: 60_000, times: 9 });
  const { signal } = new AbortController();

  const error = await failureOf(unkey.apis.createApi({ name: "billing" }, { signal, timeoutMs: 10 }));

  expect(error).toBeInstanceOf(TimeoutError);
});

test("hasMore was ignored: a list ends where it says so, whatever its cursor", async () => {
  const { emulator, unkey } = startBench();
  const meta = { requestId: "req_1" };
  const body = { meta, data: [{ id: "role_1", name: "reader" }], pagination: { hasMore: false, cursor: "role_2" } };
  emulator.failNext({ status: 200, body });

  const names = await Array.fromAsync(unkey.permissions.listAllRoles(), ({ name }) => name);

  expect(names).toEqual(["reader"]);
  expect(emulator.requests).toHaveLength(1);
});

test("lists could be walked by the page only, and a repeated cursor walked for ever: both ends are tied", async () => {
  const { emulator, unkey } = startBench();
  const meta = { requestId: "req_1" };
  const body = { meta, data: [{ id: "role_1", name: "reader" }], pagination: { hasMore: true, cursor: "role_1" } };
  emulator.failNext({ status: 200, body, times: 20 });

  const error = await failureOf(Array.fromAsync(unkey.permissions.listAllRoles()));

  expect(error).toMatchObject({ code: "cursor_repeated", service: "unkey" });
  expect(emulator.requests.length).toBeLessThan(4);
});

test("defaults were filled in by the client and overrode the API's own: nothing is sent that was not given", async () => {
  const { emulator, unkey } = startBench();
  const apiId = emulator.fixtures.defaultsApiId;

  const { data: created } = await unkey.keys.createKey({ apiId });

  expect(emulator.requests[0]?.json).toEqual({ apiId });
  // 24 bytes are 32 or 33 characters of base58, 16 at most 22.
  expect(created.key).toMatch(/^dflt_\w{30,}$/);
});

test("an empty cookie header came with each request: there is none", async () => {
  const { emulator, unkey } = startBench();

  await unkey.permissions.listRoles();

  expect(Object.keys(emulator.requests[0]?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "authorization",
    "content-type",
    "user-agent",
  ]);
});

test("redirects were followed, key and all: they are refused", async () => {
  const { emulator, unkey } = startBench();
  emulator.failNext({ status: 308, headers: { location: "https://elsewhere.example/v2/permissions.listRoles" } });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toBeInstanceOf(RedirectError);
  expect(error).toMatchObject({ location: "https://elsewhere.example" });
  expect(emulator.requests).toHaveLength(1);
});
