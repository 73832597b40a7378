import { Resource } from "@keyrack/core";
import { queryOf } from "../bodies.ts";
import type { OptropicCallOptions } from "../options.ts";
import type { OpenText } from "../types/answer.ts";
import type { TenantLimits, TenantUsage } from "../types/tenant.ts";

/** The customer that a key belongs to. */
export interface Tenant {
  id: string;
  name: string;
  plan: string;
  status: string;
  /** ISO 8601. */
  created_at: string;
}

/** The calls of one kind. */
export interface UsageShare {
  endpoint: string;
  method: string;
  count: number;
  avg_latency_ms: number;
  error_count: number;
}

/** Over which time usage is counted. */
export type UsagePeriod = OpenText<"day" | "week" | "month" | "year">;

/** Over which time to count. */
export interface GetUsageParams {
  /** @defaultValue "month" */
  period?: UsagePeriod | undefined;
}

/** Over which time to count, and by what. */
export interface GetUsageBreakdownParams extends GetUsageParams {
  /** @defaultValue "endpoint" */
  group_by?: OpenText<"endpoint" | "resource_type" | "status_code"> | undefined;
}

/** The customer that the client's key belongs to. Newer than the printed reference. */
export class Tenants extends Resource {
  /** Fetches the tenant. `GET /v1/tenants/current` */
  async getCurrent(options?: OptropicCallOptions): Promise<Tenant> {
    return await this.http.get("/tenants/current", {}, options);
  }

  /** Fetches what the tenant may have. `GET /v1/tenants/limits` */
  async getLimits(options?: OptropicCallOptions): Promise<TenantLimits> {
    return await this.http.get("/tenants/limits", {}, options);
  }

  /** Fetches what the tenant used. `GET /v1/tenants/usage` */
  async getUsage(params: GetUsageParams = {}, options?: OptropicCallOptions): Promise<TenantUsage> {
    const { period = "month" } = queryOf(params);
    return await this.http.get("/tenants/usage", { query: { period } }, options);
  }

  /** Fetches the tenant's calls by kind; an array. `GET /v1/tenants/usage/breakdown` */
  async getUsageBreakdown(params: GetUsageBreakdownParams = {}, options?: OptropicCallOptions): Promise<UsageShare[]> {
    const { group_by = "endpoint", period = "month" } = queryOf(params);
    return await this.http.get("/tenants/usage/breakdown", { query: { period, group_by }, expects: "array" }, options);
  }
}
