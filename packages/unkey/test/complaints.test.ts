import {
  ConnectionError,
  createVerifyCache,
  ServiceUnavailableErrorResponse,
  TimeoutError,
  Unkey,
  type UnkeyError,
  verifyRequest,
  withVerifiedKey,
} from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";
import { furnish } from "./support/world.ts";

// What users of other clients asked for or complained about; each title names it.

const meta = { requestId: "req_1" };

test("validation took production down when the API grew: new codes, new fields and nulls are passed on", async () => {
  const { emulator, unkey } = startBench();
  const data = {
    valid: false,
    code: "SUSPENDED",
    reason: "new",
    identity: { id: "id_1", externalId: "u", meta: null },
  };
  emulator.failNext({ status: 200, body: { meta, data, hints: [] } });

  const answer: unknown = await unkey.keys.verifyKey({ key: "sk_1234567890" });

  expect(answer).toEqual({ meta, data, hints: [] });
});

test("verification latency: the same question is asked once", async () => {
  const { emulator, unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey(api);
  const before = emulator.requests.length;
  const cache = createVerifyCache(unkey.keys);

  const answers = [await cache.verifyKey({ key: created.key }), await cache.verifyKey({ key: created.key })];

  expect(answers.map(({ data }) => data.valid)).toEqual([true, true]);
  expect(emulator.requests).toHaveLength(before + 1);
});

test("duplicate creation: a create whose answer is lost leaves one thing, and the caller is told", async () => {
  const { emulator, unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  emulator.inject({ kind: "drop", times: 20 });

  const error = await failureOf(unkey.keys.createKey(api));

  const sent = emulator.requests.filter(({ path }) => path === "/v2/keys.createKey");
  expect(sent).toHaveLength(1);
  expect(error).toMatchObject({ maybeApplied: true });
});

test("rate-limit fallbacks: timeout, network and API failures can be told apart", async () => {
  const { emulator, unkey } = startBench({ retryConfig: { strategy: "none" } });
  const request = { namespace: "mail", identifier: "user_1", limit: 10, duration: 60_000 };
  emulator.inject({ kind: "delay", ms: 60_000 });
  const timeout = await failureOf(unkey.ratelimit.limit(request, { timeoutMs: 10 }));
  emulator.inject({ kind: "reset" });
  const network = await failureOf(unkey.ratelimit.limit(request));
  emulator.failNext({ status: 503 });
  const api = await failureOf(unkey.ratelimit.limit(request));

  const kinds = [timeout, network, api].map((error) => [
    error instanceof TimeoutError,
    error instanceof ConnectionError,
    error instanceof ServiceUnavailableErrorResponse,
  ]);

  expect(kinds).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test("raw identifiers in logs: neither log lines nor errors hold the identifier", async () => {
  const lines: unknown[] = [];
  const note = (...line: unknown[]): void => void lines.push(line);
  const { emulator, unkey } = startBench({ logger: { debug: note, info: note, warn: note } });
  const request = { namespace: "mail", identifier: "ada@example.com", limit: 10, duration: 60_000 };
  await unkey.ratelimit.limit(request);
  emulator.failNext({ status: 503, times: 9 });

  const error = await failureOf(unkey.ratelimit.limit(request));

  expect(lines).toHaveLength(3);
  expect(JSON.stringify([lines, error]) + String(error)).not.toContain("ada@example.com");
});

test("a look without consuming: peek leaves the limit as it is", async () => {
  const { unkey } = startBench();
  const request = { namespace: "mail", identifier: "user_1", limit: 3, duration: 3_600_000 };

  const peeks = [await unkey.ratelimit.peek(request), await unkey.ratelimit.peek(request)];

  const { data } = await unkey.ratelimit.limit(request);
  expect(peeks.map((peek) => peek.data.remaining)).toEqual([3, 3]);
  expect(data.remaining).toBe(2);
});

test("a missing verify permission looks like an unknown key: a direct question tells the two apart", async () => {
  const { client, emulator, unkey } = startBench();
  const { apiId, key } = await furnish(unkey, emulator.fixtures);
  const naked = client({ rootKey: emulator.fixtures.nakedRootKey });

  const { data: check } = await naked.keys.verifyKey({ key });
  const error = await failureOf(naked.apis.getApi({ apiId }));

  expect(check.code).toBe("NOT_FOUND");
  expect(error).toMatchObject({ status: 403, detail: expect.stringContaining("read_api") as unknown });
});

test("simple verification: one call on a request gives a verdict or the answer to send", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);
  const headers = { authorization: `Bearer ${key}` };

  const allowed = await verifyRequest(unkey.keys, new Request("https://app.example/", { headers }));
  const refused = await verifyRequest(unkey.keys, new Request("https://app.example/"));

  expect(allowed).toMatchObject({ verified: true });
  expect(refused).toMatchObject({ verified: false, response: { status: 401 } });
});

test("framework breakage: a handler gets its second argument untouched, whatever the framework makes of it", async () => {
  const { emulator, unkey } = startBench();
  const { key, keyId } = await furnish(unkey, emulator.fixtures);
  const context = { params: Promise.resolve({ id: "7" }) };
  const handler = withVerifiedKey(unkey.keys, async (_request, verified, { params }: typeof context) => {
    const { id } = await params;
    return Response.json({ id, keyId: verified.keyId });
  });

  const request = new Request("https://app.example/", { headers: { authorization: `Bearer ${key}` } });
  const response = await handler(request, context);

  expect(await response.json()).toEqual({ id: "7", keyId });
});

test("edge runtimes refuse cache, mode and credentials: none of them is ever set", async () => {
  const inits: object[] = [];
  const { client, emulator } = startBench();
  const unkey = client({
    fetch: async (url, init) => {
      inits.push(init);
      return await emulator.fetch(url, init);
    },
  });

  await unkey.permissions.listRoles();

  expect(inits).toHaveLength(1);
  for (const name of ["cache", "mode", "credentials", "keepalive"]) expect(inits[0]).not.toHaveProperty(name);
});

test("a runtime without `process` cannot even construct a client: this one can, and asks for its key when it needs it", async () => {
  const { emulator } = startBench();
  const process = Object.getOwnPropertyDescriptor(globalThis, "process") ?? {};

  // All that could ask for `process` happens before the first wait, so it need not be missing for longer.
  Reflect.deleteProperty(globalThis, "process");
  const withKey = new Unkey({ rootKey: emulator.fixtures.rootKey, fetch: emulator.fetch }).permissions.listRoles();
  const withoutKey = failureOf(new Unkey({ fetch: emulator.fetch }).permissions.listRoles());
  Object.defineProperty(globalThis, "process", process);

  expect(await withKey).toMatchObject({ data: [] });
  expect(await withoutKey).toMatchObject({ code: "missing_credential" });
});

test("from Result to exceptions: each error says in `code` what a Result would have", async () => {
  const { unkey } = startBench();

  const result = await unkey.keys.getKey({ keyId: "key_404" }).catch((error: UnkeyError) => ({ error: error.code }));

  expect(result).toEqual({ error: "key_not_found" });
});

test("list then act on all reached the first page only: listAll reaches every key", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  for (let count = 0; count < 5; count++) await unkey.keys.createKey(api);

  for await (const { keyId } of unkey.apis.listAllKeys({ ...api, limit: 2 })) await unkey.keys.deleteKey({ keyId });

  const { data: left } = await unkey.apis.listKeys(api);
  expect(left).toEqual([]);
});

test("retries are invisible: onRetry tells of each, and an error counts its attempts", async () => {
  const told: unknown[] = [];
  const { emulator, unkey } = startBench({
    hooks: { onRetry: ({ attempt, waitMs }) => void told.push({ attempt, waitMs }) },
  });
  emulator.failNext({ status: 503, times: 9 });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(told).toEqual([
    { attempt: 1, waitMs: 125 },
    { attempt: 2, waitMs: 250 },
  ]);
  expect(error).toMatchObject({ attempts: 3, waitedMs: 375 });
});
