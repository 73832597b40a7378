import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { ListUserSessionsParams, Session } from "../types/session.ts";

/**
 * The sessions of a user; what is done with one is under `issuer.sessions`.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/sessions`
 */
export class UserSessions extends Listing<ListUserSessionsParams, Session> {
  constructor(http: HttpClient) {
    super(http.at("/sessions"));
  }
}
