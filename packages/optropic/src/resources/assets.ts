import { type HttpClient, type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { sendChunks } from "../chunks.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { readFilter, type SyncedFilter } from "../revocation-filter.ts";
import { path } from "../service.ts";
import type {
  Asset,
  AssetDetail,
  AssetFilters,
  CreateAssetParams,
  ListAssetsParams,
  RevokeAssetParams,
  UpdateAssetParams,
  Verification,
} from "../types/asset.ts";
import type {
  BatchCreated,
  BatchCreateParams,
  BatchOptions,
  BatchRevoked,
  BatchVerified,
} from "../types/asset-batch.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** Things that can be verified. A sandbox client lists sandbox assets, unless `is_sandbox` says otherwise. */
export class Assets extends Resource {
  readonly #isSandbox: boolean;

  constructor(http: HttpClient, isSandbox: boolean) {
    super(http);
    this.#isSandbox = isSandbox;
  }

  /** Creates an asset and gives it with its seal. 400, 402 and 409 are this call's own. `POST /v1/assets` */
  async create(params: CreateAssetParams, options?: OptropicCallOptions): Promise<Asset> {
    return await this.http.post("/assets", { json: bodyOf(params) }, options);
  }

  /** Fetches one page of assets. `GET /v1/assets` */
  async list(params: ListAssetsParams = {}, options?: OptropicCallOptions): Promise<OptropicPage<Asset>> {
    return await listPage(this.http, { path: "/assets", params: this.#filtered(params) }, options);
  }

  /** Walks every asset, page after page; nothing is sent before the first one is asked for. `GET /v1/assets` */
  listAll(
    params: AssetFilters & WalkParams = {},
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<Asset, void, undefined> {
    return walkList(this.http, { path: "/assets", params: this.#filtered(params) }, options);
  }

  /** Fetches one asset with all its facts. `GET /v1/assets/{asset_id}` */
  async retrieve(assetId: string, options?: OptropicCallOptions): Promise<AssetDetail> {
    return await this.http.get(path`/assets/${assetId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/assets/{asset_id}` */
  async get(assetId: string, options?: OptropicCallOptions): Promise<AssetDetail> {
    return await this.retrieve(assetId, options);
  }

  /** Changes an asset; each member given replaces the old one. `PATCH /v1/assets/{asset_id}` */
  async update(assetId: string, params: UpdateAssetParams, options?: OptropicCallOptions): Promise<AssetDetail> {
    return await this.http.patch(path`/assets/${assetId}`, { json: bodyOf(params) }, options);
  }

  /** Revokes an asset: from then on it verifies as revoked. `POST /v1/assets/{asset_id}/revoke` */
  async revoke(assetId: string, params: RevokeAssetParams, options?: OptropicCallOptions): Promise<Asset> {
    return await this.http.post(path`/assets/${assetId}/revoke`, { json: bodyOf(params) }, options);
  }

  /**
   * Asks the service whether an asset's seal fits and whether it is revoked; a revoked one is an answer, or 410 with
   * the code `CODE_REVOKED`. `verifyOffline` does it without a request. `POST /v1/assets/{asset_id}/verify`
   */
  async verify(assetId: string, options?: OptropicCallOptions): Promise<Verification> {
    return await this.http.post(path`/assets/${assetId}/verify`, {}, options);
  }

  /** Creates many assets, in chunks one after another; see `BatchOptions`. `POST /v1/assets/batch` */
  async batchCreate(
    params: readonly CreateAssetParams[] | BatchCreateParams,
    options?: BatchOptions,
  ): Promise<BatchCreated> {
    const { assets, ...others } = "assets" in params ? params : { assets: params };
    const nothing = { created: 0, requested: 0, assets: [], errors: null };
    const send = async (chunk: readonly CreateAssetParams[], rest: OptropicCallOptions): Promise<BatchCreated> =>
      await this.http.post("/assets/batch", { json: { ...bodyOf(others), assets: chunk.map(bodyOf) } }, rest);
    return await sendChunks({ name: "assets", items: assets, nothing, send }, options);
  }

  /** Verifies many assets, in chunks one after another. `POST /v1/assets/batch-verify` */
  async batchVerify(assetIds: readonly string[], options?: BatchOptions): Promise<BatchVerified> {
    const nothing = { verified: 0, requested: 0, results: [], errors: null };
    const send = async (asset_ids: readonly string[], rest: OptropicCallOptions): Promise<BatchVerified> =>
      await this.http.post("/assets/batch-verify", { json: { asset_ids } }, rest);
    return await sendChunks({ name: "assetIds", items: assetIds, nothing, send }, options);
  }

  /** Revokes many assets for one reason, in chunks one after another. `POST /v1/assets/batch-revoke` */
  async batchRevoke(
    assetIds: readonly string[],
    params: RevokeAssetParams,
    options?: BatchOptions,
  ): Promise<BatchRevoked> {
    const nothing = { revoked: 0, requested: 0, results: [], errors: null };
    const send = async (asset_ids: readonly string[], rest: OptropicCallOptions): Promise<BatchRevoked> =>
      await this.http.post("/assets/batch-revoke", { json: { asset_ids, ...bodyOf(params) } }, rest);
    return await sendChunks({ name: "assetIds", items: assetIds, nothing, send }, options);
  }

  /**
   * Downloads the signed filter of revoked assets, for `verifyOffline`; fetch it again every few hours.
   * `GET /v1/sync/revocation-filter`
   */
  async syncFilter(options?: OptropicCallOptions): Promise<SyncedFilter> {
    return readFilter(await this.http.get("/sync/revocation-filter", filterRequest, options));
  }

  #filtered<T extends AssetFilters>(params: T): T {
    return this.#isSandbox && (params.is_sandbox ?? undefined) === undefined ? { ...params, is_sandbox: true } : params;
  }
}

const filterRequest = { expects: "bytes", headers: { accept: "application/octet-stream" } } as const;
