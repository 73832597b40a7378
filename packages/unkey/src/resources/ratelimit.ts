import { paginate, type PagingOptions, Resource } from "@keyrack/core";
import { checkBodies, checkBody } from "../checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import { service } from "../service.ts";
import type { Answer, EmptyData } from "../types/answer.ts";
import { toUnkeyPage, type UnkeyPage } from "../types/page.ts";
import type {
  DeleteOverrideParams,
  GetOverrideParams,
  LimitParams,
  LimitResult,
  ListOverridesParams,
  MultiLimitResult,
  PeekParams,
  RatelimitOverride,
  SavedOverride,
  SetOverrideParams,
} from "../types/ratelimit-params.ts";

/** Rate limits without keys: sliding windows by namespace and identifier, and overrides of them. */
export class Ratelimit extends Resource {
  /**
   * Counts a request against a limit; `success` says whether it may go on. Counters belong to namespace, identifier
   * and duration, so another `limit` sees the same counter.
   *
   * With `cost: 0`, `success` is true even when the limit is used up: use `peek`. Repeated at most once by itself, and
   * never after a 429. 403 where the namespace does not exist and may not be made, 410 where it was deleted, 500 where
   * a matching override has the limit 0. `POST /v2/ratelimit.limit`
   */
  async limit(params: LimitParams, options?: UnkeyCallOptions): Promise<Answer<LimitResult>> {
    const json = checkBody(params, "namespace", "identifier");
    return await this.http.post("/v2/ratelimit.limit", { json, safety: "metered" }, options);
  }

  /**
   * Looks at a limit without counting. Here `success` says whether a request of cost 1 would pass now, read from
   * `remaining`, because the service calls every look of cost 0 a success. Makes a namespace that does not exist.
   * Fails like `limit`. `POST /v2/ratelimit.limit`
   */
  async peek(params: PeekParams, options?: UnkeyCallOptions): Promise<Answer<LimitResult>> {
    const json = { ...checkBody(params, "namespace", "identifier"), cost: 0 };
    const answer = await this.http.post<Answer<LimitResult>>(
      "/v2/ratelimit.limit",
      { json, safety: "idempotent" },
      options,
    );
    return { ...answer, data: { ...answer.data, success: answer.data.remaining > 0 } };
  }

  /**
   * Counts requests against 1 to 100 limits, all or nothing: if one fails, none is counted, while each tells in
   * `passed` how it alone would have come out. Items on one counter add up in order.
   *
   * Repeated at most once by itself. 410 where one of the namespaces was deleted, 500 where a matching override has
   * the limit 0. `POST /v2/ratelimit.multiLimit`
   */
  async multiLimit(params: readonly LimitParams[], options?: UnkeyCallOptions): Promise<Answer<MultiLimitResult>> {
    const json = checkBodies(params, "namespace", "identifier");
    return await this.http.post("/v2/ratelimit.multiLimit", { json, safety: "metered" }, options);
  }

  /**
   * Creates or changes the override of an identifier. 404 where there is no such namespace.
   *
   * An identifier whose override was deleted cannot be overridden again: the service gives the old id and no override
   * comes back. `POST /v2/ratelimit.setOverride`
   */
  async setOverride(params: SetOverrideParams, options?: UnkeyCallOptions): Promise<Answer<SavedOverride>> {
    const json = checkBody(params, "namespace", "identifier");
    return await this.http.post("/v2/ratelimit.setOverride", { json, safety: "idempotent" }, options);
  }

  /**
   * Fetches the override that holds for an identifier, be it by a pattern. 404 where none does or the root key may not
   * read it. `POST /v2/ratelimit.getOverride`
   */
  async getOverride(params: GetOverrideParams, options?: UnkeyCallOptions): Promise<Answer<RatelimitOverride>> {
    const json = checkBody(params, "namespace", "identifier");
    return await this.http.post("/v2/ratelimit.getOverride", { json, safety: "read" }, options);
  }

  /**
   * Deletes an override for good: the same identifier cannot be overridden again. 404 where there is none.
   * `POST /v2/ratelimit.deleteOverride`
   */
  async deleteOverride(params: DeleteOverrideParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    const json = checkBody(params, "namespace", "identifier");
    return await this.http.post("/v2/ratelimit.deleteOverride", { json, safety: "idempotent" }, options);
  }

  /** Fetches one page of a namespace's overrides. 404 where there is no such namespace. `POST /v2/ratelimit.listOverrides` */
  async listOverrides(params: ListOverridesParams, options?: UnkeyCallOptions): Promise<UnkeyPage<RatelimitOverride>> {
    const request = { json: checkBody(params, "namespace"), safety: "read" } as const;
    return toUnkeyPage(await this.http.postPage<RatelimitOverride>("/v2/ratelimit.listOverrides", request, options));
  }

  /** Walks every override of a namespace, page after page; nothing is sent before the first item is asked for. */
  listAllOverrides(
    params: ListOverridesParams,
    options?: UnkeyCallOptions & PagingOptions,
  ): AsyncGenerator<RatelimitOverride, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.listOverrides(params, rest) });
  }
}
