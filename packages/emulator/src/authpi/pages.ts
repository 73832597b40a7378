import { invalid, type Problem } from "./problem.ts";
import type { Entry } from "./row.ts";
import type { Values } from "./values.ts";

const usualLimit = 50;
const largestLimit = 100;

/** What a caller asks of a list: at most `limit` rows, older than the one that the cursor names. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: number;
}

/** The rows of one page and the cursor of the next, if there is one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Reads `limit` and `cursor`, and refuses with 422 what cannot be one. */
export function readPageRequest(query: URLSearchParams): PageRequest {
  return { limit: readLimit(query.get("limit")), cursor: readCursor(query.get("cursor")) };
}

/** Cuts one page out of rows that come newest first. */
export function takePage<Item extends Entry>(entries: readonly Item[], { limit, cursor }: PageRequest): Page<Item> {
  const rest = entries.filter(({ position }) => position < cursor);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rest.length > limit && last !== undefined ? btoa(`before ${last.position}`) : null;
  return { items, nextCursor };
}

/** The body of a page. */
export function pageBody(data: readonly Values[], nextCursor: string | null): Values {
  return { data, has_more: nextCursor !== null, next_cursor: nextCursor };
}

function readLimit(text: string | null): number {
  if (text === null) return usualLimit;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > largestLimit) throw wrong("limit", `limit must be from 1 to ${largestLimit}`);
  return limit;
}

function readCursor(text: string | null): number {
  if (text === null) return Infinity;
  const [, position] = /^before (\d+)$/.exec(decode(text)) ?? [];
  if (position === undefined) throw wrong("cursor", "cursor is not one that a list gave");
  return Number(position);
}

function decode(text: string): string {
  try {
    return atob(text);
  } catch {
    return "";
  }
}

function wrong(field: string, message: string): Problem {
  return invalid([{ field, code: "invalid_value", message }]);
}
