import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextCursor, nextOffset, nextPageNumber } from "../src/page-readers.ts";

describe("a list with cursors", () => {
  test.each<[string, unknown, unknown, object]>([
    ["goes on with the cursor", "c1", true, { next: { cursor: "c1" } }],
    ["goes on with the cursor where nothing announces more", "c1", undefined, { next: { cursor: "c1" } }],
    ["goes on with a number as its text", 17, undefined, { next: { cursor: "17" } }],
    ["goes on with the number zero", 0, undefined, { next: { cursor: "0" } }],
    ["goes on with a name that objects inherit", "__proto__", true, { next: { cursor: "__proto__" } }],
    ["ends where no more is announced, whatever the cursor", "c1", false, { next: undefined }],
    ["ends with null", null, undefined, { next: undefined }],
    ["ends without a cursor", undefined, undefined, { next: undefined }],
    ["ends with an empty cursor", "", true, { next: undefined }],
  ])("%s", (_what, cursor, hasMore, expected) => {
    expect(nextCursor(cursor, hasMore)).toEqual(expected);
  });

  test("sends the cursor under the service's own name", () => {
    expect(nextCursor("c1", true, "page_token")).toEqual({ next: { page_token: "c1" } });
  });

  test.each([null, undefined])("is broken where more is announced without a cursor: %s", (cursor) => {
    expect(nextCursor(cursor, true)).toEqual({ next: undefined, fault: expect.any(String) as string });
  });

  test.each([{ id: 1 }, ["c1"], true])("is broken where the cursor is neither text nor a number: %j", (cursor) => {
    expect(nextCursor(cursor, true)).toEqual({ next: undefined, fault: expect.any(String) as string });
  });
});

describe("a list with offsets", () => {
  test.each<[string, number, Parameters<typeof nextOffset>[1], number | undefined]>([
    ["goes on behind what it received", 10, { limit: 10 }, 10],
    ["goes on from where it was", 10, { offset: 20, limit: 10 }, 30],
    ["goes on after a short page where the total is not reached", 7, { limit: 10, total: 30 }, 7],
    ["goes on after a full page though the total is reached", 10, { limit: 10, total: 10 }, 10],
    ["goes on without a limit until the total is reached", 5, { total: 30 }, 5],
    ["ends with an empty page, whatever the total says", 0, { limit: 10, total: 30 }, undefined],
    ["ends with a short page that reaches the total", 7, { offset: 20, limit: 10, total: 27 }, undefined],
    ["ends with a short page without a total", 7, { limit: 10 }, undefined],
    ["ends without a limit where the total is reached", 5, { total: 5 }, undefined],
    ["ends without a limit where the total is zero", 5, { total: 0 }, undefined],
    ["does not believe a negative total", 10, { limit: 10, total: -1 }, 10],
    ["does not believe a total that is text", 10, { limit: 10, total: "5" }, 10],
    ["does not believe a total that is no number", 7, { limit: 10, total: Number.NaN }, undefined],
  ])("%s", (_what, received, facts, offset) => {
    expect(nextOffset(received, facts)).toEqual({ next: offset === undefined ? undefined : { offset } });
  });

  test("never asks for the same offset twice", () => {
    const natural = fc.nat({ max: 1_000 });
    const total = fc.oneof(natural, fc.constant(undefined), fc.string(), fc.constant(-5));

    fc.assert(
      fc.property(
        natural,
        natural,
        fc.option(natural, { nil: undefined }),
        total,
        (received, offset, limit, reported) => {
          const { next } = nextOffset(received, { offset, limit, total: reported });

          expect(next === undefined || Number(next["offset"]) > offset).toBe(true);
        },
      ),
    );
  });
});

describe("a list with numbered pages", () => {
  test.each<[string, number, Parameters<typeof nextPageNumber>[1], number | undefined]>([
    ["goes on until its last page", 5, { page: 1, totalPages: 3 }, 2],
    ["begins with page 1", 5, { totalPages: 2 }, 2],
    ["goes on behind a page of one item", 1, { page: 1, totalPages: 3 }, 2],
    ["ends with its last page", 5, { page: 3, totalPages: 3 }, undefined],
    ["ends where there are fewer pages than asked for", 5, { page: 4, totalPages: 3 }, undefined],
    ["ends with an empty page, whatever the number says", 0, { page: 1, totalPages: 3 }, undefined],
    ["ends where nobody says how many pages there are", 5, { page: 1 }, undefined],
    ["ends where the number of pages is text", 5, { page: 1, totalPages: "3" }, undefined],
    ["ends where the number of pages is no number", 5, { page: 1, totalPages: Number.NaN }, undefined],
  ])("%s", (_what, received, facts, page) => {
    expect(nextPageNumber(received, facts)).toEqual({ next: page === undefined ? undefined : { page } });
  });
});
