import { type VerifyRequestOptions, withVerifiedKey } from "@keyrack/unkey";
import { beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";
import { answering, refusalOf, requestWith, throwing } from "./support/requests.ts";
import { startVerifyBench, type VerifyBench } from "./support/verify-bench.ts";

let bench: VerifyBench;

beforeEach(async () => {
  bench = await startVerifyBench();
});

describe("what cannot be understood is refused", () => {
  test.each([
    ["a code from the future", { valid: false, code: "SUSPENDED" }],
    ["the name of an inherited member as code", { valid: false, code: "constructor" }],
    ["no verdict at all", { code: "VALID" }],
    ["a verdict that is not exactly true", { valid: "true", code: "VALID", keyId: "key_1" }],
  ])("%s gives 403", async (_what, data) => {
    const { response } = await refusalOf(answering(data), requestWith("k"));

    expect(response.status).toBe(403);
  });

  test("an answer without data is an error", async () => {
    const { error, response } = await refusalOf(answering(undefined), requestWith("k"));

    expect(error).toBeInstanceOf(TypeError);
    expect(response.status).toBe(503);
  });
});

describe("an error is never a pass", () => {
  test.each([
    { what: "the service fails", fault: { kind: "fail", status: 500 } },
    { what: "the root key is refused", fault: { kind: "fail", status: 401 } },
    { what: "the line breaks", fault: { kind: "drop" } },
  ] as const)("503 where $what, and onError is told", async ({ fault }) => {
    const { createKey, emulator, unkey } = bench;
    const { key } = await createKey();
    emulator.inject({ ...fault, times: 3 });
    const seen: unknown[] = [];

    const { answer, error, response } = await refusalOf(unkey.keys, requestWith(key), {
      onError: (reason, request) => void seen.push(reason, request.url),
    });

    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 503, code: "NO_VERDICT" });
    expect(answer).toBeUndefined();
    expect(seen).toEqual([error, "https://app.test/documents"]);
  });

  test("503 tells when to come again where the service does", async () => {
    const { createKey, emulator, unkey } = bench;
    const { key } = await createKey();
    emulator.failNext({ status: 429, headers: { "retry-after": "7" } });

    const { response } = await refusalOf(unkey.keys, requestWith(key));

    expect(response.headers.get("retry-after")).toBe("7");
  });

  test("onError may give the answer", async () => {
    const { emulator, unkey } = bench;
    emulator.failNext({ status: 403 });
    const answer = new Response("Closed for repairs.", { status: 500 });

    const { response } = await refusalOf(unkey.keys, requestWith("k"), { onError: () => answer });

    expect(response).toBe(answer);
  });

  test.each<[string, VerifyRequestOptions]>([
    ["getKey", { getKey: throwing }],
    ["params", { params: throwing }],
  ])("what %s throws is seen by onError", async (_name, options) => {
    const seen: unknown[] = [];

    const { response } = await refusalOf(bench.unkey.keys, requestWith("k"), {
      ...options,
      onError: (error) => void seen.push(error),
    });

    expect(response.status).toBe(503);
    expect(seen).toMatchObject([{ message: "A mistake of ours." }]);
  });

  test("what the handler throws is the handler's own", async () => {
    const { createKey, unkey } = bench;
    const { key } = await createKey();
    const seen: unknown[] = [];
    const handler = withVerifiedKey(unkey.keys, throwing, { onError: (error) => void seen.push(error) });

    const error = await failureOf(handler(requestWith(key)));

    expect(error).toMatchObject({ message: "A mistake of ours." });
    expect(seen).toEqual([]);
  });

  test("a request that its sender gave up ends the verification", async () => {
    const { arrived, createKey, holdAnswers, unkey } = bench;
    const { key } = await createKey();
    const release = holdAnswers();
    const controller = new AbortController();
    const pending = refusalOf(unkey.keys, requestWith(key, controller.signal));
    await arrived(1);

    controller.abort();
    const { error } = await pending;
    release();

    expect(error).toMatchObject({ name: "AbortError" });
  });
});
