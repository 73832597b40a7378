import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions, DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { CreateMemberParams, ListMembersParams, Membership, UpdateMemberParams } from "../types/member.ts";
import type { Tagged } from "../types/values.ts";

/**
 * Who belongs to an organization.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/members`
 */
export class Members extends Listing<ListMembersParams, Membership> {
  constructor(http: HttpClient) {
    super(http.at("/members"));
  }

  /**
   * Adds a member. INFERRED: the service does not document the body.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/members`
   */
  async create(params: CreateMemberParams, options?: CreateOptions): Promise<Tagged<Membership>> {
    return await this.http.post("", send(params), options);
  }

  /** Changes one. `PATCH /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/members/{member_id}` */
  async update(id: string, params: UpdateMemberParams, options?: UpdateOptions): Promise<Tagged<Membership>> {
    return await this.http.patch(path`/${id}`, send(params), options);
  }

  /** Removes one. `DELETE /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/members/{member_id}` */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${id}`, { expects: "void" }, options);
  }
}
