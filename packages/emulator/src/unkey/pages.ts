import { foldCase, type Row, type SortedIndex } from "./sorted-index.ts";

/** What a caller asks of a list: at most `limit` rows, from the id `cursor` on. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** How a list goes on; `cursor` is there exactly when `hasMore` is true. */
export interface Pagination {
  readonly hasMore: boolean;
  readonly cursor?: string;
}

/** The rows of one page and how the list goes on. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly pagination: Pagination;
}

/** Cuts one page out of a list; the cursor of the next one is the id of its first row. */
export function takePage<T extends Row>(
  list: SortedIndex<T>,
  request: PageRequest,
  accept: (row: T) => boolean = () => true,
): Page<T> {
  const rows: T[] = [];
  for (const row of list.from(request.cursor ?? "")) {
    if (!accept(row)) continue;
    if (rows.length === request.limit) return { rows, pagination: { hasMore: true, cursor: row.id } };
    rows.push(row);
  }
  return { rows, pagination: { hasMore: false } };
}

/** Tells whether one of the texts contains `search`, letter case ignored; an empty or absent search finds everything. */
export function isFound(search: string | undefined, texts: readonly (string | undefined)[]): boolean {
  if (search === undefined || search === "") return true;
  const wanted = foldCase(search);
  return texts.some((text) => text !== undefined && foldCase(text).includes(wanted));
}
