import { resetToWait } from "./hints.ts";
import { oneLine } from "./redact.ts";
import type { FetchAnswer } from "./types.ts";

/** What a service said of its rate limit; a reading, never a block. */
export interface RateLimit {
  /** Requests allowed in the window. */
  readonly limit: number;
  /** Requests left in the window. */
  readonly remaining: number;
  /** When the window ends. */
  readonly resetAt?: Date;
  /** The window's name, where the service gives one. */
  readonly window?: string;
}

/** Reads the rate-limit headers of an answer by their prefix; malformed or missing ones give undefined. */
export function readRateLimit(
  headers: FetchAnswer["headers"],
  prefix: "ratelimit" | "x-ratelimit",
  now: number,
): RateLimit | undefined {
  const remaining = count(headers.get(`${prefix}-remaining`));
  if (remaining === undefined) return undefined;
  const limit = count(headers.get(`${prefix}-limit`));
  if (limit === undefined) return undefined;
  const resetAt = parseReset(headers.get(`${prefix}-reset`), now);
  const window = headers.get(`${prefix}-window`);
  return { limit, remaining, ...(resetAt && { resetAt }), ...(window !== null && { window: oneLine(window, 40) }) };
}

/**
 * Reads the end of a rate-limit window: seconds from `now` (below 10^9), Unix seconds, Unix ms (from 10^12), or an
 * ISO 8601 date with time and zone. Anything else gives undefined.
 */
export function parseReset(text: string | null | undefined, now: number): Date | undefined {
  const reset = count(text ?? null);
  if (reset !== undefined) return new Date(now + resetToWait(reset, now));
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)$/.test(text ?? "")) return undefined;
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function count(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
