import { Resource } from "@keyrack/core";
import type { UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import type { Open, OpenRecord, Tagged } from "../types/values.ts";

/** A token to be looked into. INFERRED: the service does not document the body. */
export type IntrospectParams = Open<{ token?: string | undefined }>;

/** The tokens that an issuer gave out. */
export class IssuerTokens extends Resource {
  /**
   * Tells what a token is worth; the answer is open. The token is masked in whatever is printed.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/tokens/introspect`
   */
  async introspect(params: IntrospectParams, options?: UpdateOptions): Promise<Tagged<OpenRecord>> {
    return await this.http.post("/tokens/introspect", send(params), options);
  }
}
