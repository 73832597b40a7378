import { isoTime } from "./call.ts";
import type { RateLimit } from "./model.ts";
import { Refusal } from "./refusal.ts";

const hour = 60 * 60 * 1000;

/** What a request without a usable key is told about its limit. */
export function anonymousRate(): RateLimit {
  return { limit: 60, duration: hour, windowStart: 0, used: 0 };
}

/** Writes what is left of a limit into an answer's headers; `X-RateLimit-Reset` is an ISO 8601 time. */
export function showRate(rate: RateLimit, now: number, headers: Headers): void {
  headers.set("X-RateLimit-Limit", String(rate.limit));
  headers.set("X-RateLimit-Remaining", String(rate.limit - rate.used));
  headers.set("X-RateLimit-Reset", isoTime(windowEnd(rate, now)));
}

/** Counts a request in its window, and refuses with 429 where the window is full. */
export function spendRequest(rate: RateLimit, now: number): void {
  const start = now - (now % rate.duration);
  if (start !== rate.windowStart) {
    rate.windowStart = start;
    rate.used = 0;
  }
  if (rate.used >= rate.limit) throw limited(rate, now);
  rate.used += 1;
}

/** Whole seconds until the window ends, at least 1. */
export function secondsLeft(rate: RateLimit, now: number): number {
  return Math.max(1, Math.ceil((windowEnd(rate, now) - now) / 1000));
}

function limited(rate: RateLimit, now: number): Refusal {
  const details = { retryAfter: secondsLeft(rate, now), limit: rate.limit, remaining: 0 };
  return new Refusal("RATE_LIMITED", "The API key has made too many requests.", details);
}

function windowEnd({ duration }: RateLimit, now: number): number {
  return now - (now % duration) + duration;
}
