import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { Page, paginate } from "../src/page.ts";
import { book } from "./support/book.ts";
import { rejectionOf } from "./support/failures.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe("a page", () => {
  test("says whether another follows and fetches it", async () => {
    const last = new Page(["c"]);
    const first = new Page(["a", "b"], async () => last);

    expect(first.data).toEqual(["a", "b"]);
    expect(first.hasMore).toBe(true);
    expect(await first.next()).toBe(last);
    expect(last.hasMore).toBe(false);
    expect(await last.next()).toBeNull();
  });

  test("is plain data when it is printed or serialised", () => {
    expect(JSON.stringify(new Page(["a"], async () => new Page([])))).toBe('{"data":["a"]}');
  });
});

describe("walking a list", () => {
  test("yields every item of every page in order", async () => {
    expect(await Array.fromAsync(book(3).walk())).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("sends nothing before the first item is asked for", async () => {
    const list = book(3);

    const walk = list.walk();

    expect(list.asked).toBe(0);
    expect((await walk.next()).value).toBe(0);
    expect(list.asked).toBe(1);
  });

  test("goes on behind an empty page", async () => {
    const last = new Page([1]);
    const empty = new Page<number>([], async () => last);

    const walk = paginate({ service: "notes", options: undefined, first: async () => empty });

    expect(await Array.fromAsync(walk)).toEqual([1]);
  });

  test("passes the call options on and keeps the paging options to itself", async () => {
    const list = book(1);
    const options = { maxPages: 5, prefetch: false, totalTimeout: 1_000, headers: { "x-a": "1" } };

    await Array.fromAsync(list.walk(options));

    expect(list.seen).toEqual([{ totalTimeout: 1_000, headers: { "x-a": "1" } }]);
    expect(options).toEqual({ maxPages: 5, prefetch: false, totalTimeout: 1_000, headers: { "x-a": "1" } });
  });

  test("twice are two walks", async () => {
    const list = book(2);

    const [first, second] = await Promise.all([Array.fromAsync(list.walk()), Array.fromAsync(list.walk())]);

    expect(first).toEqual([0, 1, 2, 3]);
    expect(second).toEqual(first);
    expect(list.asked).toBe(4);
  });

  test("yields what came before a page that fails, then fails", async () => {
    const failure = new Error("no");
    const list = book(4, 2, (page) => {
      if (page === 2) throw failure;
    });
    const items: number[] = [];

    const error = await rejectionOf(
      (async () => {
        for await (const item of list.walk()) items.push(item);
      })(),
    );

    expect(error).toBe(failure);
    expect(items).toEqual([0, 1, 2, 3]);
  });

  test("a million items long takes no more memory than a short one", async () => {
    const heaps: number[] = [];
    const page = async (index: number): Promise<Page<{ id: number }>> => {
      const data = Array.from({ length: 1_000 }, (_, item) => ({ id: index * 1_000 + item }));
      return new Page(data, index + 1 < 1_000 ? async () => await page(index + 1) : undefined);
    };
    let count = 0;

    for await (const _item of paginate({ service: "notes", options: undefined, first: async () => await page(0) })) {
      count++;
      if (count === 100_000 || count === 1_000_000) heaps.push(usedHeap());
    }

    expect(count).toBe(1_000_000);
    expect((heaps[1] ?? 0) - (heaps[0] ?? 0)).toBeLessThan(10_000_000);
  }, 60_000);
});

describe("leaving a walk", () => {
  test("by break asks for no further page", async () => {
    const list = book(5);

    for await (const item of list.walk()) if (item === 2) break;

    expect(list.asked).toBe(2);
  });

  test("by an error of the loop lets the error through and asks for no further page", async () => {
    const list = book(5);
    const failure = new Error("mine");

    const error = await rejectionOf(
      (async () => {
        for await (const item of list.walk()) if (item === 1) throw failure;
      })(),
    );

    expect(error).toBe(failure);
    expect(list.asked).toBe(1);
  });

  test("by return before the first item sends nothing at all", async () => {
    const list = book(5);
    const walk = list.walk();

    await walk.return();

    expect(list.asked).toBe(0);
    expect((await walk.next()).done).toBe(true);
  });
});
