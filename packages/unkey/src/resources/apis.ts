import { paginate, type PagingOptions, Resource } from "@keyrack/core";
import { checkBody } from "../checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import { service } from "../service.ts";
import type { Answer, EmptyData } from "../types/answer.ts";
import type { Key } from "../types/key.ts";
import { toUnkeyPage, type UnkeyPage } from "../types/page.ts";

/** An API: the space that keys belong to. */
export interface Api {
  id: string;
  name: string;
}

/** An API to be made. */
export interface CreateApiParams {
  /** 3 to 256 characters; need not be unique. */
  name: string;
}

/** An API that was just made. */
export interface CreatedApi {
  apiId: string;
}

/** Which API to fetch. */
export interface GetApiParams {
  apiId: string;
}

/** Which API to delete. */
export interface DeleteApiParams {
  apiId: string;
}

/** Which keys to list. */
export interface ListKeysParams {
  apiId: string;
  /** Keys per page, 1 to 100. @defaultValue 100 */
  limit?: number | undefined;
  /** Where to start; from the page before. */
  cursor?: string | undefined;
  /** Only keys of the identity with exactly this external id. */
  externalId?: string | undefined;
  /** Adds `plaintext` to recoverable keys; needs the permission to decrypt. @defaultValue false */
  decrypt?: boolean | undefined;
  /** Experimental; the service does not read it today. @defaultValue false */
  revalidateKeysCache?: boolean | undefined;
}

/** APIs, and the keys in them. */
export class Apis extends Resource {
  /**
   * Creates an API. Never repeated by itself after a lost answer: names are not unique, so a repeat makes a second
   * API. `POST /v2/apis.createApi`
   */
  async createApi(params: CreateApiParams, options?: UnkeyCallOptions): Promise<Answer<CreatedApi>> {
    return await this.http.post("/v2/apis.createApi", { json: checkBody(params, "name"), safety: "unsafe" }, options);
  }

  /** Fetches one API; its id is called `id` here. 404 where there is none. `POST /v2/apis.getApi` */
  async getApi(params: GetApiParams, options?: UnkeyCallOptions): Promise<Answer<Api>> {
    return await this.http.post("/v2/apis.getApi", { json: checkBody(params, "apiId"), safety: "read" }, options);
  }

  /**
   * Deletes an API: its keys stop verifying, those verified lately after about ten seconds. 404 where there is none,
   * 412 where delete protection is on. `POST /v2/apis.deleteApi`
   */
  async deleteApi(params: DeleteApiParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    return await this.http.post(
      "/v2/apis.deleteApi",
      { json: checkBody(params, "apiId"), safety: "idempotent" },
      options,
    );
  }

  /**
   * Fetches one page of an API's keys, ordered by id. 404 where there is no such API or the root key may not read it,
   * 412 where `decrypt` is asked of an API that stores no recoverable keys. `POST /v2/apis.listKeys`
   */
  async listKeys(params: ListKeysParams, options?: UnkeyCallOptions): Promise<UnkeyPage<Key>> {
    const request = { json: checkBody(params, "apiId"), safety: "read" } as const;
    return toUnkeyPage(await this.http.postPage<Key>("/v2/apis.listKeys", request, options));
  }

  /** Walks every key of an API, page after page; nothing is sent before the first item is asked for. */
  listAllKeys(
    params: ListKeysParams,
    options?: UnkeyCallOptions & PagingOptions,
  ): AsyncGenerator<Key, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.listKeys(params, rest) });
  }
}
