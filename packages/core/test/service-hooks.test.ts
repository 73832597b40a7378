import { describe, expect, test } from "vitest";
import { DecodeError } from "../src/errors.ts";
import type { ServiceProfile } from "../src/profile.ts";
import type { FetchInit } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

/** A service of envelopes, whose lists may be missing and whose single things are tagged. */
const tagging: Partial<ServiceProfile> = {
  unwrap: (body, headers) => ({ ...(body as object), tag: headers.get("etag") }),
  content: (value, expects) => (expects === "list" ? (value as { data?: unknown }).data : value),
  unsent: ["tag"],
  readPage: (body) => ({ data: (body as { data?: unknown[] } | undefined)?.data ?? [], next: undefined }),
};

describe("what a profile makes of an answer", () => {
  test("can depend on its headers", async () => {
    const client = notesClient(async () => json({ text: "milk" }, { headers: { etag: '"1"' } }), { profile: tagging });

    expect(await client.get("/notes/1")).toEqual({ text: "milk", tag: '"1"' });
  });

  test("is left out of every body that is sent, at whatever depth", async () => {
    const bodies: (string | undefined)[] = [];
    const fetch = async (_url: string, { body }: FetchInit): Promise<Response> => {
      bodies.push(body);
      return json({});
    };
    const client = notesClient(fetch, { profile: tagging });

    await client.post("/notes", { json: { tag: '"1"', text: "milk", parts: [{ tag: 1, tags: ["a"] }] } });
    await client.request("POST", "/notes", { body: { tag: '"1"', text: "milk" } });

    expect(bodies).toEqual(['{"text":"milk","parts":[{"tags":["a"]}]}', '{"text":"milk"}']);
  });
});

describe("a list that may be missing", () => {
  test.each([
    ["no body", async () => new Response(null, { status: 204 })],
    ["an object without it", async () => json({})],
  ])("is empty: %s", async (_what, fetch) => {
    const page = await notesClient(fetch, { profile: tagging }).page("/notes", { expects: "list" });

    expect(page.data).toEqual([]);
  });

  test("is refused where something else is in its place", async () => {
    const client = notesClient(async () => json({ data: "none" }), { profile: tagging });

    const error = await rejectionOf(client.page("/notes", { expects: "list" }));

    expect(error).toBeInstanceOf(DecodeError);
    expect(String(error)).toContain("holds no list");
  });
});

test("a header made from an option stands above one that the caller wrote", async () => {
  const sent: unknown[] = [];
  const fetch = async (_url: string, { headers }: FetchInit): Promise<Response> => {
    sent.push(headers["if-match"]);
    return json({ data: {} });
  };
  const profile: Partial<ServiceProfile> = {
    callOptionNames: ["match"],
    readCallOptions: () => ({ headers: { "if-match": "option" } }),
  };

  await notesClient(fetch, { profile }).get("/notes/1", {}, { headers: { "If-Match": "header" } });

  expect(sent).toEqual(["option"]);
});
