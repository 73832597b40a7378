import { type RateLimit, readHint, resetToWait } from "@keyrack/core";
import type { FailureBody } from "./failure-body.ts";

/** The headers of an answer, in whatever form. */
interface HeaderReader {
  get(name: string): string | null;
}

/** Headers that can also be walked, as an answer has them. */
interface AnswerHeaders extends HeaderReader {
  forEach(visit: (value: string, name: string) => void): void;
}

// The service counts failed requests over this many ms: a shorter wait would fail within them again.
const errorBudgetWindow = 30_000;

/**
 * Tells whether a 429 means that too many requests failed lately: its text says so, or the headers of the error budget
 * (`x-ratelimit-remaining`, `x-ratelimit-resets`) are there and do not say that something is left of it.
 */
export function spendsErrorBudget(headers: HeaderReader, { message = "" }: Pick<FailureBody, "message">): boolean {
  if (/too many failed attempts/i.test(message)) return true;
  const remaining = headers.get("x-ratelimit-remaining");
  const isThere = remaining !== null || headers.get("x-ratelimit-resets") !== null;
  return isThere && !(Number(remaining) > 0);
}

/**
 * The wait in ms that a 429 asks for: `Retry-After`, else the reset of the model's limit, else that of the error
 * budget; at least 30 s where the error budget is used up. `now` in Unix ms.
 */
export function readThrottledWait(headers: AnswerHeaders, isErrorBudget: boolean, now: number): number | undefined {
  const asked =
    readHint({ status: 429, headers, body: null }, now, false) ??
    readReset(headers.get("x-ratelimit-reset-requests"), now) ??
    (isErrorBudget ? readReset(headers.get("x-ratelimit-resets"), now) : undefined);
  return isErrorBudget ? Math.max(errorBudgetWindow, asked ?? 0) : asked;
}

/**
 * The limit of a model as an answer's headers tell it. The service sends them with calls of models; answers about keys
 * may have none.
 */
export function readModelLimit(headers: HeaderReader, now: number): RateLimit | undefined {
  const limit = readCount(headers.get("x-ratelimit-limit-requests"));
  const remaining = readCount(headers.get("x-ratelimit-remaining-requests"));
  if (limit === undefined || remaining === undefined) return undefined;
  const wait = readReset(headers.get("x-ratelimit-reset-requests"), now);
  return { limit, remaining, ...(wait !== undefined && { resetAt: new Date(now + wait) }) };
}

/** Reads a count; undefined for anything but digits. */
export function readCount(text: string | null | undefined): number | undefined {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined;
}

/**
 * Milliseconds until a reset, by the size of its number: from 10^12 Unix ms, from 10^9 Unix seconds, else seconds from
 * now. Undefined for what cannot be read and for what is past.
 */
export function readReset(text: string | null | undefined, now: number): number | undefined {
  if (!/^\d{1,15}(?:\.\d{1,9})?$/.test(text ?? "")) return undefined;
  const wait = resetToWait(Number(text), now);
  return wait > 0 ? wait : undefined;
}
