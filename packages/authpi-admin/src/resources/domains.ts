import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions, DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { Account } from "../types/account.ts";
import type { NoParams } from "../types/auth-method.ts";
import type { AccountDomain, AssignDomainParams, CreateDomainParams } from "../types/domain.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The domains of the account, at most 20. What changes one gives the whole account.
 *
 * `/v1/accounts/{account_id}/domains`
 */
export class Domains extends Listing<NoParams, AccountDomain> {
  constructor(http: HttpClient) {
    super(http.at("/domains"));
  }

  /** Adds a domain, unverified. 409 where it is taken. `POST /v1/accounts/{account_id}/domains` */
  async create(params: CreateDomainParams, options?: CreateOptions): Promise<Tagged<Account>> {
    return await this.http.post("", send(params), options);
  }

  /** Removes a domain. `DELETE /v1/accounts/{account_id}/domains/{host}` */
  async delete(host: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${host}`, { expects: "void" }, options);
  }

  /**
   * Leads a domain to an issuer. INFERRED: the name of the body's field.
   * `POST /v1/accounts/{account_id}/domains/{host}/assign`
   */
  async assign(host: string, params?: AssignDomainParams, options?: UpdateOptions): Promise<Tagged<Account>> {
    return await this.http.post(path`/${host}/assign`, send(params), options);
  }

  /** Leads a domain nowhere. `POST /v1/accounts/{account_id}/domains/{host}/unassign` */
  async unassign(host: string, options?: UpdateOptions): Promise<Tagged<Account>> {
    return await this.http.post(path`/${host}/unassign`, {}, options);
  }

  /** Looks whether the DNS record of a domain is there. `POST /v1/accounts/{account_id}/domains/{host}/verify` */
  async verify(host: string, options?: UpdateOptions): Promise<Tagged<Account>> {
    return await this.http.post(path`/${host}/verify`, {}, options);
  }
}
