/** One page as a service sent it, understood. */
export interface PageContent {
  readonly data: unknown[];
  /** The paging parameters that ask for the next page; undefined after the last one. */
  readonly next: Readonly<Record<string, string | number>> | undefined;
  /** Fields that this service's pages have beside `data`. */
  readonly extra?: object;
  /** Why the list cannot be walked on, though it should go on. */
  readonly fault?: string;
}

/** What is known of a page besides its body and what it was asked for with. */
export interface PageContext {
  /** The kind of list, as the method said it. */
  readonly list: string | undefined;
  /** The items of the page before. */
  readonly previous: readonly unknown[] | undefined;
}

/** How a service spells its lists: where the items are, and what asks for the next page. */
export type PageReader = (
  body: unknown,
  request: Readonly<Record<string, unknown>>,
  context: PageContext,
) => PageContent;

/**
 * Understands a cursor: null, absent and `""` end the list (absent is a fault where more is announced), a number
 * counts as its text, anything else is a fault.
 */
export function nextCursor(
  cursor: unknown,
  hasMore: unknown,
  parameter = "cursor",
): Pick<PageContent, "next" | "fault"> {
  if (hasMore === false || cursor === "") return { next: undefined };
  if (cursor === undefined || cursor === null) {
    return { next: undefined, ...(hasMore === true && { fault: "more pages are announced, but there is no cursor" }) };
  }
  if (typeof cursor === "string" || typeof cursor === "number") return { next: { [parameter]: String(cursor) } };
  return { next: undefined, fault: "the cursor is neither text nor a number" };
}

/**
 * Where an offset list goes on. It ends with an empty page, or with a short one where the reported total, if any, is
 * reached; so neither a capped page size nor a wrong total loses items.
 */
export function nextOffset(
  received: number,
  { offset = 0, limit, total }: { offset?: number | undefined; limit?: number | undefined; total?: unknown },
): Pick<PageContent, "next"> {
  const next = offset + received;
  const hasTotal = typeof total === "number" && total >= 0;
  const isShort = limit === undefined ? hasTotal : received < limit;
  const isReached = !hasTotal || next >= total;
  return { next: received === 0 || (isShort && isReached) ? undefined : { offset: next } };
}

/** Where a list with numbered pages goes on, by the number of pages that it reports; an empty page ends it. */
export function nextPageNumber(
  received: number,
  { page = 1, totalPages }: { page?: number | undefined; totalPages?: unknown },
): Pick<PageContent, "next"> {
  const last = typeof totalPages === "number" ? totalPages : 1;
  return { next: received > 0 && page < last ? { page: page + 1 } : undefined };
}
