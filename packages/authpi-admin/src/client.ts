/// <reference lib="esnext.disposable" preserve="true" />
import { type Client, HttpClient, type Method, type RateLimit } from "@keyrack/core";
import { atAccount } from "./account.ts";
import type { AuthPIAdminOptions, AuthPICallOptions, AuthPIRequestOptions } from "./options.ts";
import { createProfile } from "./profile.ts";
import { Accounts } from "./resources/accounts.ts";
import { ApiKeys } from "./resources/api-keys.ts";
import { Domains } from "./resources/domains.ts";
import { Events } from "./resources/events.ts";
import { Issuers } from "./resources/issuers.ts";
import { Notes } from "./resources/notes.ts";
import { Tokens } from "./resources/tokens.ts";
import { Webhooks } from "./resources/webhooks.ts";
import { IssuerScope } from "./scopes/issuer.ts";
import { WebhookScope } from "./scopes/webhook.ts";
import { path } from "./service.ts";
import type { CallerIdentity } from "./types/caller-identity.ts";

/**
 * Client for the admin API of AuthPI, version 1. For servers: its credential may do almost anything.
 *
 * Everything it throws is an `AuthPIError`, but for a caller's own abort reason. An answer that is not 2xx gives the
 * class of its status: every method can fail with 401, 403, 429 and 5xx, one with an id with 404, one with a body with
 * 400 and 422, one with `ifMatch` with 412, and a POST with 409.
 */
export class AuthPIAdmin implements Client {
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly domains: Domains;
  readonly events: Events;
  readonly issuers: Issuers;
  readonly notes: Notes;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
  readonly #http: HttpClient;
  readonly #account: HttpClient;

  /** Sends nothing; a missing credential and a wrong option are refused with `ConfigurationError`. */
  constructor(options: AuthPIAdminOptions) {
    const http = new HttpClient(createProfile(options));
    const account = atAccount(http, options.accountId);
    this.accounts = new Accounts(http);
    this.apiKeys = new ApiKeys(account);
    this.domains = new Domains(account);
    this.events = new Events(account);
    this.issuers = new Issuers(account);
    this.notes = new Notes(account);
    this.tokens = new Tokens(account);
    this.webhooks = new Webhooks(account);
    this.#http = http;
    this.#account = account;
  }

  /** Undefined: the service documents no headers about its limits. */
  get rateLimit(): RateLimit | undefined {
    return this.#http.rateLimit;
  }

  /** Enters one issuer; makes no request. */
  issuer(id: string): IssuerScope {
    return new IssuerScope(this.#account.at(path`/issuers/${id}`));
  }

  /** Enters one webhook; makes no request. */
  webhook(id: string): WebhookScope {
    return new WebhookScope(this.#account.at(path`/webhooks/${id}`));
  }

  /** Tells who the credential belongs to; asked anew each time. `GET /v1/me` */
  async whoami(options?: AuthPICallOptions): Promise<CallerIdentity> {
    return await this.#http.get("/v1/me", {}, options);
  }

  /**
   * Sends a request to a route that has no method here, with every rule of a method; gives the body as sent.
   *
   * `path` is written in full: `/v1/accounts/acc_1/credits/ledger`.
   */
  async request<T = unknown>(method: Method, path: string, options?: AuthPIRequestOptions): Promise<T> {
    return await this.#http.request(method, path, options);
  }

  /** Ends the client: calls in flight and later ones reject with `ClosedClientError`; resolves when all have settled. */
  async close(): Promise<void> {
    await this.#http.close();
  }

  /** The same as `close()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
