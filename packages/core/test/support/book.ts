import { Page, paginate, type PagingOptions } from "../../src/page.ts";
import type { CallOptions } from "../../src/request.ts";

/** A list of numbers in pages, with a count of the pages that were asked for and the options of each walk. */
export interface Book {
  /** How many pages were asked for. */
  asked: number;
  readonly walk: (options?: CallOptions & PagingOptions) => AsyncGenerator<number, void, undefined>;
  readonly seen: (CallOptions | undefined)[];
}

/** Makes a list of `pages` pages of `size` numbers; `fail` is asked before each page. */
export function book(pages: number, size = 2, fail: (page: number) => void = () => {}): Book {
  const page = async (index: number): Promise<Page<number>> => {
    own.asked++;
    fail(index);
    const data = Array.from({ length: size }, (_, item) => index * size + item);
    return new Page(data, index + 1 < pages ? async () => await page(index + 1) : undefined);
  };
  const own: Book = {
    asked: 0,
    seen: [],
    walk: (options) =>
      paginate({
        service: "notes",
        options,
        first: async (rest: CallOptions) => {
          own.seen.push(rest);
          return await page(0);
        },
      }),
  };
  return own;
}
