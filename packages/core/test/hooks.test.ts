import { describe, expect, test } from "vitest";
import type { RequestEvent, RetryEvent } from "../src/hooks.ts";
import { path, SecretSegment } from "../src/path.ts";
import { rejectionOf } from "./support/failures.ts";
import { broken, gone, listened, ok, unwell } from "./support/listened-client.ts";
import { json, KEY } from "./support/notes-client.ts";

describe("the hooks tell a call in order", () => {
  test.each<[string, Parameters<typeof listened>[0], string]>([
    ["that succeeds", [ok], "onRequest onResponse"],
    ["that is repeated", [unwell, ok], "onRequest onResponse onRetry onRequest onResponse"],
    ["that is repeated without an answer", [broken, ok], "onRequest onRetry onRequest onResponse"],
    ["that fails", [gone], "onRequest onResponse onError"],
    [
      "that fails in the end",
      [unwell, broken, unwell],
      "onRequest onResponse onRetry onRequest onRetry onRequest onResponse onError",
    ],
  ])("%s", async (_what, answers, expected) => {
    const { client, told } = listened(answers);

    await client.get("/notes/1").catch(() => undefined);

    expect(told.map(([hook]) => hook).join(" ")).toBe(expected);
  });

  test("that is refused before it is sent, with nothing but its error", async () => {
    const { client, told, sent } = listened([ok]);

    await rejectionOf(client.get("/notes/1", {}, { signal: AbortSignal.abort(new Error("enough")) }));

    expect(told.map(([hook]) => hook)).toEqual(["onError"]);
    expect(told[0]?.[1]).toMatchObject({ attempt: 0, error: { message: "enough" }, maybeApplied: false });
    expect(sent).toHaveLength(0);
  });
});

describe("an event", () => {
  test("names the call, and all events of one call share one object", async () => {
    const { client, told } = listened([unwell, ok]);

    await client.get(path`/notes/${"a b"}`, { query: { token: "s3cr3t" } });

    const calls = new Set(told.map(([, event]) => (event as RequestEvent).call));
    expect(calls.size).toBe(1);
    expect([...calls][0]).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      service: "notes",
      method: "GET",
      path: "/notes/a%20b",
      route: "/notes/{}",
      idempotencyKey: undefined,
    });
  });

  test("counts its attempts from 1 and has the URL without its query", async () => {
    const { client, told } = listened([unwell, ok]);

    await client.get("/notes", { query: { token: "s3cr3t" } });

    const requests = told.filter(([hook]) => hook === "onRequest").map(([, event]) => event as RequestEvent);
    expect(requests.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(requests[0]?.url).toBe("https://notes.test/notes");
  });

  test("of a request has the headers with what is secret masked, and the size of the body in bytes", async () => {
    const { client, told } = listened([ok]);

    await client.post("/notes", { json: { text: "é" } }, { headers: { "x-note": "s3cr3t" } });

    expect(told[0]?.[1]).toMatchObject({
      bodyBytes: 13,
      headers: { "content-type": "application/json", authorization: "[REDACTED]", "x-note": "[REDACTED]" },
    });
  });

  test("of an answer has status, request id and masked headers", async () => {
    const { client, told } = listened([ok]);

    await client.get("/notes/1");

    expect(told[1]?.[1]).toMatchObject({
      status: 200,
      requestId: "req_1",
      headers: { "x-request-id": "req_1", "x-note": "[REDACTED]" },
      durationMs: expect.any(Number) as number,
    });
  });

  test("of a retry has the error, the wait and whose wish it is", async () => {
    const hinted = (): Response => json({}, { status: 503, headers: { "retry-after": "7" } });
    const { client, told } = listened([hinted, unwell, ok]);

    await client.get("/notes/1");

    const retries = told.filter(([hook]) => hook === "onRetry").map(([, event]) => event as RetryEvent);
    expect(retries.map(({ hinted: isHinted, waitMs }) => [isHinted, waitMs])).toEqual([
      [true, 7_125],
      [false, 250],
    ]);
    expect(retries[0]?.error).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 7_000 });
  });

  test("of a failure has the very error that the call rejects with", async () => {
    const { client, told } = listened([gone]);

    const error = await rejectionOf(client.get("/notes/1"));

    const [, last] = told.at(-1) ?? [];
    expect((last as { error?: unknown } | undefined)?.error).toBe(error);
    expect(told.at(-1)?.[1]).toMatchObject({ attempt: 1, maybeApplied: false, waitedMs: 0 });
  });

  test("of a write that broke off says that it may have been applied", async () => {
    const { client, told } = listened([broken]);

    await rejectionOf(client.post("/notes", { json: {} }));

    expect(told.at(-1)?.[1]).toMatchObject({ maybeApplied: true });
  });

  test("hides a secret in the path", async () => {
    const { client, told } = listened([gone]);

    await rejectionOf(client.get(path`/jit/${new SecretSegment("jit_4Zt8Qw2L")}`));

    expect(JSON.stringify(told)).not.toContain("jit_4Zt8Qw2L");
    expect(JSON.stringify(told)).not.toContain(KEY);
    expect(told[0]?.[1]).toMatchObject({ url: "https://notes.test/jit/[REDACTED]", call: { route: "/jit/{}" } });
  });
});
