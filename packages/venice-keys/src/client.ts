/// <reference lib="esnext.disposable" preserve="true" />
import { type Client, HttpClient, type Method, type RateLimit } from "@keyrack/core";
import type { VeniceOptions, VeniceRequestOptions } from "./options.ts";
import { createProfile } from "./profile.ts";
import { ApiKeys } from "./resources/api-keys.ts";

/**
 * Client for the API keys of Venice.ai.
 *
 * Everything it throws is a `VeniceError`, but for a caller's own abort reason. An answer that is not 2xx gives the
 * class of its status; every method can fail with 401, 402, 403, 429 and 5xx.
 */
export class VeniceClient implements Client {
  readonly apiKeys: ApiKeys;
  readonly #http: HttpClient;

  /** Sends nothing; a wrong option is refused with `ConfigError`. A missing key shows at the first call that needs one. */
  constructor(options: VeniceOptions = {}) {
    const profile = createProfile(options);
    const http = new HttpClient(profile);
    this.apiKeys = new ApiKeys(http, async () => (await profile.credentials.value()).slice(-6));
    this.#http = http;
  }

  /**
   * The requests that a model's limit leaves, as the last answer told that had the headers, errors included; the service
   * sends them with calls of models, so there may be none as long as only keys are managed.
   */
  get rateLimit(): RateLimit | undefined {
    return this.#http.rateLimit;
  }

  /**
   * Sends a request to a route that has no method here, with every rule of a method, the credential included; gives the
   * body as sent.
   *
   * A POST counts as unsafe to repeat unless `safety` says otherwise. `path` is written without `/api/v1`: `/models`.
   */
  async request<T = unknown>(method: Method, path: string, options?: VeniceRequestOptions): Promise<T> {
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
