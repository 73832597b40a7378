import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { AuthMethodTypes } from "../types/auth-method.ts";

/**
 * The ways to sign in at an issuer; the list has no pages. INFERRED: the service does not document the bodies.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/auth-methods`
 */
export class AuthMethods extends Collection<AuthMethodTypes> {
  constructor(http: HttpClient) {
    super(http.at("/auth-methods"));
  }
}
