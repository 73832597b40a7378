import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PaginationError } from "../src/errors.ts";
import type { HttpClient } from "../src/http-client.ts";
import { paginate, type Page } from "../src/page.ts";
import type { CallOptions } from "../src/request.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

interface Sent {
  readonly data: readonly unknown[];
  readonly cursor?: unknown;
  readonly hasMore?: unknown;
}

interface Service {
  readonly client: HttpClient;
  readonly urls: string[];
}

/** A service whose pages are looked up by the cursor that is asked for; the first page has the cursor `""`. */
function serve(pages: (cursor: string, hit: number) => Sent | Response): Service {
  const urls: string[] = [];
  const client = notesClient(async (url) => {
    urls.push(url);
    const answer = pages(new URL(url).searchParams.get("cursor") ?? "", urls.length);
    return answer instanceof Response ? answer : json(answer);
  });
  return { client, urls };
}

const table = (pages: Readonly<Record<string, Sent>>) => (cursor: string) => pages[cursor] ?? { data: [] };

async function walk({ client }: Service): Promise<{ items: unknown[]; error: unknown }> {
  const items: unknown[] = [];
  const first = async (options: CallOptions): Promise<Page<unknown>> =>
    await client.page("/notes", { query: { limit: 2 } }, options);
  try {
    for await (const item of paginate({ service: "notes", options: undefined, first })) items.push(item);
  } catch (error) {
    return { items, error };
  }
  return { items, error: undefined };
}

test("filters stay the same on every page, only the cursor changes", async () => {
  const service = serve(
    table({ "": { data: [1], cursor: "b" }, b: { data: [2], cursor: "c/d" }, "c/d": { data: [3] } }),
  );

  expect(await walk(service)).toEqual({ items: [1, 2, 3], error: undefined });
  expect(service.urls).toEqual([
    "https://notes.test/notes?limit=2",
    "https://notes.test/notes?limit=2&cursor=b",
    "https://notes.test/notes?limit=2&cursor=c%2Fd",
  ]);
});

describe("a list ends", () => {
  test.each<[string, Sent]>([
    ["where no more is announced, though a cursor is given", { data: [2], cursor: "c", hasMore: false }],
    ["with an empty cursor", { data: [2], cursor: "" }],
    ["with a cursor of null", { data: [2], cursor: null }],
  ])("%s", async (_what, last) => {
    const service = serve(table({ "": { data: [1], cursor: "b" }, b: last }));

    expect(await walk(service)).toEqual({ items: [1, 2], error: undefined });
    expect(service.urls).toHaveLength(2);
  });
});

describe("a list goes on", () => {
  test("behind an empty page and behind a short one", async () => {
    const service = serve(table({ "": { data: [], cursor: "b" }, b: { data: [1], cursor: "c" }, c: { data: [2, 3] } }));

    expect(await walk(service)).toEqual({ items: [1, 2, 3], error: undefined });
  });

  test("with items that were on an earlier page already, for they are the service's word", async () => {
    const service = serve(table({ "": { data: [1, 2], cursor: "b" }, b: { data: [2, 3] } }));

    expect(await walk(service)).toEqual({ items: [1, 2, 2, 3], error: undefined });
  });

  test("with a number as cursor, and with a name that objects inherit", async () => {
    const service = serve(table({ "": { data: [1], cursor: 17 }, "17": { data: [2], cursor: "constructor" } }));

    expect(await walk(service)).toMatchObject({ items: [1, 2] });
    expect(service.urls.at(-1)).toBe("https://notes.test/notes?limit=2&cursor=constructor");
  });

  test("after a page that failed and then came, without losing or doubling an item", async () => {
    const pages = table({ "": { data: [1], cursor: "b" }, b: { data: [2], cursor: "c" }, c: { data: [3] } });
    const service = serve((cursor, hit) => (hit === 3 ? json({}, { status: 503 }) : pages(cursor)));

    expect(await walk(service)).toEqual({ items: [1, 2, 3], error: undefined });
    expect(service.urls).toHaveLength(4);
  });
});

