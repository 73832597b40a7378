import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { AuthPICallOptions, CreateOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type {
  CreateInvitationParams,
  Invitation,
  ListInvitationsParams,
  UpdateInvitationParams,
} from "../types/invitation.ts";
import type { OpenRecord, Tagged } from "../types/values.ts";

/**
 * The invitations of an organization. They are revoked, never deleted.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations`
 */
export class Invitations extends Listing<ListInvitationsParams, Invitation> {
  constructor(http: HttpClient) {
    super(http.at("/invitations"));
  }

  /** Invites by email. `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations` */
  async create(params: CreateInvitationParams, options?: CreateOptions): Promise<Tagged<Invitation>> {
    return await this.http.post("", send(params), options);
  }

  /**
   * Fetches one invitation.
   * `GET /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations/{invitation_id}`
   */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<Invitation>> {
    return await this.http.get(path`/${id}`, {}, options);
  }

  /**
   * Changes an invitation.
   * `PATCH /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations/{invitation_id}`
   */
  async update(id: string, params: UpdateInvitationParams, options?: UpdateOptions): Promise<Tagged<Invitation>> {
    return await this.http.patch(path`/${id}`, send(params), options);
  }

  /**
   * Sends the email again; the answer is open.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations/{invitation_id}/resend`
   */
  async resend(id: string, options?: UpdateOptions): Promise<Tagged<OpenRecord> | undefined> {
    return await this.http.post(path`/${id}/resend`, { expects: "any" }, options);
  }

  /**
   * Takes an invitation back; the answer is open.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/invitations/{invitation_id}/revoke`
   */
  async revoke(id: string, options?: UpdateOptions): Promise<Tagged<OpenRecord> | undefined> {
    return await this.http.post(path`/${id}/revoke`, { expects: "any" }, options);
  }
}
