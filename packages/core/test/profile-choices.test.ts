import { describe, expect, test } from "vitest";
import type { HttpClient } from "../src/http-client.ts";
import type { ServiceProfile, WatchedAttempt } from "../src/profile.ts";
import { fullJitterDelay, isTransientStatus, type RetryPolicy } from "../src/retry.ts";
import type { FetchInit } from "../src/types.ts";
import { path } from "../src/path.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

interface Sent extends FetchInit {
  readonly url: string;
}

const retry: RetryPolicy = { limit: 2, isTransient: isTransientStatus, delay: fullJitterDelay, maxHint: 60_000 };

function serve(answers: readonly Response[], profile: Partial<ServiceProfile>): { client: HttpClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    sent.push({ ...init, url });
    return await Promise.resolve((answers[sent.length - 1] ?? json({ data: { text: "milk" } })).clone());
  };
  return { client: notesClient(fetch, { profile }), sent };
}

describe("an operation that gives bytes", () => {
  test("gives them as they came, with the headers", async () => {
    const bytes = new Uint8Array([0, 255, 123, 10]);
    const { client } = serve([new Response(bytes, { headers: { "x-salt": "00ff" } })], {});

    const answer = await client.get<{ bytes: Uint8Array; headers: Headers }>("/filter", { expects: "bytes" });

    expect(answer.bytes).toEqual(bytes);
    expect(answer.headers.get("x-salt")).toBe("00ff");
  });

  test("is an error where there are none", async () => {
    const { client } = serve([new Response(null, { status: 204 })], {});

    expect(await rejectionOf(client.get("/filter", { expects: "bytes" }))).toMatchObject({ name: "DecodeError" });
  });
});

test("a request id goes with every attempt, and names the call where the answer does not", async () => {
  const profile = { requestIdHeader: "x-request-id", readRequestId: () => undefined };
  const { client, sent } = serve([json({}, { status: 503 }), json({}, { status: 404 })], profile);

  const error = await rejectionOf(client.get("/notes/1"));
  await client.get("/notes/1", {}, { headers: { "X-Request-ID": "trace-7" } });

  const [first, second, third] = sent.map(({ headers }) => headers["x-request-id"]);
  expect(first).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect([second, third]).toEqual([first, "trace-7"]);
  expect(error).toMatchObject({ requestId: first, status: 404 });
});

test("a watch stands around the transport of each attempt and knows what it belongs to", async () => {
  const seen: WatchedAttempt[] = [];
  const watch: ServiceProfile["watch"] = (transport, about) => {
    seen.push(about);
    return transport;
  };
  const { client, sent } = serve([json({}, { status: 503 })], { watch });

  await client.get(path`/notes/${"a/b"}`);

  const about = { method: "GET", route: "/notes/{}", path: "/notes/a%2Fb" };
  expect(seen).toEqual([
    { ...about, attempt: 1 },
    { ...about, attempt: 2 },
  ]);
  expect(sent).toHaveLength(2);
});

describe("what is repeated is the service's word", () => {
  test("a failure that it calls final is not, whatever its status", async () => {
    const statuses: number[] = [];
    const readError: ServiceProfile["readError"] = (_body, _headers, status) => {
      statuses.push(status);
      return { final: true };
    };
    const { client, sent } = serve([json({}, { status: 429 })], { readError });

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toMatchObject({ retryable: false, attempts: 1 });
    expect([statuses, sent.length]).toEqual([[429], 1]);
  });

  test.each<[boolean | undefined, number]>([
    [undefined, 2],
    [true, 2],
    [false, 1],
  ])("JSON that stops early is, unless cutShort is false: %s", async (cutShort, requests) => {
    const policy = cutShort === undefined ? retry : { ...retry, cutShort };
    const { client, sent } = serve([new Response('{"data":{"te')], { retry: policy });

    await client.get("/notes/1").catch(() => undefined);

    expect(sent).toHaveLength(requests);
  });

  test.each<[boolean | undefined, number]>([
    [undefined, 1],
    [false, 2],
  ])("the end of a far window ends the call, unless resetHints is false: %s", async (resetHints, requests) => {
    const policy = resetHints === undefined ? retry : { ...retry, resetHints };
    const limited = json({}, { status: 429, headers: { "x-ratelimit-reset": "9999999999" } });
    const { client, sent } = serve([limited], { retry: policy });

    await client.get("/notes/1").catch(() => undefined);

    expect(sent).toHaveLength(requests);
  });
});

describe("a list that is asked for in the service's words", () => {
  test("keeps its own words for the reader, which knows kind and page before", async () => {
    const contexts: unknown[] = [];
    const profile: Partial<ServiceProfile> = {
      content: (value) => value,
      writePage: ({ offset = 0 }, list) => ({ page: Number(offset) + 1, kind: list }),
      readPage: (body, asked, context) => {
        const data = body as unknown[];
        contexts.push([asked, context]);
        return { data, next: data.length > 1 ? { offset: Number(asked["offset"] ?? 0) + 1 } : undefined };
      },
    };
    const { client, sent } = serve([json([1, 2]), json([3])], profile);

    const first = await client.page("/notes", { query: { offset: 0 }, list: "short" });
    await first.next();

    expect(sent.map(({ url }) => new URL(url).search)).toEqual(["?page=1&kind=short", "?page=2&kind=short"]);
    expect(contexts).toEqual([
      [{ offset: 0 }, { list: "short", previous: undefined }],
      [{ offset: 1 }, { list: "short", previous: [1, 2] }],
    ]);
  });
});

describe("a pause between two polls", () => {
  test("ends with the clock", async () => {
    const { client } = serve([], {});

    await expect(client.pause(60_000)).resolves.toBeUndefined();
  });

  test("ends with the caller's reason, or with the client", async () => {
    const reason = new Error("enough");
    const clock = {
      now: () => 0,
      date: () => 0,
      random: () => 0,
      sleep: async () => await new Promise<void>(() => {}),
    };
    const { client } = serve([], { shared: { clock } });

    const aborted = rejectionOf(client.pause(60_000, AbortSignal.abort(reason)));
    const closed = rejectionOf(client.pause(60_000));
    await client.close();

    expect(await aborted).toBe(reason);
    expect(await closed).toMatchObject({ name: "ClosedClientError", service: "notes" });
    expect(await rejectionOf(client.pause(1))).toMatchObject({ name: "ClosedClientError" });
  });
});
