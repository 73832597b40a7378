import { paginate, type PagingOptions, Resource } from "@keyrack/core";
import { checkBody, completeLimits } from "../checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import { service } from "../service.ts";
import type { Answer, BareAnswer, JsonObject } from "../types/answer.ts";
import type { Identity } from "../types/identity.ts";
import { toUnkeyPage, type UnkeyPage } from "../types/page.ts";
import type { RatelimitRequest } from "../types/ratelimit.ts";

/** An identity to be made. */
export interface CreateIdentityParams {
  /** The caller's own id for it: 1 to 255 of letters, digits, `_`, `.`, `-`. */
  externalId: string;
  /** At most 100 members and 1 MiB of JSON; under 10 KB is wise. */
  meta?: object | undefined;
  /** Shared by all keys of the identity; at most 50. */
  ratelimits?: readonly RatelimitRequest[] | undefined;
}

/** An identity that was just made. */
export interface CreatedIdentity {
  identityId: string;
}

/** Which identity to fetch. */
export interface GetIdentityParams {
  /** Its id or its external id. */
  identity: string;
}

/** Which identity to delete. */
export interface DeleteIdentityParams {
  /** Its id or its external id. */
  identity: string;
}

/** What to change of an identity; left out keeps a value. */
export interface UpdateIdentityParams {
  /** Its id or its external id. */
  identity: string;
  /** Replaces all of it; `{}` clears. At most 100 members and 1 MiB of JSON. */
  meta?: object | undefined;
  /** Replaces all, at most 50; `[]` clears. One that keeps its name keeps its id. */
  ratelimits?: readonly RatelimitRequest[] | undefined;
}

/** Which identities to list. */
export interface ListIdentitiesParams {
  /** Identities per page, 1 to 100. @defaultValue 100 */
  limit?: number | undefined;
  /** Where to start; from the page before. */
  cursor?: string | undefined;
  /** A part of the id or external id, in any letter case; at most 256 characters. */
  search?: string | undefined;
}

/** Owners of keys, with metadata and rate limits that their keys share. */
export class Identities extends Resource {
  /** Creates an identity. 409 where the external id is taken. `POST /v2/identities.createIdentity` */
  async createIdentity(params: CreateIdentityParams, options?: UnkeyCallOptions): Promise<Answer<CreatedIdentity>> {
    const json = completeLimits(checkBody(params, "externalId"));
    return await this.http.post("/v2/identities.createIdentity", { json, safety: "unique" }, options);
  }

  /** Fetches one identity. 404 where there is none. `POST /v2/identities.getIdentity` */
  async getIdentity<Meta extends object = JsonObject>(
    params: GetIdentityParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Identity<Meta>>> {
    const json = checkBody(params, "identity");
    return await this.http.post("/v2/identities.getIdentity", { json, safety: "read" }, options);
  }

  /**
   * Deletes an identity; the answer has no `data`. Its keys live on without it and without its limits; its external
   * id is free again. 404 where there is none. `POST /v2/identities.deleteIdentity`
   */
  async deleteIdentity(params: DeleteIdentityParams, options?: UnkeyCallOptions): Promise<BareAnswer> {
    const json = checkBody(params, "identity");
    return await this.http.post(
      "/v2/identities.deleteIdentity",
      { json, safety: "idempotent", expects: "bare" },
      options,
    );
  }

  /**
   * Updates an identity. The answer has `meta` only when this call set it, however much is stored. 404 where there is
   * none. `POST /v2/identities.updateIdentity`
   */
  async updateIdentity(params: UpdateIdentityParams, options?: UnkeyCallOptions): Promise<Answer<Identity>> {
    const json = completeLimits(checkBody(params, "identity"));
    return await this.http.post("/v2/identities.updateIdentity", { json, safety: "idempotent" }, options);
  }

  /** Fetches one page of identities, ordered by id. `POST /v2/identities.listIdentities` */
  async listIdentities(params: ListIdentitiesParams = {}, options?: UnkeyCallOptions): Promise<UnkeyPage<Identity>> {
    const request = { json: checkBody(params), safety: "read" } as const;
    return toUnkeyPage(await this.http.postPage<Identity>("/v2/identities.listIdentities", request, options));
  }

  /** Walks every identity, page after page; nothing is sent before the first item is asked for. */
  listAllIdentities(
    params?: ListIdentitiesParams,
    options?: UnkeyCallOptions & PagingOptions,
  ): AsyncGenerator<Identity, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.listIdentities(params, rest) });
  }
}
