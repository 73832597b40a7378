import { checkInteger } from "./checks.ts";
import { PaginationError } from "./errors.ts";
import type { CallOptions } from "./request.ts";

/** One page of a list, able to fetch the page after it. */
export class Page<T> {
  /** The items of this page. */
  readonly data: T[];
  readonly #next: (() => Promise<Page<T>>) | undefined;

  constructor(data: T[], next?: () => Promise<Page<T>>) {
    this.data = data;
    this.#next = next;
  }

  /** Whether another page follows. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Fetches the following page with the filters and headers of this one; gives null after the last one. */
  async next(): Promise<this | null> {
    return this.#next ? ((await this.#next()) as this) : null;
  }
}

/** How a list is walked. */
export interface PagingOptions {
  /** Asks for page n + 1 while page n is consumed; leaving the loop aborts that request. @defaultValue false */
  prefetch?: boolean | undefined;
  /** The page after this many is a `PaginationError`. @defaultValue 10_000 */
  maxPages?: number | undefined;
}

/** A list about to be walked: who asks, with which options, and how its first page is fetched. */
export interface Walk<O extends CallOptions, T> {
  readonly service: string;
  readonly options: (O & PagingOptions) | undefined;
  /** Fetches the first page with the options that are left when the paging options are taken off. */
  readonly first: (options: O) => Promise<Page<T>>;
}

/** Yields every item of the first page and of all pages after it; nothing is sent before the first `next`. */
export async function* paginate<O extends CallOptions, T>(walk: Walk<O, T>): AsyncGenerator<T, void, undefined> {
  const controller = new AbortController();
  const { maxPages, options, prefetch } = readPaging(walk, controller.signal);
  try {
    let page: Page<T> | null = await walk.first(options);
    for (let count = 1; page; count++) {
      const fetchNext: () => Promise<Page<T> | null> =
        count < maxPages ? page.next.bind(page) : refuseMore(walk.service, maxPages, page);
      const following = prefetch ? fetchNext() : undefined;
      following?.catch(() => undefined);
      yield* page.data;
      page = await (following ?? fetchNext());
    }
  } finally {
    controller.abort();
  }
}

function readPaging<O extends CallOptions>(
  { options: given, service }: Walk<O, unknown>,
  abandoned: AbortSignal,
): { maxPages: number; options: O; prefetch: boolean } {
  const own: CallOptions & PagingOptions = Object.assign(Object.create(null) as object, given);
  const { maxPages = 10_000, prefetch = false, ...options } = own;
  checkInteger({ service, option: "maxPages" }, maxPages, [1, Number.MAX_SAFE_INTEGER]);
  // Only a prefetch can be in flight while the consumer has the floor, so only then is there something to abort.
  if (prefetch) options.signal = follow(options.signal, abandoned);
  return { maxPages, options: options as O, prefetch };
}

// What is no signal is left as it is, for the call to refuse.
function follow(signal: AbortSignal | undefined, abandoned: AbortSignal): AbortSignal {
  if (signal === undefined) return abandoned;
  return signal instanceof AbortSignal ? AbortSignal.any([signal, abandoned]) : signal;
}

function refuseMore<T>(service: string, maxPages: number, page: Page<T>): () => Promise<null> {
  return async () => {
    if (!page.hasMore) return null;
    const message = `The list has more than ${maxPages} pages (maxPages).`;
    throw new PaginationError({ service, code: "too_many_pages", message });
  };
}
