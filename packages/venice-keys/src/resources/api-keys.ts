import { type HttpClient, Page, paginate, type PagingOptions, Resource } from "@keyrack/core";
import { explain } from "../access.ts";
import { deleteKey } from "../deletion.ts";
import { requirePathId, writeCreate, writeUpdate, writeWeb3 } from "../inputs.ts";
import {
  type Judge,
  judgeCreated,
  judgeKeyOf,
  judgeKeys,
  judgeLimits,
  judgeLog,
  judgeSettingsOf,
  judgeToken,
} from "../judges.ts";
import { readLogFilters } from "../log-filters.ts";
import { mintKey } from "../minting.ts";
import type { VeniceCallOptions } from "../options.ts";
import { itemsOn, readWindow } from "../paging.ts";
import { readDate, readKey } from "../readable.ts";
import { rotateKey } from "../rotation.ts";
import { path, service } from "../service.ts";
import type { AccessExplanation } from "../types/access.ts";
import type { ApiKey, CreatedApiKey, DeletedApiKey, UpdatedApiKey } from "../types/api-key.ts";
import type { CreateApiKeyParams, ListApiKeysParams, UpdateApiKeyParams } from "../types/api-key-params.ts";
import type { RateLimitLogEntry, RateLimitLogFilters, RateLimits } from "../types/rate-limits.ts";
import type { RotateApiKeyParams, RotatedApiKey } from "../types/rotation.ts";
import type { CreateWeb3KeyParams, MintWeb3KeyParams, Web3Token } from "../types/web3.ts";
import { readWeb3Token } from "../web3-token.ts";

/** Keys of the account. All but the calls for wallets and `getRateLimits` need an admin key. */
export class ApiKeys extends Resource {
  readonly #ownEnd: () => Promise<string>;

  /** `ownEnd` gives the last six characters of the client's own key. */
  constructor(http: HttpClient, ownEnd: () => Promise<string>) {
    super(http);
    this.#ownEnd = ownEnd;
  }

  /**
   * Fetches the keys that have not expired, newest first, in one request. The service sends all of them (at most 500)
   * and knows no paging: `page` and `limit` are applied here. `GET /api_keys`
   */
  async list(params?: ListApiKeysParams, options?: VeniceCallOptions): Promise<ApiKey[]> {
    const window = readWindow(params);
    const keys = await this.http.get<ApiKey[]>("/api_keys", { expects: "array", judge: judgeKeys }, options);
    return itemsOn(keys, window).map(readKey);
  }

  /** Walks what `list` gives, in the same one request; nothing is sent before the first key is asked for. `GET /api_keys` */
  listAll(
    params?: ListApiKeysParams,
    options?: VeniceCallOptions & PagingOptions,
  ): AsyncGenerator<ApiKey, void, undefined> {
    return paginate({ service, options, first: async (rest) => new Page(await this.list(params, rest)) });
  }

  /**
   * Creates a key and gives its secret, once. Sent again only after a 429, a 503 that names a time, or where the request
   * surely never arrived; any other lost answer is an error with `maybeApplied`, for the key may exist.
   *
   * 429 after 20 keys within a minute; 400 where the account has 500. `POST /api_keys`
   */
  async create(params: CreateApiKeyParams, options?: VeniceCallOptions): Promise<CreatedApiKey> {
    const request = { json: writeCreate(params), judge: judgeCreated };
    return readKey(await this.http.post<CreatedApiKey>("/api_keys", request, options));
  }

  /** Fetches one key. `NotFoundError` where there is none, or none any more. `GET /api_keys/{id}` */
  async retrieve(id: string, options?: VeniceCallOptions): Promise<ApiKey> {
    return await this.#fetch(id, judgeKeyOf, options);
  }

  /**
   * Changes a key: what is left out stays, so `{ consumptionLimit: { usd: null } }` lifts one cap. Whether a member that
   * is left out within `consumptionLimit` stays too, the service does not say. `NotFoundError` where there is no such
   * key. `PATCH /api_keys`
   */
  async update(id: string, params: UpdateApiKeyParams, options?: VeniceCallOptions): Promise<UpdatedApiKey> {
    const request = { json: writeUpdate(id, params), judge: judgeKeyOf(id), safety: "idempotent" } as const;
    return readKey(await this.http.patch<UpdatedApiKey>("/api_keys", request, options));
  }

  /**
   * Deletes a key, at once and for good. `NotFoundError` where there is no such key; found missing after an attempt whose
   * answer was lost, it counts as deleted, and only the hooks tell of the refusal. `DELETE /api_keys?id={id}`
   */
  async delete(id: string, options?: VeniceCallOptions): Promise<DeletedApiKey> {
    return await deleteKey(this.http, { id }, options);
  }

  /** Fetches a text for a wallet to sign; needs no key and sends none. `GET /api_keys/generate_web3_key` */
  async getWeb3Token(options?: VeniceCallOptions): Promise<Web3Token> {
    const request = { auth: false, judge: judgeToken } as const;
    return readWeb3Token(await this.http.get("/api_keys/generate_web3_key", request, options));
  }

