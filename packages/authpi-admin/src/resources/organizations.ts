import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { RotatedSecret } from "../types/issuer-client.ts";
import type { OrganizationTypes } from "../types/organization.ts";
import type { AddSsoDomainParams, SsoDomain } from "../types/sso.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The organizations of an issuer; what belongs to one is under `issuer.organization(id)`.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/organizations`
 */
export class Organizations extends Collection<OrganizationTypes> {
  constructor(http: HttpClient) {
    super(http.at("/organizations"));
  }

  /**
   * Adds a domain for single sign-on. The same as `organization(id).sso.addDomain`.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/domains`
   */
  async domainsSso(id: string, params?: AddSsoDomainParams, options?: UpdateOptions): Promise<Tagged<SsoDomain>> {
    return await this.http.post(path`/${id}/sso/domains`, send(params), options);
  }

  /**
   * Makes a new secret for single sign-on, shown this once. The same as `organization(id).sso.rotateSecret`.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/rotate-secret`
   */
  async rotateSecretSso(id: string, options?: UpdateOptions): Promise<Tagged<RotatedSecret>> {
    return await this.http.post(path`/${id}/sso/rotate-secret`, {}, options);
  }
}
