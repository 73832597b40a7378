import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import type { HttpClient } from "../src/http-client.ts";
import type { ServiceProfile } from "../src/profile.ts";
import type { CallOptions, RequestOptions } from "../src/request.ts";
import type { FetchInit, Method } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, KEY, notesClient } from "./support/notes-client.ts";

interface Sent extends FetchInit {
  readonly url: string;
}

function recorded(
  answers: readonly Response[] = [],
  profile: Partial<ServiceProfile> = {},
): { client: HttpClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    sent.push({ ...init, url });
    return await Promise.resolve(answers[sent.length - 1] ?? json({ data: { text: "milk" } }));
  };
  return { client: notesClient(fetch, { profile }), sent };
}

describe("an option that is wrong is refused before anything is sent", () => {
  test.each<[string, unknown]>([
    ["signal", "no"],
    ["signal", { aborted: false, addEventListener: () => {} }],
    ["totalTimeout", 0],
    ["totalTimeout", Number.NaN],
    ["maxBodyBytes", 0],
    ["maxBodyBytes", 1.5],
    ["headers", { authorization: "Bearer other" }],
    ["headers", new Headers({ "x-a": "1" })],
    ["headers", { "x-a": "1\r\nx-evil: 1" }],
    ["onMeta", "no"],
    ["timeouts", 5],
    ["retries", 5],
  ])("%s: case %#", async (name, value) => {
    const { client, sent } = recorded();

    const error = await rejectionOf(client.get("/notes/1", {}, { [name]: value } as CallOptions));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ service: "notes", message: expect.stringContaining(name) as string });
    expect(sent).toHaveLength(0);
  });

  test.each([null, "no", [], 5])("and so are options that are none: %j", async (options) => {
    const { client, sent } = recorded();

    const error = await rejectionOf(client.get("/notes/1", {}, options as unknown as CallOptions));

    expect(error).toBeInstanceOf(ConfigError);
    expect(sent).toHaveLength(0);
  });

  test("an undefined one counts as absent", async () => {
    const { client, sent } = recorded();

    await client.get(
      "/notes/1",
      {},
      { signal: undefined, headers: undefined, totalTimeout: undefined, onMeta: undefined },
    );

    expect(sent).toHaveLength(1);
  });
});

describe("a request without a method of its own", () => {
  test("gives the body as the service sent it and sends what it is told", async () => {
    const { client, sent } = recorded([json({ data: 1, meta: 2 })]);

    const value = await client.request("PATCH", "/notes/1", {
      body: { text: "é" },
      query: { a: ["1", "2"] },
      headers: { "X-A": "1" },
    });

    expect(value).toEqual({ data: 1, meta: 2 });
    expect(sent[0]).toMatchObject({
      url: "https://notes.test/notes/1?a=1&a=2",
      method: "PATCH",
      body: '{"text":"é"}',
      redirect: "manual",
    });
    expect(sent[0]?.headers).toMatchObject({
      "x-a": "1",
      "content-type": "application/json",
      authorization: `Bearer ${KEY}`,
    });
  });

  test("gives undefined for an empty answer", async () => {
    const { client } = recorded([new Response(null, { status: 204 })]);

    expect(await client.request("DELETE", "/notes/1")).toBeUndefined();
  });

  test.each<[Method, number]>([
    ["GET", 3],
    ["HEAD", 3],
    ["PUT", 3],
    ["DELETE", 3],
    ["POST", 1],
    ["PATCH", 1],
  ])("with %s is sent %i times where the service is unwell", async (method, expected) => {
    const unwell = Array.from({ length: 4 }, () => new Response(null, { status: 503 }));
    const { client, sent } = recorded(unwell);

    await rejectionOf(client.request(method, "/notes/1"));

    expect(sent).toHaveLength(expected);
  });

  test("is repeated as the caller classes it", async () => {
    const unwell = Array.from({ length: 4 }, () => new Response(null, { status: 503 }));
    const { client, sent } = recorded(unwell);

    await rejectionOf(client.request("POST", "/notes/search", { safety: "read" }));

    expect(sent).toHaveLength(3);
  });

  test.each<[string, Method, string, RequestOptions | undefined]>([
    ["an unknown method", "TRACE" as Method, "/notes", undefined],
    ["a method in lower case", "get" as Method, "/notes", undefined],
    ["a path that is another host", "GET", "//evil.test/", undefined],
    ["a path with a query", "GET", "/notes?x=1", undefined],
    ["a path that steps up", "GET", "/notes/../keys", undefined],
    ["an unknown safety class", "GET", "/notes", { safety: "safe" as "read" }],
    ["a body with GET", "GET", "/notes", { body: {} }],
    ["a body that is a stream", "POST", "/notes", { body: new ReadableStream() }],
    ["a query that is text", "GET", "/notes", { query: "x=1" as unknown as Record<string, string> }],
    ["an option that does not exist", "GET", "/notes", { json: {} } as RequestOptions],
  ])("with %s is refused before anything is sent", async (_what, method, path, options) => {
    const { client, sent } = recorded();

    const error = await rejectionOf(client.request(method, path, options));

    expect(error).toBeInstanceOf(ConfigError);
    expect(sent).toHaveLength(0);
  });
});

describe("all attempts of a call", () => {
  const unwell = (): Response => new Response(null, { status: 503 });

  test("send the same bytes, although the caller changes the body meanwhile", async () => {
    const body = { text: "milk" };
    const { client, sent } = recorded([unwell(), unwell()]);

    const call = client.request("PUT", "/notes/1", { body });
    body.text = "bread";
    await call;

    expect(sent.map((request) => request.body)).toEqual(['{"text":"milk"}', '{"text":"milk"}', '{"text":"milk"}']);
  });

  test("carry one generated idempotency key, and no other call has the same", async () => {
    const { client, sent } = recorded([unwell(), unwell()], { idempotentMethods: ["POST"] });

    await client.post("/notes", { json: {} });
    await client.post("/notes", { json: {} });
    await client.get("/notes/1");

    const keys = sent.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(keys[4]).toBeUndefined();
  });
});

test("the last reading of the rate limit is kept, errors included, and a malformed one does not replace it", async () => {
  const limits = (remaining: string, status = 200): Response =>
    json({ data: {} }, { status, headers: { "ratelimit-limit": "10", "ratelimit-remaining": remaining } });
  const { client } = recorded([limits("9"), limits("8", 400), limits("many"), json({ data: {} })], {
    rateLimitPrefix: "ratelimit",
  });
  const readings: unknown[] = [client.rateLimit];

  for (let call = 0; call < 4; call++) {
    await client.get("/notes/1").catch(() => undefined);
    readings.push(client.rateLimit);
  }

  expect(readings).toEqual([undefined, ...[9, 8, 8, 8].map((remaining) => ({ limit: 10, remaining }))]);
});
