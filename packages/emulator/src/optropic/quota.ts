import type { Context } from "./call.ts";
import type { TenantLimits } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { quotaReset } from "./usage.ts";

/** Refuses with 402 when a tenant has as many of something as it may have. */
export function requireQuota({ tenant, now }: Context, limit: keyof TenantLimits, used: number): void {
  const quotaLimit = tenant.limits[limit];
  if (used < quotaLimit) return;
  throw new Refusal("QUOTA_EXCEEDED", `The tenant has reached its limit ${limit}.`, {
    quotaLimit,
    quotaUsed: used,
    resetsAt: quotaReset(now),
  });
}
