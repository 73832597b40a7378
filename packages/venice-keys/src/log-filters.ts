import { ownOptions } from "@keyrack/core";
import { readMoment } from "./dates.ts";
import { itemsOn, readWindow } from "./paging.ts";
import { refuseArgument, service } from "./service.ts";
import type { RateLimitLogEntry, RateLimitLogFilters } from "./types/rate-limits.ts";

const names: ReadonlySet<string> = new Set(["apiKeyId", "startDate", "endDate", "limit", "page"]);

/** Checks the filters of a log and gives what applies them to its entries, whose order stays. */
export function readLogFilters(
  given: RateLimitLogFilters | undefined,
): (entries: readonly RateLimitLogEntry[]) => RateLimitLogEntry[] {
  const { apiKeyId, endDate, limit, page, startDate } = ownOptions({ service, option: "filters" }, given, names);
  if (apiKeyId !== undefined && typeof apiKeyId !== "string") throw refuseArgument("apiKeyId must be a string.");
  const window = readWindow({ limit, page });
  const from = startDate === undefined ? undefined : readMoment("startDate", startDate);
  const to = endDate === undefined ? undefined : readMoment("endDate", endDate);
  const isWanted = ({ apiKeyId: id, timestamp }: RateLimitLogEntry): boolean => {
    const time = Date.parse(timestamp);
    // An entry whose time cannot be read is within no bound.
    return (
      (apiKeyId === undefined || id === apiKeyId) && !(from !== undefined && !(time >= from)) && isBefore(time, to)
    );
  };
  return (entries) => itemsOn(entries.filter(isWanted), window);
}

function isBefore(time: number, end: number | undefined): boolean {
  return end === undefined || time <= end;
}
