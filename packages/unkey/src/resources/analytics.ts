import { Resource } from "@keyrack/core";
import { checkBody } from "../checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import type { Answer, JsonObject } from "../types/answer.ts";

/** A query over analytics. */
export interface AnalyticsQueryParams {
  /** One SQL SELECT. Nothing in it is escaped: never put text of others into it. */
  query: string;
}

/**
 * Questions about the past, in SQL. At most 30 seconds, 1 GB of memory, 10 million rows and 4 MiB of answer each,
 * and 1000 an hour; every attempt counts.
 *
 * 400 for a query that is not allowed, 412 where the workspace has no analytics, 422 past a limit, 429 past the quota.
 */
export class Analytics extends Resource {
  /**
   * Queries verifications: `key_verifications_v1` and its aggregates, `key_verifications_per_minute_v1`, `_per_hour_v1`,
   * `_per_day_v1`, `_per_month_v1`. 64-bit counters may lose digits. `POST /v2/analytics.getVerifications`
   */
  async getVerifications<Row extends object = JsonObject>(
    params: AnalyticsQueryParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Row[]>> {
    return await this.#query("/v2/analytics.getVerifications", params, options);
  }

  /**
   * Queries rate-limit decisions: `ratelimits_v1` and its aggregates per minute, hour, day and month.
   * `POST /v2/analytics.getRatelimits`
   */
  async getRatelimits<Row extends object = JsonObject>(
    params: AnalyticsQueryParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Row[]>> {
    return await this.#query("/v2/analytics.getRatelimits", params, options);
  }

  async #query<Row>(route: string, params: AnalyticsQueryParams, options?: UnkeyCallOptions): Promise<Answer<Row[]>> {
    const request = { json: checkBody(params, "query"), safety: "read", expects: "bare" } as const;
    const answer = await this.http.post<Answer<Row[] | null>>(route, request, options);
    // A list without items may come as null.
    return { ...answer, data: answer.data ?? [] };
  }
}
