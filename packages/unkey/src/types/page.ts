import type { Page } from "@keyrack/core";
import type { AnswerMeta } from "./answer.ts";

/** Where a list stands. */
export interface Pagination {
  /** Asks for the next page; opaque. Absent on the last page. */
  cursor?: string;
  hasMore: boolean;
}

/** One page of a list; `next()` gives the page after it, null after the last one. */
export interface UnkeyPage<T> extends Page<T> {
  readonly meta: AnswerMeta;
  readonly pagination: Pagination;
}

/** Gives a page its full type. */
export function toUnkeyPage<T>(page: Page<T>): UnkeyPage<T> {
  // The page reader of the profile has put `meta` and `pagination` there.
  return page as UnkeyPage<T>;
}
