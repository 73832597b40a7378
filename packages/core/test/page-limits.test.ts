import { describe, expect, test } from "vitest";
import { ConfigError, PaginationError } from "../src/errors.ts";
import { book } from "./support/book.ts";
import { rejectionOf } from "./support/failures.ts";

describe("with prefetch", () => {
  test("page n + 1 is asked for while page n is consumed, and no page beyond", async () => {
    const list = book(5);
    const walk = list.walk({ prefetch: true });

    await walk.next();

    expect(list.asked).toBe(2);
    expect(await Array.fromAsync(walk)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(list.asked).toBe(5);
  });

  test("leaving the loop aborts the page that is on its way", async () => {
    const list = book(5);

    for await (const item of list.walk({ prefetch: true })) if (item === 0) break;

    expect(list.seen[0]?.signal?.aborted).toBe(true);
    expect(list.asked).toBe(2);
  });

  test("the caller's own signal still ends the walk", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const list = book(5);
    await list.walk({ prefetch: true, signal: controller.signal }).next();

    controller.abort(reason);

    expect(list.seen[0]?.signal?.reason).toBe(reason);
  });

  test("a failure of the page on its way waits for its turn, and is lost where nobody gets there", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const fail = (page: number): void => {
      if (page === 1) throw new Error("no");
    };
    const items: number[] = [];

    const error = await rejectionOf(
      (async () => {
        for await (const item of book(3, 2, fail).walk({ prefetch: true })) items.push(item);
      })(),
    );
    for await (const item of book(3, 2, fail).walk({ prefetch: true })) if (item === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 1));

    process.off("unhandledRejection", listen);
    expect(error).toMatchObject({ message: "no" });
    expect(items).toEqual([0, 1]);
    expect(unhandled).toEqual([]);
  });

  test("what is no signal is left for the call to refuse", async () => {
    const list = book(2);

    await Array.fromAsync(list.walk({ prefetch: true, signal: "no" as unknown as AbortSignal }));

    expect(list.seen[0]?.signal).toBe("no");
  });
});

describe("the largest number of pages", () => {
  test.each([false, true])(
    "is not passed: the items before it are yielded, then it is an error (prefetch %s)",
    async (prefetch) => {
      const list = book(5);
      const items: number[] = [];

      const error = await rejectionOf(
        (async () => {
          for await (const item of list.walk({ maxPages: 3, prefetch })) items.push(item);
        })(),
      );

      expect(error).toBeInstanceOf(PaginationError);
      expect(error).toMatchObject({ service: "notes", code: "too_many_pages" });
      expect(items).toEqual([0, 1, 2, 3, 4, 5]);
      expect(list.asked).toBe(3);
    },
  );

  test("may be exactly the number of pages that there are", async () => {
    expect(await Array.fromAsync(book(3).walk({ maxPages: 3 }))).toHaveLength(6);
  });

  test("is 10,000 where the caller says nothing", async () => {
    const list = book(10_001, 1);

    const error = await rejectionOf(Array.fromAsync(list.walk()));

    expect(error).toBeInstanceOf(PaginationError);
    expect(list.asked).toBe(10_000);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "3", null])(
    "is a whole number above zero: %s is refused",
    async (maxPages) => {
      const list = book(3);

      const error = await rejectionOf(Array.fromAsync(list.walk({ maxPages: maxPages as number })));

      expect(error).toBeInstanceOf(ConfigError);
      expect(list.asked).toBe(0);
    },
  );
});
