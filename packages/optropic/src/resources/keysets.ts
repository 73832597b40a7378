import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** A pair of signing keys that the service holds. Only `id` is documented; all members are kept. */
export interface Keyset {
  id: string;
  name?: string;
  description?: string | null;
  [member: string]: unknown;
}

/** A keyset to be made. */
export interface CreateKeysetParams {
  /** An empty one is refused by the service, with 400. */
  name: string;
  description?: string | undefined;
}

/** Which page of keysets to list. */
export interface ListKeysetsParams {
  /** From 1. */
  page?: number | undefined;
  /** Keysets on a page. */
  per_page?: number | undefined;
}

/**
 * Pairs of signing keys that the service holds. Named by the printed reference; no official client calls them, so the
 * paths of `list`, `listAll`, `retrieve` and `get` are inferred.
 */
export class Keysets extends Resource {
  /** Creates a keyset. `POST /v1/keysets` */
  async create(params: CreateKeysetParams, options?: OptropicCallOptions): Promise<Keyset> {
    return await this.http.post("/keysets", { json: bodyOf(params) }, options);
  }

  /** Fetches one page of keysets. Inferred. `GET /v1/keysets` */
  async list(params?: ListKeysetsParams, options?: OptropicCallOptions): Promise<OptropicPage<Keyset>> {
    return await listPage(this.http, { path: "/keysets", params }, options);
  }

  /** Walks every keyset, page after page. Inferred. `GET /v1/keysets` */
  listAll(params?: WalkParams, options?: OptropicCallOptions & PagingOptions): AsyncGenerator<Keyset, void, undefined> {
    return walkList(this.http, { path: "/keysets", params }, options);
  }

  /** Fetches one keyset. Inferred. `GET /v1/keysets/{keyset_id}` */
  async retrieve(keysetId: string, options?: OptropicCallOptions): Promise<Keyset> {
    return await this.http.get(path`/keysets/${keysetId}`, {}, options);
  }

  /** The same as `retrieve`. Inferred. `GET /v1/keysets/{keyset_id}` */
  async get(keysetId: string, options?: OptropicCallOptions): Promise<Keyset> {
    return await this.retrieve(keysetId, options);
  }
}
