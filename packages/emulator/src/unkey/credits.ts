import type { Credits, Refill } from "./model.ts";
import { omitEmpty } from "./omit-empty.ts";
import { Problem } from "./problem.ts";

/** Credits of a new key as a caller asks for them. */
export interface CreditsBody {
  readonly remaining: number | null;
  readonly refill?: Refill | undefined;
}

/** A change of credits: absent keeps, null clears. */
export interface CreditsChange {
  readonly remaining?: number | null | undefined;
  readonly refill?: Refill | null | undefined;
}

/** Makes the credits of a new key; without a body they are unlimited. */
export function createCredits(body: CreditsBody | undefined, now: number): Credits {
  return { remaining: body?.remaining ?? null, refill: body?.refill && plainRefill(body.refill), settledAt: now };
}

/** Refuses a monthly refill that does not name its day. */
export function refuseMonthlyWithoutDay(refill: Refill | null | undefined): void {
  if (refill?.interval === "monthly" && refill.refillDay === undefined) {
    throw new Problem("invalidInput", "A monthly refill needs `refillDay`.");
  }
}

/** Refuses a daily refill that names a day of the month. */
export function refuseDailyWithDay(refill: Refill | null | undefined): void {
  if (refill?.interval === "daily" && refill.refillDay !== undefined) {
    throw new Problem("invalidInput", "A daily refill takes no `refillDay`.");
  }
}

/** Changes credits; null for `remaining` clears the refill, too, unless the same change brings one. */
export function changeCredits(credits: Credits, change: CreditsChange, now: number): void {
  settleCredits(credits, now);
  if (change.remaining !== undefined) credits.remaining = change.remaining;
  if (change.remaining === null) credits.refill = undefined;
  if (change.refill !== undefined) credits.refill = change.refill === null ? undefined : plainRefill(change.refill);
}

/** Gives the refill that came due since the last look; a refill never takes credits away. */
export function settleCredits(credits: Credits, now: number): void {
  const { remaining, refill, settledAt } = credits;
  credits.settledAt = Math.max(settledAt, now);
  if (remaining === null || refill === undefined || remaining >= refill.amount) return;
  if (latestRefill(refill, now) > settledAt) credits.remaining = refill.amount;
}

/** Takes credits if there are enough; unlimited ones always are. */
export function spendCredits(credits: Credits, cost: number): boolean {
  if (credits.remaining === null) return true;
  if (credits.remaining < cost) return false;
  credits.remaining -= cost;
  return true;
}

/** Shows credits the way answers have them. */
export function creditsAnswer({ remaining, refill }: Credits): Record<string, unknown> {
  return { remaining, ...omitEmpty({ refill: refill && omitEmpty({ ...refill }) }) };
}

/** Finds the last midnight (UTC) up to now at which the refill was due; a day past the month's end means its last day. */
function latestRefill(refill: Refill, now: number): number {
  const today = new Date(now);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  if (refill.interval === "daily") return Date.UTC(year, month, today.getUTCDate());
  const wanted = refill.refillDay ?? 1;
  const thisMonth = refillInMonth(year, month, wanted);
  return thisMonth <= now ? thisMonth : refillInMonth(year, month - 1, wanted);
}

function refillInMonth(year: number, month: number, wanted: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(wanted, lastDay));
}

function plainRefill({ interval, amount, refillDay }: Refill): Refill {
  return interval === "daily" ? { interval, amount } : { interval, amount, refillDay };
}
