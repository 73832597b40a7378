import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { UpdateOptions } from "../options.ts";
import { path } from "../service.ts";
import type { IssuerClientTypes, RotatedSecret } from "../types/issuer-client.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The clients of an issuer: applications that sign its users in.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/clients`
 */
export class Clients extends Collection<IssuerClientTypes> {
  constructor(http: HttpClient) {
    super(http.at("/clients"));
  }

  /**
   * Gives a client a new secret, shown this once.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/clients/{client_id}/secret/rotate`
   */
  async rotateSecret(id: string, options?: UpdateOptions): Promise<Tagged<RotatedSecret>> {
    return await this.http.post(path`/${id}/secret/rotate`, {}, options);
  }
}
