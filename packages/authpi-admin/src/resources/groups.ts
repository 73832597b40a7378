import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { GroupTypes } from "../types/group.ts";

/**
 * The groups of an organization.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/groups`
 */
export class Groups extends Collection<GroupTypes> {
  constructor(http: HttpClient) {
    super(http.at("/groups"));
  }
}
