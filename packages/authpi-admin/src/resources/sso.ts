import { Resource } from "@keyrack/core";
import type { DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { RotatedSecret } from "../types/issuer-client.ts";
import type { AddSsoDomainParams, SsoDomain, SsoDomainCheck } from "../types/sso.ts";
import type { OpenRecord, Tagged } from "../types/values.ts";

/** Single sign-on of an organization. */
export class Sso extends Resource {
  /**
   * Adds a domain and gives the DNS record that proves it.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/domains`
   */
  async addDomain(params?: AddSsoDomainParams, options?: UpdateOptions): Promise<Tagged<SsoDomain>> {
    return await this.http.post("/sso/domains", send(params), options);
  }

  /**
   * Makes a new secret, shown this once.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/rotate-secret`
   */
  async rotateSecret(options?: UpdateOptions): Promise<Tagged<RotatedSecret>> {
    return await this.http.post("/sso/rotate-secret", {}, options);
  }

  /**
   * Looks whether the DNS record is there.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/domains/{domain}/verify`
   */
  async verifyDomain(domain: string, options?: UpdateOptions): Promise<Tagged<SsoDomainCheck>> {
    return await this.http.post(path`/sso/domains/${domain}/verify`, {}, options);
  }

  /**
   * Removes a domain; unlike other deletes this one has an answer, which is open.
   * `DELETE /v1/accounts/{account_id}/issuers/{issuer_id}/organizations/{org_id}/sso/domains/{domain}`
   */
  async removeDomain(domain: string, options?: DeleteOptions): Promise<Tagged<OpenRecord> | undefined> {
    return await this.http.delete(path`/sso/domains/${domain}`, { expects: "any" }, options);
  }
}
