import type { Page } from "@keyrack/core";
import type { JsonObject } from "../json.ts";

/** One page of a list; a plain array counts as its only one. `next()` gives the page after it, null after the last one. */
export interface OptropicPage<T> extends Page<T> {
  /** How many pages there are, where the service says it. */
  readonly totalPages: number | undefined;
  /** All that the service says of the page, where it does. */
  readonly pagination: JsonObject | undefined;
}

/** Where a walk over a list begins, and how much it asks for at a time. */
export interface WalkParams {
  /** Items per request, at least 1; of no effect on lists that come whole. @defaultValue 100 */
  limit?: number | undefined;
  /** Items to leave out at the beginning. @defaultValue 0 */
  offset?: number | undefined;
}

/** Gives a page its full type. */
export function toOptropicPage<T>(page: Page<T>): OptropicPage<T> {
  // The page reader of the profile has put `totalPages` and `pagination` there.
  return page as OptropicPage<T>;
}
