import type { FetchAnswer } from "./types.ts";

const day = 86_400_000;
const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
// The three date forms of RFC 9110, 5.6.7: IMF-fixdate, RFC 850, asctime.
const dateForms = [
  /^\w{3}, (?<day>\d\d) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^\w{6,9}, (?<day>\d\d)-(?<month>\w{3})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
];

/**
 * Reads an HTTP date (RFC 9110, 5.6.7) as Unix milliseconds; `now` decides the century of a two-digit year, which
 * lies at most 50 years ahead. Undefined for anything else, days that do not exist included.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  for (const form of dateForms) {
    const parts = form.exec(text)?.groups;
    if (parts) return toUnixMs(parts, now);
  }
  return undefined;
}

function toUnixMs(parts: Record<string, string>, now: number): number | undefined {
  const [year, month, day, time] = ["year", "month", "day", "time"].map((name) => parts[name] ?? "") as [
    string,
    string,
    string,
    string,
  ];
  const midnight = new Date(Date.UTC(fullYear(year, now), months.indexOf(month) / 3, Number(day)));
  const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)$/.test(time);
  if (!isTime || midnight.getUTCDate() !== Number(day)) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return midnight.getTime() + (hours * 3_600 + minutes * 60 + seconds) * 1_000;
}

function fullYear(year: string, now: number): number {
  if (year.length === 4) return Number(year);
  const thisYear = new Date(now).getUTCFullYear();
  const sameCentury = thisYear - (thisYear % 100) + Number(year);
  return sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury;
}

/**
 * The wait that an answer asks for, in milliseconds, always above 0: `retry-after-ms`, `Retry-After` (seconds or a
 * date measured against the answer's own `Date`), and on a 429 the rate-limit headers, unless `resets` is false.
 * Zero, past and malformed hints give undefined, which means the client's own backoff.
 */
export function readHint({ status, headers }: FetchAnswer, now: number, resets = true): number | undefined {
  const milliseconds = headers.get("retry-after-ms");
  if (milliseconds !== null && /^\d{1,99}$/.test(milliseconds)) return usable(Number(milliseconds));
  const retryAfter = headers.get("retry-after")?.trim();
  if (retryAfter) {
    if (/^\d{1,99}(?:\.\d{1,99})?$/.test(retryAfter)) return usable(Math.ceil(Number(retryAfter) * 1_000));
    const date = parseHttpDate(retryAfter, now);
    if (date !== undefined) return usable(date - serverNow(headers, now));
  }
  return status === 429 && resets ? readReset(headers, now) : undefined;
}

function usable(ms: number): number | undefined {
  return ms > 0 ? Math.min(ms, Number.MAX_SAFE_INTEGER) : undefined;
}

// A server whose clock is off is measured against itself, unless its date is absurd.
function serverNow(headers: FetchAnswer["headers"], now: number): number {
  const date = parseHttpDate(headers.get("date") ?? "", now);
  return date !== undefined && Math.abs(date - now) <= day ? date : now;
}

function readReset(headers: FetchAnswer["headers"], now: number): number | undefined {
  const structured = headers.get("ratelimit");
  const waits = [...(structured ?? "").matchAll(/(?:^|,)\s*"[^"]*"((?:;\s*[a-z]+=[^;,]*)+)/g)]
    .map(([, parameters = ""]) => parameters)
    .filter((parameters) => /;\s*r=0(?:;|\s|$)/.test(parameters))
    .map((parameters) => Number(/;\s*t=(\d+)(?:;|\s|$)/.exec(parameters)?.[1]))
    .filter((seconds) => seconds > 0);
  if (waits.length > 0) return usable(waits.reduce((least, wait) => Math.min(least, wait)) * 1_000);
  const reset = headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset");
  if (reset === null || !/^\d{1,99}(?:\.\d{1,99})?$/.test(reset)) return undefined;
  return usable(resetToWait(Number(reset), now));
}

/** Reads a rate-limit reset by its size: below 10^9 seconds from now, below 10^12 Unix seconds, else Unix ms. */
export function resetToWait(reset: number, now: number): number {
  if (reset < 1e9) return Math.ceil(reset * 1_000);
  return (reset < 1e12 ? reset * 1_000 : reset) - now;
}
