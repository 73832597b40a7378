import type { Page } from "@keyrack/core";

/** One page of a list; `next()` gives the page after it, null after the last one. */
export interface AuthPIPage<T> extends Page<T> {
  /** Asks for the next page as `cursor`; opaque. Null where the service gives none. */
  readonly nextCursor: string | null;
  /** A count that the service gives without explaining it; presumably of items that it could not read. */
  readonly invalidCount?: number | null;
}

/** Where a page starts and how long it is. */
export interface PageParams {
  /** Items per page, 1 to 100. @defaultValue 50 */
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}
