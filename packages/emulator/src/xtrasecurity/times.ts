import { Fault } from "./fault.ts";
import type { Time } from "./model.ts";

/** How many milliseconds the units have that callers count in. */
export const millisecondsOf: { readonly minute: number; readonly hour: number; readonly day: number } = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Writes Unix milliseconds as a row's time; throws a fault beyond the range of dates. */
export function toTime(milliseconds: number): Time {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) throw new Fault("Invalid time value");
  return date.toISOString();
}

/** Reads a time that a caller wrote, a date alone as midnight UTC; throws a fault for a text that is no date. */
export function parseTime(text: string): Time {
  return toTime(Date.parse(text));
}
