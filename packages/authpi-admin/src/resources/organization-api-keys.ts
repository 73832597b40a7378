import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions } from "../options.ts";
import { send } from "../requests.ts";
import type { ApiKeyListItem, CreateApiKeyParams, CreatedApiKey, ListApiKeysParams } from "../types/api-key.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The API keys of an organization; what is done with one is under `admin.apiKeys`.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/api-keys`
 */
export class OrganizationApiKeys extends Listing<ListApiKeysParams, ApiKeyListItem> {
  constructor(http: HttpClient) {
    super(http.at("/api-keys"));
  }

  /**
   * Makes a key; its secret is shown this once.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/api-keys`
   */
  async create(params: CreateApiKeyParams, options?: CreateOptions): Promise<Tagged<CreatedApiKey>> {
    return await this.http.post("", send(params), options);
  }
}
