/// <reference lib="esnext.disposable" preserve="true" />
import { type Client, HttpClient, type Method, type RateLimit, systemClock } from "@keyrack/core";
import {
  type Environment,
  type OptropicCallOptions,
  type OptropicOptions,
  type OptropicRequestOptions,
  readOptions,
} from "./options.ts";
import { createProfile } from "./profile.ts";
import { Assets } from "./resources/assets.ts";
import { Audit } from "./resources/audit.ts";
import { Batches } from "./resources/batches.ts";
import { Compliance } from "./resources/compliance.ts";
import { Documents } from "./resources/documents.ts";
import { Keys } from "./resources/keys.ts";
import { Keysets } from "./resources/keysets.ts";
import { M2M } from "./resources/m2m.ts";
import { Provenance } from "./resources/provenance.ts";
import { Schemas } from "./resources/schemas.ts";
import { Tenants } from "./resources/tenants.ts";
import { Webhooks } from "./resources/webhooks.ts";
import type { Quota } from "./types/tenant.ts";

/**
 * Client for the Optropic API.
 *
 * Everything it throws is an `OptropicError`, but for a caller's own abort reason. An answer that is not 2xx gives the
 * class of its status; every method can fail with 401, 403, 429 and 5xx, one with an id with 404, one with a body
 * with 400, a create with 409.
 */
export class Optropic implements Client {
  readonly assets: Assets;
  readonly keys: Keys;
  readonly keysets: Keysets;
  readonly audit: Audit;
  readonly compliance: Compliance;
  readonly schemas: Schemas;
  readonly webhooks: Webhooks;
  readonly documents: Documents;
  readonly provenance: Provenance;
  readonly m2m: M2M;
  readonly tenants: Tenants;
  readonly batches: Batches;
  /** Which assets its lists show when nothing else is said. */
  readonly environment: Environment;
  readonly #http: HttpClient;

  /** Sends nothing; a missing key or a wrong option is refused with `ConfigError`. */
  constructor(options: OptropicOptions = {}) {
    const settings = readOptions(options);
    const http = new HttpClient(createProfile(settings));
    this.environment = settings.environment;
    this.assets = new Assets(http, this.isSandbox);
    this.keys = new Keys(http);
    this.keysets = new Keysets(http);
    this.audit = new Audit(http);
    this.compliance = new Compliance(http);
    this.schemas = new Schemas(http);
    this.webhooks = new Webhooks(http);
    this.documents = new Documents(http);
    this.provenance = new Provenance(http);
    this.m2m = new M2M(http);
    this.tenants = new Tenants(http);
    this.batches = new Batches(http, settings.shared.clock ?? systemClock);
    this.#http = http;
  }

  /** Whether asset lists show sandbox assets only, unless a call says otherwise. */
  get isSandbox(): boolean {
    return this.environment === "sandbox";
  }

  /** The opposite of `isSandbox`. */
  get isLive(): boolean {
    return this.environment === "live";
  }

  /** The key's requests, as the last answer told that had the headers, errors included; undefined before it. */
  get rateLimit(): RateLimit | undefined {
    return this.#http.rateLimit;
  }

  /** Fetches what the tenant may have and what it used. Newer than the printed reference. `GET /v1/quota` */
  async getQuota(options?: OptropicCallOptions): Promise<Quota> {
    return await this.#http.get("/quota", {}, options);
  }

  /**
   * Sends a request to a route that has no method here, with every rule of a method; gives the body as sent.
   *
   * `path` is written without `/v1`: `/keys/current`.
   */
  async request<T = unknown>(method: Method, path: string, options?: OptropicRequestOptions): Promise<T> {
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
