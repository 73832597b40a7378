import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions } from "../options.ts";
import { send } from "../requests.ts";
import type { CreatedToken, CreateTokenParams, ListTokensParams, TokenListItem } from "../types/token.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The personal tokens of a user, at most 50 active ones; what is done with one is under `admin.tokens`.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/tokens`
 */
export class UserTokens extends Listing<ListTokensParams, TokenListItem> {
  constructor(http: HttpClient) {
    super(http.at("/tokens"));
  }

  /**
   * Makes a token and gives its text, once, and nothing else. INFERRED: which fields are required.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/tokens`
   */
  async create(params: CreateTokenParams, options?: CreateOptions): Promise<Tagged<CreatedToken>> {
    return await this.http.post("", send(params), options);
  }
}
