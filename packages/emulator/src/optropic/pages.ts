import type { Query } from "./query.ts";

const defaultSize = 50;

/** One page, in the envelope of the lists that have pages. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly pagination: Pagination;
}

/** Where a page stands in its list. */
interface Pagination {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly totalPages: number;
  readonly hasMore: boolean;
}

/**
 * Cuts one page out of a list, 50 items long where nothing is said; a page past the end is empty.
 *
 * The size is `per_page` or `limit`, the start is `offset` or follows from `page`: both ways of asking are understood.
 */
export function takePage<T>(query: Query, rows: readonly T[]): Page<T> {
  const perPage = query.integer("per_page", 1) ?? query.integer("limit", 1) ?? defaultSize;
  const page = query.integer("page", 1) ?? 1;
  const start = query.integer("offset", 0) ?? (page - 1) * perPage;
  const total = rows.length;
  const pagination = {
    page: Math.floor(start / perPage) + 1,
    perPage,
    total,
    totalPages: Math.ceil(total / perPage),
    hasMore: start + perPage < total,
  };
  return { data: rows.slice(start, start + perPage), pagination };
}

/** Hands over a list that has no pages: all of it, unless the query has `limit` or `offset`. */
export function takeSlice<T>(query: Query, rows: readonly T[]): readonly T[] {
  const start = query.integer("offset", 0) ?? 0;
  const limit = query.integer("limit", 1) ?? Infinity;
  return rows.slice(start, start + limit);
}
