import {
  createVerifyCache,
  type KeyVerifier,
  verifyRequest,
  type VerifyRequestOptions,
  withVerifiedKey,
} from "@keyrack/unkey";
import { beforeEach, describe, expect, test } from "vitest";
import { noon } from "./support/bench.ts";
import { answering, limitThat, refusalOf, requestWith, throwing } from "./support/requests.ts";
import { startVerifyBench, type VerifyBench } from "./support/verify-bench.ts";

let bench: VerifyBench;

beforeEach(async () => {
  bench = await startVerifyBench();
});

describe("a request passes only with a valid key", () => {
  test("the handler gets the request, what is known of the key, and its other arguments", async () => {
    const { createKey, unkey } = bench;
    const { key, keyId } = await createKey({ externalId: "user_1" });
    const handler = withVerifiedKey(unkey.keys, (request: Request, verified, context: { params: { id: string } }) =>
      Response.json({ url: request.url, who: verified.identity?.externalId, keyId: verified.keyId, ...context.params }),
    );

    const response = await handler(requestWith(key), { params: { id: "doc_1" } });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: "https://app.test/documents", who: "user_1", keyId, id: "doc_1" });
  });

  test("verifyRequest gives the whole answer of Unkey", async () => {
    const { createKey, unkey } = bench;
    const { key, keyId } = await createKey();

    const outcome = await verifyRequest(unkey.keys, requestWith(key));

    expect(outcome).toMatchObject({
      verified: true,
      answer: { data: { valid: true, keyId }, meta: expect.anything() },
    });
  });

  test("a verify cache verifies as well", async () => {
    const { createKey, unkey, verifications } = bench;
    const { key } = await createKey();
    const handler = withVerifiedKey(createVerifyCache(unkey.keys), () => new Response("fine"));

    const statuses = [(await handler(requestWith(key))).status, (await handler(requestWith(key))).status];

    expect(statuses).toEqual([200, 200]);
    expect(verifications()).toBe(1);
  });

  test.each(["bearer", "BEARER", "Bearer  "])("the scheme is read as it may be written: %j", async (scheme) => {
    const { createKey, unkey } = bench;
    const { key } = await createKey();
    const request = new Request("https://app.test", { headers: { authorization: `${scheme} ${key}` } });

    expect(await verifyRequest(unkey.keys, request)).toMatchObject({ verified: true });
  });
});

