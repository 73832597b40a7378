/// <reference lib="esnext.disposable" preserve="true" />
import { type Client, HttpClient, type Method, type RateLimit } from "@keyrack/core";
import type { UnkeyCallOptions, UnkeyOptions, UnkeyRequestOptions } from "./options.ts";
import { createProfile } from "./profile.ts";
import { Analytics } from "./resources/analytics.ts";
import { Apis } from "./resources/apis.ts";
import { Identities } from "./resources/identities.ts";
import { Keys } from "./resources/keys.ts";
import { Permissions } from "./resources/permissions.ts";
import { Ratelimit } from "./resources/ratelimit.ts";
import type { Answer } from "./types/answer.ts";

/** What a server that is up says. */
export interface Liveness {
  /** Free text; not to be compared with anything. */
  message: string;
}

/**
 * Client for the Unkey API, version 2.
 *
 * Everything it throws is an `UnkeyError`, but for a caller's own abort reason. An answer that is not 2xx gives the
 * class of its status; every method can fail with 400, 401, 403, 408, 429 and 500.
 */
export class Unkey implements Client {
  readonly apis: Apis;
  readonly identities: Identities;
  readonly keys: Keys;
  readonly permissions: Permissions;
  readonly ratelimit: Ratelimit;
  readonly analytics: Analytics;
  readonly #http: HttpClient;

  /** Sends nothing; a wrong option is refused with `ConfigError`. A missing root key shows at the first call. */
  constructor(options: UnkeyOptions = {}) {
    const http = new HttpClient(createProfile(options));
    this.apis = new Apis(http);
    this.identities = new Identities(http);
    this.keys = new Keys(http);
    this.permissions = new Permissions(http);
    this.ratelimit = new Ratelimit(http);
    this.analytics = new Analytics(http);
    this.#http = http;
  }

  /** The workspace's requests per minute, as the last answer told; undefined where the workspace has no such limit. */
  get rateLimit(): RateLimit | undefined {
    return this.#http.rateLimit;
  }

  /** Asks whether the server is up; needs no root key and sends none. `GET /v2/liveness` */
  async liveness(options?: UnkeyCallOptions): Promise<Answer<Liveness>> {
    return await this.#http.get("/v2/liveness", { auth: false }, options);
  }

  /**
   * Sends a request to a route that has no method here, with every rule of a method; gives the body as sent.
   *
   * A POST counts as unsafe to repeat unless `safety` says otherwise. `path` is written in full: `/v2/keys.getKey`.
   */
  async request<T = unknown>(method: Method, path: string, options?: UnkeyRequestOptions): Promise<T> {
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
