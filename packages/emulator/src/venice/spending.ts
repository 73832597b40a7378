import type { ApiKey, Balances, LimitPeriod, Limits } from "./model.ts";

const day = 24 * 60 * 60 * 1000;
const week = 7 * day;

/** An amount of each currency. */
export interface Amounts {
  readonly usd: number;
  readonly diem: number;
}

/** What a key spent in the seven days before a time. */
export function spentInWeek(key: ApiKey, now: number): Amounts {
  return spentSince(key, now - week);
}

/** What a key spent in the period that its limits are for. */
export function spentInPeriod(key: ApiKey, now: number): Amounts {
  return spentSince(key, periodStart(key.settings.limitPeriod, now));
}

/** Tells whether anything caps a key's spending. */
export function isLimited({ limits }: ApiKey["settings"]): boolean {
  return limits.usd !== null || capOnDiem(limits) !== null;
}

/** What a key can still spend: what its account has, as far as the key's limits leave room. */
export function spendable(key: ApiKey, now: number): Balances {
  const { limits } = key.settings;
  const { usd, diem, bundledCredits } = key.account.balances;
  const spent = spentInPeriod(key, now);
  const roomInUsd = roomUnder(limits.usd, spent.usd);
  return {
    usd: Math.min(usd, roomInUsd),
    diem: Math.min(diem, roomUnder(capOnDiem(limits), spent.diem)),
    bundledCredits: Math.min(bundledCredits, roomInUsd),
  };
}

/** The next UTC midnight, when limits by the day start afresh. */
export function nextEpoch(now: number): number {
  return periodStart("EPOCH", now) + day;
}

/** Writes an amount with four decimals. */
export function writeAmount(amount: number): string {
  return amount.toFixed(4);
}

function spentSince({ spends }: ApiKey, start: number): Amounts {
  const counted = spends.filter(({ time }) => time >= start);
  return {
    usd: counted.reduce((sum, { usd }) => sum + usd, 0),
    diem: counted.reduce((sum, { diem }) => sum + diem, 0),
  };
}

function periodStart(period: LimitPeriod, now: number): number {
  if (period === "LIFETIME") return -Infinity;
  const date = new Date(now);
  const dayOfMonth = period === "MONTH" ? 1 : date.getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), dayOfMonth);
}

function capOnDiem({ diem, vcu }: Limits): number | null {
  return diem ?? vcu;
}

function roomUnder(limit: number | null, spent: number): number {
  return limit === null ? Infinity : Math.max(0, limit - spent);
}