describe("every other request is answered without the handler", () => {
  test.each([
    { code: "DISABLED", status: 401, error: "invalid_token", settings: { enabled: false } },
    { code: "EXPIRED", status: 401, error: "invalid_token", settings: { expires: noon - 1 } },
    { code: "NOT_FOUND", status: 401, error: "invalid_token", settings: undefined },
    {
      code: "INSUFFICIENT_PERMISSIONS",
      status: 403,
      error: "insufficient_scope",
      settings: {},
      params: { permissions: "documents.read" },
    },
    { code: "USAGE_EXCEEDED", status: 429, settings: { credits: { remaining: 1 } }, params: { credits: { cost: 2 } } },
  ])("$code gives $status", async ({ code, error, params, settings, status }) => {
    const { createKey, emulator, unkey } = bench;
    const key = settings ? (await createKey(settings)).key : "nobody_knows_me";

    const { answer, response } = await refusalOf(unkey.keys, requestWith(key), params && { params });

    expect(answer?.data).toMatchObject({ valid: false, code });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(/error="(\w+)"/.exec(response.headers.get("www-authenticate") ?? "")?.[1]).toBe(error);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status, code, title: expect.any(String) as string });
    expect(text + JSON.stringify([...response.headers])).not.toContain(key);
    expect(text).not.toContain(emulator.fixtures.rootKey);
  });

  test("a caller whose address is not welcome is forbidden, and not told that its key is wrong", async () => {
    const { emulator, unkey } = bench;

    const { response } = await refusalOf(unkey.keys, requestWith(emulator.fixtures.whitelistKey));

    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="api"');
  });

  test("without a key Unkey is not asked, and the challenge names no error", async () => {
    const { unkey, verifications } = bench;
    const requests = [undefined, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer one two"].map(
      (value) => new Request("https://app.test", value === undefined ? {} : { headers: { authorization: value } }),
    );

    const refusals = await Promise.all(requests.map(async (request) => await refusalOf(unkey.keys, request)));

    expect(refusals.map(({ response }) => response.status)).toEqual(requests.map(() => 401));
    expect(refusals.map(({ response }) => response.headers.get("www-authenticate"))).toEqual(
      requests.map(() => 'Bearer realm="api"'),
    );
    expect(verifications()).toBe(0);
  });

  test("a key longer than any key is the caller's fault, not ours", async () => {
    const { response } = await refusalOf(bench.unkey.keys, requestWith("k".repeat(513)));

    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test("a spent limit gives 429 with the time at which it ends", async () => {
    const { clock, createKey, unkey } = bench;
    const ratelimits = [{ name: "requests", limit: 1, duration: 60_000, autoApply: true }];
    const { key } = await createKey({ ratelimits });
    await unkey.keys.verifyKey({ key });

    const { response } = await refusalOf(unkey.keys, requestWith(key), { clock });

    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "retry-after": "60",
      "ratelimit-limit": "1",
      "ratelimit-remaining": "0",
      "ratelimit-reset": "60",
    });
    expect(response.headers.get("www-authenticate")).toBeNull();
  });

  test("of several spent limits the one that ends last counts, and a wait is never zero", async () => {
    const { clock } = bench;
    const limits = [
      limitThat({ exceeded: true, reset: noon + 1_500, limit: 5 }),
      limitThat({ exceeded: true, reset: noon + 8_001, limit: 7 }),
      limitThat({ exceeded: false, reset: noon + 90_000, limit: 9 }),
    ];
    const past = [limitThat({ exceeded: true, reset: noon - 5_000 })];

    const several = await refusalOf(answering({ code: "RATE_LIMITED", ratelimits: limits }), requestWith("k"), {
      clock,
    });
    const over = await refusalOf(answering({ code: "RATE_LIMITED", ratelimits: past }), requestWith("k"), { clock });
    const untold = await refusalOf(answering({ code: "RATE_LIMITED" }), requestWith("k"), { clock });

    expect(several.response.headers.get("retry-after")).toBe("9");
    expect(several.response.headers.get("ratelimit-limit")).toBe("7");
    expect(over.response.headers.get("retry-after")).toBe("1");
    expect(untold.response.headers.get("retry-after")).toBeNull();
  });
});

describe("options", () => {
  test("params may depend on the request", async () => {
    const { createKey, unkey } = bench;
    const { key } = await createKey({ permissions: ["documents.read"] });
    const handler = withVerifiedKey(unkey.keys, () => new Response("fine"), {
      params: ({ method }) => ({ permissions: method === "GET" ? "documents.read" : "documents.write" }),
    });

    const read = await handler(requestWith(key));
    const write = await handler(new Request(requestWith(key), { method: "POST" }));

    expect([read.status, write.status]).toEqual([200, 403]);
  });

  test("tags, costs and limits reach Unkey", async () => {
    const { createKey, emulator, unkey } = bench;
    const { key } = await createKey();
    const params = {
      tags: ["path=/a"],
      credits: { cost: 3 },
      ratelimits: [{ name: "heavy", limit: 5, duration: 60_000 }],
    };

    await verifyRequest(unkey.keys, requestWith(key), { params });

    expect(emulator.requests.at(-1)?.json).toEqual({ key, ...params });
  });

  test("getKey finds the key elsewhere, or answers by itself", async () => {
    const { createKey, unkey } = bench;
    const { key } = await createKey();
    const login = new Response(null, { status: 302 });
    const getKey = (request: Request): string | Response => request.headers.get("x-api-key") ?? login;

    const found = await verifyRequest(unkey.keys, new Request("https://app.test", { headers: { "x-api-key": key } }), {
      getKey,
    });
    const answered = await refusalOf(unkey.keys, requestWith(key), { getKey });

    expect(found.verified).toBe(true);
    expect(answered.response).toBe(login);
  });

  test("a wrong one is refused when the handler is wrapped", () => {
    const options: unknown = { permissions: "documents.read" };
    const verifier: unknown = bench.unkey;

    expect(() => withVerifiedKey(bench.unkey.keys, throwing, options as VerifyRequestOptions)).toThrow("permissions");
    expect(() => withVerifiedKey(verifier as KeyVerifier, throwing)).toThrow("verifier must have a method verifyKey");
  });
});
