import type { HttpClient } from "@keyrack/core";
import { Groups } from "../resources/groups.ts";
import { Invitations } from "../resources/invitations.ts";
import { Members } from "../resources/members.ts";
import { OrganizationApiKeys } from "../resources/organization-api-keys.ts";
import { Sso } from "../resources/sso.ts";
import { Scope } from "../scope.ts";
import type { Organization, UpdateOrganizationParams } from "../types/organization.ts";

/**
 * One organization and what belongs to it.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}`
 */
export class OrganizationScope extends Scope<Organization, UpdateOrganizationParams> {
  readonly apiKeys: OrganizationApiKeys;
  readonly groups: Groups;
  readonly invitations: Invitations;
  readonly members: Members;
  readonly sso: Sso;

  constructor(http: HttpClient) {
    super(http);
    this.apiKeys = new OrganizationApiKeys(http);
    this.groups = new Groups(http);
    this.invitations = new Invitations(http);
    this.members = new Members(http);
    this.sso = new Sso(http);
  }
}
