import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { IssuerTypes } from "../types/issuer.ts";

/**
 * The issuers of the account; what belongs to one is under `admin.issuer(id)`.
 *
 * `/v1/accounts/{account_id}/issuers`
 */
export class Issuers extends Collection<IssuerTypes> {
  constructor(http: HttpClient) {
    super(http.at("/issuers"));
  }
}
