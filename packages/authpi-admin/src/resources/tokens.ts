import { Resource } from "@keyrack/core";
import type { AuthPICallOptions, DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { PersonalToken } from "../types/token.ts";
import type { Tagged } from "../types/values.ts";

/** Single personal tokens; they are listed and made under their user. */
export class Tokens extends Resource {
  /** Fetches one token, without its text. `GET /v1/accounts/{account_id}/tokens/{token_id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<PersonalToken>> {
    return await this.http.get(path`/tokens/${id}`, {}, options);
  }

  /** Deletes a token, which ends it. `DELETE /v1/accounts/{account_id}/tokens/{token_id}` */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/tokens/${id}`, { expects: "void" }, options);
  }

  /** Ends a token for good and keeps its record. `POST /v1/accounts/{account_id}/tokens/{token_id}/revoke` */
  async revoke(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<PersonalToken>> {
    return await this.http.post(path`/tokens/${id}/revoke`, send(params), options);
  }
}
