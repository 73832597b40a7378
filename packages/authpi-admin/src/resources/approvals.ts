import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { AuthPICallOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { PageParams } from "../types/page.ts";
import type { User, UserListItem } from "../types/user.ts";
import type { Tagged } from "../types/values.ts";

/**
 * Users of an issuer who wait to be let in.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/approvals`
 */
export class Approvals extends Listing<PageParams, UserListItem> {
  constructor(http: HttpClient) {
    super(http.at("/approvals"));
  }

  /** Fetches one waiting user. `GET /v1/accounts/{account_id}/issuers/{issuer_id}/approvals/{user_id}` */
  async get(userId: string, options?: AuthPICallOptions): Promise<Tagged<User>> {
    return await this.http.get(path`/${userId}`, {}, options);
  }

  /**
   * Decides about a user. INFERRED: the service does not document the body.
   * `PATCH /v1/accounts/{account_id}/issuers/{issuer_id}/approvals/{user_id}`
   */
  async update(userId: string, params: object, options?: UpdateOptions): Promise<Tagged<User>> {
    return await this.http.patch(path`/${userId}`, send(params), options);
  }
}
