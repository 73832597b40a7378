import { refuseArgument } from "./service.ts";

const accepted = /^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{3})?Z)?)?$/;

/** Writes an expiry in one of the forms that the service takes; `""` stands for never. */
export function writeExpiry(given: unknown): string {
  if (given === null) throw refuseArgument('expiresAt must not be null here; leave it out, or give "", for never.');
  const text = given instanceof Date && !Number.isNaN(given.getTime()) ? given.toISOString() : given;
  if (typeof text === "string" && accepted.test(text)) return text;
  throw refuseArgument(
    'expiresAt must be a valid Date, "", YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SSZ with three fractional digits or none.',
  );
}

/** Reads a moment given by a caller as Unix ms. */
export function readMoment(name: string, given: unknown): number {
  const date = given instanceof Date || typeof given === "string" ? new Date(given) : undefined;
  const time = date?.getTime() ?? Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw refuseArgument(`${name} must be a valid Date or a text that stands for one.`);
}
