import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { ApiKey, ApiKeyTypes, RotatedApiKey } from "../types/api-key.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The API keys of the account, and of its organizations where one is named by its id.
 *
 * `/v1/accounts/{account_id}/api-keys`
 */
export class ApiKeys extends Collection<ApiKeyTypes> {
  constructor(http: HttpClient) {
    super(http.at("/api-keys"));
  }

  /** Blocks a key until it is unblocked. `POST /v1/accounts/{account_id}/api-keys/{key_id}/block` */
  async block(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<ApiKey>> {
    return await this.http.post(path`/${id}/block`, send(params), options);
  }

  /** Ends a key for good. `POST /v1/accounts/{account_id}/api-keys/{key_id}/revoke` */
  async revoke(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<ApiKey>> {
    return await this.http.post(path`/${id}/revoke`, send(params), options);
  }

  /**
   * Gives a key a new secret, shown this once; the one before works no longer.
   * `POST /v1/accounts/{account_id}/api-keys/{key_id}/rotate`
   */
  async rotate(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<RotatedApiKey>> {
    return await this.http.post(path`/${id}/rotate`, send(params), options);
  }

  /** Lets a blocked key work again. `POST /v1/accounts/{account_id}/api-keys/{key_id}/unblock` */
  async unblock(id: string, options?: UpdateOptions): Promise<Tagged<ApiKey>> {
    return await this.http.post(path`/${id}/unblock`, {}, options);
  }
}
