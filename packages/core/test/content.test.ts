import { describe, expect, test } from "vitest";
import { DecodeError } from "../src/errors.ts";
import type { Expected, RequestSpec } from "../src/request.ts";
import { notesClient } from "./support/notes-client.ts";

interface Answer {
  readonly body?: string;
  readonly status?: number;
  readonly type?: string | null;
}

/** Asks once, with one answer for every attempt, and counts the attempts. */
async function ask(
  { body, status = 200, type = "application/json" }: Answer,
  spec: RequestSpec = {},
): Promise<{ value?: unknown; error?: unknown; hits: number }> {
  let hits = 0;
  const client = notesClient(async () => {
    hits++;
    const response = new Response(body === undefined ? null : new TextEncoder().encode(body), { status });
    if (type !== null) response.headers.set("content-type", type);
    return await Promise.resolve(response);
  });
  try {
    return { value: await client.get("/notes", spec), hits };
  } catch (error) {
    return { error, hits };
  }
}

describe("an answer of the kind that the operation returns is given", () => {
  test.each<[Expected, string]>([
    ["object", '{"data":{"id":"n1"}}'],
    ["object", '{"data":{"id":null,"unknown":"x"},"extra":[]}'],
    ["array", '{"data":[]}'],
    ["array", '{"data":[null,1]}'],
    ["bare", '{"anything":1}'],
    ["any", "null"],
    ["any", "[]"],
    ["any", "0"],
    ["void", '{"data":[]}'],
  ])("%s: %s", async (expects, body) => {
    expect(await ask({ body }, { expects })).toEqual({ value: JSON.parse(body), hits: 1 });
  });
});

describe("an answer of another kind is an error at once, for asking again would not help", () => {
  test.each<[Expected, string]>([
    ["object", '{"data":[]}'],
    ["object", '{"data":null}'],
    ["object", "{}"],
    ["object", "[]"],
    ["object", "null"],
    ["object", '""'],
    ["object", "0"],
    ["array", '{"data":{}}'],
    ["array", '{"data":null}'],
    ["array", "[]"],
    ["bare", "[]"],
    ["bare", "null"],
  ])("%s: %s", async (expects, body) => {
    const { error, hits } = await ask({ body }, { expects });

    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ status: 200, code: "invalid_body", retryable: false });
    expect(hits).toBe(1);
  });
});

describe("an empty answer", () => {
  const empty: readonly [string, Answer][] = [
    ["204", { status: 204 }],
    ["205", { status: 205 }],
    ["an empty 200", { body: "" }],
    ["a blank 200", { body: " \r\n" }],
    ["an empty 200 of no type", { body: "", type: null }],
  ];

  test.each(empty)("is undefined to who expects nothing or anything: %s", async (_what, answer) => {
    expect(await ask(answer, { expects: "void" })).toEqual({ value: undefined, hits: 1 });
    expect(await ask(answer, { expects: "any" })).toEqual({ value: undefined, hits: 1 });
  });

  test.each(empty)("is an error to who expects something: %s", async (_what, answer) => {
    const { error, hits } = await ask(answer);

    expect(error).toBeInstanceOf(DecodeError);
    expect(hits).toBe(1);
  });
});

describe("JSON is known", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON ;charset=x",
    "application/vnd.notes.v1+json",
    "application/problem+json",
    "application/json, application/json",
  ])("by the content type %s, also where it is a plain value", async (type) => {
    expect(await ask({ body: '"milk"', type }, { expects: "any" })).toMatchObject({ value: "milk" });
  });

  test.each(["text/plain", "text/html", "application/octet-stream", null])(
    "by its first character under the content type %s",
    async (type) => {
      expect(await ask({ body: '\n {"data":{}}', type })).toMatchObject({ value: { data: {} } });
    },
  );

  test.each(["text/plain", "application/jsonp", "application/x-ndjson-seq", null])(
    "by nothing else: %s",
    async (type) => {
      const { error, hits } = await ask({ body: '"milk"', type }, { expects: "any" });

      expect(error).toBeInstanceOf(DecodeError);
      expect(error).toMatchObject({ message: expect.stringContaining(type ?? "missing") as string });
      expect(hits).toBe(1);
    },
  );
});

test("a page in place of JSON is not asked for again, even where it is labelled JSON", async () => {
  const page = await ask({ body: "<html>Sign in</html>", type: "text/html" });
  const labelled = await ask({ body: "<html>Sign in</html>" });

  expect([page.hits, labelled.hits]).toEqual([1, 1]);
  expect(page.error).toMatchObject({ code: "invalid_body", retryable: false });
  expect(page.error).toMatchObject({ message: expect.stringContaining("text/html") as string });
});

test("an answer that begins as JSON and breaks off is asked for again, and quotes nothing of it", async () => {
  const { error, hits } = await ask({ body: '{"data":{"key":"note_9Lx2Qw4Z","te' });

  expect(hits).toBe(3);
  expect(error).toMatchObject({ code: "invalid_body", retryable: true, attempts: 3 });
  expect(String(error)).not.toContain("9Lx2Qw4Z");
});

test("an empty 304 that nobody asked for is an error with its status", async () => {
  expect(await ask({ status: 304 })).toMatchObject({ error: { status: 304, code: "http_304" }, hits: 1 });
});

describe("an operation can have answers that are no 2xx", () => {
  test("and gives them like any other", async () => {
    const body = '{"data":{"valid":false}}';

    expect(await ask({ body, status: 409 }, { accepts: [409] })).toEqual({ value: JSON.parse(body), hits: 1 });
  });

  test.each([
    ["without being asked to", {}],
    ["of another status", { accepts: [410] }],
  ])("but none %s", async (_what, spec) => {
    const { error } = await ask({ body: '{"data":{}}', status: 409 }, spec);

    expect(error).toMatchObject({ status: 409, code: "http_409" });
  });

  test("and what is not of their kind is an error with that status", async () => {
    const { error } = await ask({ body: '{"error":"Conflict"}', status: 409 }, { accepts: [409] });

    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ status: 409 });
  });
});