describe("a list that cannot be walked to its end is an error after its items", () => {
  test.each<[string, Readonly<Record<string, Sent>>, unknown[], number]>([
    ["the same cursor again", { "": { data: [1], cursor: "a" }, a: { data: [2], cursor: "a" } }, [1, 2], 2],
    [
      "an earlier cursor again",
      { "": { data: [1], cursor: "a" }, a: { data: [2], cursor: "b" }, b: { data: [3], cursor: "a" } },
      [1, 2, 3],
      3,
    ],
    [
      "the same cursor again and again with empty pages",
      { "": { data: [], cursor: "a" }, a: { data: [], cursor: "a" } },
      [],
      2,
    ],
  ])("%s", async (_what, pages, expected, hits) => {
    const service = serve(table(pages));

    const { items, error } = await walk(service);

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ service: "notes", code: "cursor_repeated", method: "GET", path: "/notes" });
    expect(items).toEqual(expected);
    expect(service.urls).toHaveLength(hits);
  });

  test.each<[string, Sent]>([
    ["more announced without a cursor", { data: [1], hasMore: true, cursor: null }],
    ["a cursor that is an object", { data: [1], cursor: { id: 1 } }],
  ])("%s", async (_what, page) => {
    const service = serve(() => page);

    const { items, error } = await walk(service);

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ code: "invalid_cursor" });
    expect(items).toEqual([1]);
    expect(service.urls).toHaveLength(1);
  });
});

test("a page that fails for good rejects with the parameters to go on from", async () => {
  const pages = table({ "": { data: [1], cursor: "b" } });
  const service = serve((cursor) => (cursor === "b" ? json({ message: "gone" }, { status: 410 }) : pages(cursor)));

  const { items, error } = await walk(service);

  expect(items).toEqual([1]);
  expect(error).toMatchObject({ status: 410, page: { cursor: "b" } });
});

test("a list can be gone on with from the parameters of an error", async () => {
  const service = serve(table({ "": { data: [1], cursor: "b" }, b: { data: [2], cursor: "c" }, c: { data: [3] } }));

  const page = await service.client.page("/notes", { query: { limit: 2, cursor: "b" } });

  expect(page.data).toEqual([2]);
  expect((await page.next())?.data).toEqual([3]);
});

test("asking one page for its next one twice gives the same page twice", async () => {
  const service = serve(table({ "": { data: [1], cursor: "b" }, b: { data: [2], cursor: "c" }, c: { data: [3] } }));
  const first = await service.client.page("/notes");

  const [once, again] = await Promise.all([first.next(), first.next()]);

  expect(once?.data).toEqual([2]);
  expect(again?.data).toEqual([2]);
  expect((await again?.next())?.data).toEqual([3]);
});

test("the error of a list names the whole path, what stands before it included", async () => {
  const { client } = serve(() => ({ data: [1], cursor: "a" }));

  const first = await client.at("/v1").page("/notes");
  const second = await first.next();
  const error = await rejectionOf(second?.next() ?? Promise.resolve());

  expect(error).toMatchObject({ path: "/v1/notes", route: "/v1/notes" });
});

test("on any graph of pages each item of the walked pages comes exactly once, and requests are bounded", async () => {
  const size = 8;
  const page = fc.record({
    items: fc.nat({ max: 3 }),
    next: fc.option(fc.nat({ max: size - 1 }), { nil: null }),
    hasMore: fc.constantFrom(true, false, undefined),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(page, { minLength: size, maxLength: size }), async (pages) => {
      const visited: number[] = [];
      const service = serve((cursor) => {
        const index = cursor === "" ? 0 : Number(cursor);
        visited.push(index);
        const { items = 0, next = null, hasMore } = pages[index] ?? {};
        const data = Array.from({ length: items }, (_, item) => `${index}.${item}`);
        return { data, cursor: next === null ? null : String(next), hasMore };
      });

      const { items, error } = await walk(service);

      const expected = visited.flatMap((index) =>
        Array.from({ length: pages[index]?.items ?? 0 }, (_, item) => `${index}.${item}`),
      );
      expect(items).toEqual(expected);
      // The first page may come once more under a cursor of its own; no other page comes twice.
      expect(new Set(visited.slice(1)).size).toBe(visited.length - 1);
      const last = pages[visited.at(-1) ?? 0];
      const isEnd = last?.hasMore === false || (last?.next === null && last.hasMore !== true);
      expect(error === undefined, `ended on ${JSON.stringify(last)}`).toBe(isEnd);
      expect(error === undefined || error instanceof PaginationError).toBe(true);
    }),
    { numRuns: 1_000 },
  );
}, 60_000);
