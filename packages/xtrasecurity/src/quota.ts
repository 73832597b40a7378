import type { RateLimit } from "@keyrack/core";

/** What was read of the daily quota, without an end of the day that lies in the past: 0 means that it is not known. */
export function knownLimit(reading: RateLimit | undefined, now: number): RateLimit | undefined {
  if (reading?.resetAt === undefined || reading.resetAt.getTime() > now) return reading;
  const { resetAt: _past, ...rest } = reading;
  return rest;
}

/**
 * Milliseconds between requests at which what is left of the daily quota, but for a reserve, lasts until its end; the
 * time to its end where only the reserve is left, and 0 where the end is not known. `now` in Unix ms.
 */
export function paceOf(reading: RateLimit | undefined, reserve: number, now: number): number {
  const { limit = 0, remaining = 0, resetAt } = knownLimit(reading, now) ?? {};
  if (resetAt === undefined) return 0;
  const timeLeft = resetAt.getTime() - now;
  return timeLeft / Math.max(1, remaining - reserve * limit);
}
