import { type Call, isoTime } from "./call.ts";
import { countCalls, groupings, periods, reportUsage } from "./usage.ts";

/** Shows the key's tenant. */
export function getCurrentTenant({ tenant }: Call): object {
  const { id, name, plan, createdAt } = tenant;
  return { id, name, plan, status: "active", created_at: isoTime(createdAt) };
}

/** Shows what the tenant may have. */
export function getLimits({ tenant }: Call): object {
  return tenant.limits;
}

/** Shows what the tenant used in the current UTC day, week (from Monday), month or year. */
export function getUsage({ tenant, query, now }: Call): object {
  return reportUsage(tenant, query.choice("period", periods), now);
}

/** Shows the tenant's calls by endpoint, resource or status; two of these have `*` as their method. */
export function getUsageBreakdown({ tenant, query, now }: Call): object {
  const period = query.choice("period", periods);
  return countCalls(tenant, { period, grouping: query.choice("group_by", groupings), now });
}

/** Shows limits and the current month's usage together. */
export function getQuota({ tenant, now }: Call): object {
  return { limits: tenant.limits, usage: reportUsage(tenant, "month", now) };
}
