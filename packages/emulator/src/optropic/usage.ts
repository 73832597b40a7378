import { isoTime } from "./call.ts";
import { groupBy } from "./group.ts";
import type { CallCount, DayUsage, Tenant } from "./model.ts";

const day = 24 * 60 * 60 * 1000;
const bytesPerMegabyte = 1_000_000;

/** The stretches of time that usage is reported for; the first one is the default. */
export const periods = ["month", "day", "week", "year"] as const;

/** What calls are counted by; the first one is the default. */
export const groupings = ["endpoint", "resource_type", "status_code"] as const;

/** One finished call; times are Unix milliseconds. */
export interface FinishedCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly now: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

/** How long a report looks back. */
export type Period = (typeof periods)[number];

/** What a breakdown is wanted of. */
export interface CountRequest {
  readonly period: Period;
  readonly grouping: (typeof groupings)[number];
  readonly now: number;
}

/** Usage as it is sent. */
export interface UsageReport {
  readonly api_calls: number;
  readonly assets_created: number;
  readonly verifications: number;
  readonly documents_enrolled: number;
  readonly bandwidth_mb: number;
  readonly period_start: string;
  readonly period_end: string;
}

/** One line of a breakdown as it is sent. */
export interface EndpointUsage {
  readonly endpoint: string;
  readonly method: string;
  readonly count: number;
  readonly avg_latency_ms: number;
  readonly error_count: number;
}

/** Counts a call on its day. */
export function recordCall(tenant: Tenant, call: FinishedCall): void {
  const { method, path, status } = call;
  const usage = usageOn(tenant, call.now);
  const name = `${method} ${path} ${status}`;
  const counted = usage.calls.get(name) ?? { endpoint: `/v1${path}`, method, status, count: 0, milliseconds: 0 };
  counted.count += 1;
  counted.milliseconds += call.milliseconds;
  usage.calls.set(name, counted);
  usage.bytes += call.bytes;
}

/** The usage of the UTC day of `now`, to be counted up. */
export function usageOn(tenant: Tenant, now: number): DayUsage {
  const start = startOf("day", now);
  const usage = tenant.days.get(start) ?? { calls: new Map(), verifications: 0, bytes: 0 };
  tenant.days.set(start, usage);
  return usage;
}

/** What a tenant used in the period of `now`, in the service's own words; the call that asks is not in it yet. */
export function reportUsage(tenant: Tenant, period: Period, now: number): UsageReport {
  const start = startOf(period, now);
  const days = daysSince(tenant, start);
  const since = (time: string): boolean => Date.parse(time) >= start;
  return {
    api_calls: sum(days.flatMap(({ calls }) => Array.from(calls.values(), ({ count }) => count))),
    assets_created: Array.from(tenant.assets.values()).filter(({ created_at }) => since(created_at)).length,
    verifications: sum(days.map(({ verifications }) => verifications)),
    documents_enrolled: Array.from(tenant.documents.values()).filter(({ created_at }) => since(created_at)).length,
    bandwidth_mb: sum(days.map(({ bytes }) => bytes)) / bytesPerMegabyte,
    period_start: isoTime(start),
    period_end: isoTime(endOf(period, start)),
  };
}

/** The calls in the period of `now`, summed by what they have in common, which `endpoint` names. */
export function countCalls(tenant: Tenant, { period, grouping, now }: CountRequest): readonly EndpointUsage[] {
  const groups = groupBy(
    daysSince(tenant, startOf(period, now)).flatMap(({ calls }) => Array.from(calls.values())),
    (call) => groupNames[grouping](call).join(" "),
  );
  return Array.from(groups.values(), (calls) => sumUp(calls, grouping));
}

/** When the current period of a quota ends: with the month of `now`. */
export function quotaReset(now: number): string {
  return isoTime(endOf("month", startOf("month", now)));
}

const groupNames = {
  endpoint: ({ endpoint, method }: CallCount) => [endpoint, method],
  resource_type: ({ endpoint }: CallCount) => [endpoint.split("/")[2] ?? endpoint, "*"],
  status_code: ({ status }: CallCount) => [String(status), "*"],
};

function sumUp(calls: readonly CallCount[], grouping: CountRequest["grouping"]): EndpointUsage {
  const [endpoint = "", method = ""] = calls.slice(0, 1).flatMap((call) => groupNames[grouping](call));
  const count = sum(calls.map((call) => call.count));
  return {
    endpoint,
    method,
    count,
    avg_latency_ms: sum(calls.map(({ milliseconds }) => milliseconds)) / count,
    error_count: sum(calls.filter(({ status }) => status >= 400).map((call) => call.count)),
  };
}

function daysSince(tenant: Tenant, start: number): readonly DayUsage[] {
  return Array.from(tenant.days).flatMap(([time, usage]) => (time >= start ? [usage] : []));
}

function startOf(period: Period, now: number): number {
  const date = new Date(now);
  const today = now - (now % day);
  if (period === "day") return today;
  // Weeks begin on Monday; Sunday's number is 0.
  if (period === "week") return today - ((date.getUTCDay() + 6) % 7) * day;
  return Date.UTC(date.getUTCFullYear(), period === "year" ? 0 : date.getUTCMonth());
}

function endOf(period: Period, start: number): number {
  const date = new Date(start);
  if (period === "day") return start + day;
  if (period === "week") return start + 7 * day;
  return period === "month"
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
    : Date.UTC(date.getUTCFullYear() + 1, 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
