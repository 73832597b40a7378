import { describe, expect, test } from "vitest";
import { rejectionOf } from "./support/failures.ts";
import { gone, listened, ok, unwell } from "./support/listened-client.ts";
import { KEY } from "./support/notes-client.ts";

describe("headers that onRequest returns", () => {
  const traced = async (added: unknown, headers?: Record<string, string>): Promise<Record<string, string>> => {
    const { client, sent } = listened([ok], { onRequest: () => added as Record<string, string> });
    await client.get("/notes/1", {}, headers && { headers });
    return sent[0]?.headers ?? {};
  };

  test("join the attempt, with lower-case names", async () => {
    expect(await traced({ Traceparent: "00-1-2-01", "x-empty": "" })).toMatchObject({
      traceparent: "00-1-2-01",
      "x-empty": "",
    });
  });

  test("may differ from attempt to attempt", async () => {
    let attempt = 0;
    const { client, sent } = listened([unwell, ok], { onRequest: () => ({ traceparent: `00-1-${++attempt}-01` }) });

    await client.get("/notes/1");

    expect(sent.map(({ headers }) => headers["traceparent"])).toEqual(["00-1-1-01", "00-1-2-01"]);
  });

  test("never replace the credential, a reserved header or what the caller set", async () => {
    const added = {
      authorization: "Bearer evil",
      Cookie: "a=b",
      host: "evil.test",
      accept: "text/html",
      traceparent: "00-evil",
    };

    const headers = await traced(added, { traceparent: "00-mine" });

    expect(headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      accept: "application/json",
      traceparent: "00-mine",
    });
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("host");
  });

  test.each([
    ["with a line break", { "x-a": "1\r\nx-evil: 1" }],
    ["beyond ASCII", { "x-a": "é" }],
    ["that are no text", { "x-a": 5 }],
    ["under a name that is none", { "x a": "1" }],
  ])("%s are ignored", async (_what, added) => {
    expect(Object.keys(await traced(added)).filter((name) => name.startsWith("x"))).toEqual([]);
  });

  test.each([
    ["a text", "x-a: 1"],
    ["null", null],
    ["a number", 5],
    ["a promise of headers", Promise.resolve({ "x-a": "1" })],
    [
      "an object whose members throw",
      {
        get traceparent(): string {
          throw new Error("no");
        },
      },
    ],
  ])("are no headers where they are %s, and the call goes on", async (_what, added) => {
    expect(await traced(added)).not.toHaveProperty("x-a");
  });
});

describe("a hook", () => {
  const failing = (): never => {
    throw new Error("hook");
  };
  const rejecting = async (): Promise<void> => await Promise.reject(new Error("hook"));

  test.each([
    ["throws", failing],
    ["rejects", rejecting as unknown as () => void],
    ["never settles", (async () => await new Promise(() => {})) as unknown as () => void],
  ])("that %s changes nothing", async (_what, hook) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onError: hook };

    const value = await listened([unwell, ok], hooks).client.get("/notes/1");
    const error = await rejectionOf(listened([gone], hooks).client.get("/notes/1"));
    await new Promise((resolve) => setTimeout(resolve, 1));

    process.off("unhandledRejection", listen);
    expect(value).toEqual({ data: { text: "milk" } });
    expect(error).toMatchObject({ status: 410 });
    expect(unhandled).toEqual([]);
  });
});