  /**
   * Creates a key for a wallet that has signed and gives its secret, once; needs no key and sends none. The account is
   * made and linked at the first time, and the wallet must have staked VVV on Base. `mintWeb3Key` does all steps.
   *
   * Repeated as `create` is, and up to twice where the chain could not be asked. `POST /api_keys/generate_web3_key`
   */
  async createWeb3Key(params: CreateWeb3KeyParams, options?: VeniceCallOptions): Promise<CreatedApiKey> {
    const json = writeWeb3(params);
    const secrets = [params.token, params.signature];
    const request = { json, secrets, auth: false, judge: judgeCreated } as const;
    return readKey(await this.http.post<CreatedApiKey>("/api_keys/generate_web3_key", request, options));
  }

  /**
   * Creates a key with a wallet: fetches a token, has `signMessage` sign it, and asks for the key; all of it once more
   * where the token expired meanwhile. Limits of time count per request, and not while the wallet signs; an abort ends
   * that wait, too, and what the wallet says later is dropped, while the end of the client shows once it has answered.
   *
   * `GET` and `POST /api_keys/generate_web3_key`
   */
  async mintWeb3Key(params: MintWeb3KeyParams, options?: VeniceCallOptions): Promise<CreatedApiKey> {
    const calls = {
      getToken: async () => await this.getWeb3Token(options),
      create: async (signed: CreateWeb3KeyParams) => await this.createWeb3Key(signed, options),
      signal: options?.signal,
      checkpoint: async () => await this.http.pause(0, options?.signal),
    };
    return await mintKey(calls, params);
  }

  /**
   * Fetches what the client's own key may spend and how often it may call each model; works with any key. It tells no
   * counts of use. `GET /api_keys/rate_limits`
   */
  async getRateLimits(options?: VeniceCallOptions): Promise<RateLimits> {
    const limits = await this.http.get<RateLimits>("/api_keys/rate_limits", { judge: judgeLimits }, options);
    return { ...limits, keyExpiration: readDate(limits.keyExpiration) };
  }

  /**
   * Fetches the last calls of the account that a limit turned away, newest first, 50 at most. The service takes no
   * filters: those given are applied here, to what it sent. `GET /api_keys/rate_limits/log`
   */
  async getRateLimitLogs(filters?: RateLimitLogFilters, options?: VeniceCallOptions): Promise<RateLimitLogEntry[]> {
    const choose = readLogFilters(filters);
    const request = { expects: "array", judge: judgeLog } as const;
    return choose(await this.http.get("/api_keys/rate_limits/log", request, options));
  }

  /**
   * Replaces a key: makes one with the same type, description, expiry, limits, period, privacy and addresses, gives its
   * secret to `deliver`, makes a call with it, and deletes the old one. The new key has used nothing of its limits.
   *
   * Where `deliver` or that call fails, the new key is deleted again and the old one works on: `RotationError` says
   * which keys are left. `deliver` is waited for, however long it takes; `options` count per request. An abort before
   * the new key is verified is the caller's own reason, unless that key could not be taken back; later ones count no
   * more. As with `create`, one that comes while the key is being made may leave it behind, and its secret is lost.
   *
   * `GET /api_keys/{id}`, `POST /api_keys`, `GET /api_keys/rate_limits`, `DELETE /api_keys?id={id}`
   */
  async rotate(id: string, params: RotateApiKeyParams, options?: VeniceCallOptions): Promise<RotatedApiKey> {
    const unsignalled = { ...options, signal: undefined };
    const secrets: string[] = [];
    const calls = {
      retrieve: async (old: string) => await this.#fetch(old, judgeSettingsOf, options),
      create: async (copy: CreateApiKeyParams) => {
        const created = await this.create(copy, options);
        secrets.push(created.apiKey);
        return created;
      },
      verify: async (apiKey: string) => await this.#verify(apiKey, options),
      discard: async (unwanted: string) => await deleteKey(this.http, { id: unwanted, secrets }, unsignalled),
      checkpoint: async () => await this.#checkpoint(options),
    };
    return await rotateKey(calls, id, params);
  }

  /**
   * Tells whether the client's own key would be let in, what it can spend, and what stands in the way, such as a limit
   * of 0 USD. The key's own limits are told where it is an admin key, which is looked up in the list by its last six
   * characters; for any other key that look is a 401, which counts among its failed requests.
   *
   * `GET /api_keys/rate_limits`, `GET /api_keys`
   */
  async explainAccess(options?: VeniceCallOptions): Promise<AccessExplanation> {
    return await explain({
      getRateLimits: async () => await this.getRateLimits(options),
      list: async () => await this.list({}, options),
      ownEnd: this.#ownEnd,
    });
  }

  async #fetch(id: string, judgeOf: (id: string) => Judge, options: VeniceCallOptions | undefined): Promise<ApiKey> {
    const checked = requirePathId(id);
    return readKey(await this.http.get<ApiKey>(path`/api_keys/${checked}`, { judge: judgeOf(checked) }, options));
  }

  // With the key in a header of this one request: the client's own credential stays out of it.
  async #verify(apiKey: string, options: VeniceCallOptions | undefined): Promise<unknown> {
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = { auth: false, headers, secrets: [apiKey], judge: judgeLimits } as const;
    return await this.http.get("/api_keys/rate_limits", request, options);
  }

  async #checkpoint(options: VeniceCallOptions | undefined): Promise<void> {
    if (options?.signal?.aborted) await this.http.pause(0, options.signal);
  }
}
