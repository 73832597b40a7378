import type { Schedule } from "./model-events.ts";
import type { Time } from "./model.ts";
import { millisecondsOf, toTime } from "./times.ts";

const daysOf: ReadonlyMap<string, number> = new Map([
  ["daily", 1],
  ["weekly", 7],
  ["monthly", 30],
  ["quarterly", 90],
]);
const defaultDays = 30;

/** Tells when a schedule is due next, counted from `now` in Unix milliseconds; an unknown frequency means 30 days. */
export function nextRun({ frequency, customDays }: Pick<Schedule, "frequency" | "customDays">, now: number): Time {
  const days = frequency === "custom" ? customDays : daysOf.get(frequency);
  return toTime(now + (days ?? defaultDays) * millisecondsOf.day);
}
