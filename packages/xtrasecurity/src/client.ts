/// <reference lib="esnext.disposable" preserve="true" />
import { type Client, HttpClient, type Method, type RateLimit, systemClock } from "@keyrack/core";
import { SecretCache } from "./cache.ts";
import { checkInjection, type InjectionReport, type InjectSecretsOptions, injectSnapshot } from "./injection.ts";
import { watchWrites } from "./invalidation.ts";
import { readOptions, type XtraCallOptions, type XtraClientOptions, type XtraRequestOptions } from "./options.ts";
import { createProfile } from "./profile.ts";
import { ProjectSource } from "./project.ts";
import { knownLimit } from "./quota.ts";
import {
  checkOptions,
  type GetSecretsOptions,
  type ListKeysOptions,
  placeNames,
  readNames,
  readPart,
} from "./read-options.ts";
import { requireReadable } from "./readable.ts";
import { SecretReader } from "./reader.ts";
import { Access } from "./resources/access.ts";
import { Account } from "./resources/account.ts";
import { ApiKeys } from "./resources/api-keys.ts";
import { Audit } from "./resources/audit.ts";
import { Branches } from "./resources/branches.ts";
import { Notifications } from "./resources/notifications.ts";
import { Projects } from "./resources/projects.ts";
import { Rotation } from "./resources/rotation.ts";
import { Secrets } from "./resources/secrets.ts";
import { ServiceAccounts } from "./resources/service-accounts.ts";
import { Shares } from "./resources/shares.ts";
import { Teams } from "./resources/teams.ts";
import { Webhooks } from "./resources/webhooks.ts";
import { Workspaces } from "./resources/workspaces.ts";
import { isServiceAccountToken } from "./token.ts";
import type { Identity } from "./types/identity.ts";
import type { SecretMap } from "./types/secrets.ts";
import { Watches, type WatchOptions } from "./watch.ts";

/**
 * Client for the XtraSecurity secrets API.
 *
 * Everything it throws is an `XtraError`, but for a caller's own abort reason and what a caller's own functions throw;
 * `code` says what happened. Every method can fail with `authentication`, `permission`, `rate_limited`, `server`,
 * `network`, `timeout` and `invalid_response`.
 */
export class XtraClient implements Client {
  readonly secrets: Secrets;
  readonly projects: Projects;
  readonly branches: Branches;
  readonly teams: Teams;
  readonly access: Access;
  readonly audit: Audit;
  readonly notifications: Notifications;
  readonly serviceAccounts: ServiceAccounts;
  readonly apiKeys: ApiKeys;
  readonly webhooks: Webhooks;
  readonly rotation: Rotation;
  readonly shares: Shares;
  readonly workspaces: Workspaces;
  readonly account: Account;
  readonly #http: HttpClient;
  readonly #cache: SecretCache;
  readonly #reader: SecretReader;
  readonly #watches: Watches;
  readonly #isServiceAccount: boolean;
  readonly #now: () => number;

  /** Sends nothing; a missing token (`missing_token`) or a wrong option is refused with `ConfigError`. */
  constructor(options: XtraClientOptions = {}) {
    const settings = readOptions(options);
    const { clock } = settings.shared;
    const cache = new SecretCache(settings, () => http.rateLimit);
    const http: HttpClient = new HttpClient(createProfile(settings, watchWrites(cache)));
    const project = new ProjectSource(http, settings);
    const reader = new SecretReader({ http, project, cache, settings });
    const tools = { http, project, reader, settings };
    this.secrets = new Secrets(tools);
    this.projects = new Projects(http);
    this.branches = new Branches(tools);
    this.teams = new Teams(http);
    this.access = new Access(tools);
    this.audit = new Audit(http);
    this.notifications = new Notifications(http);
    this.serviceAccounts = new ServiceAccounts(tools);
    this.apiKeys = new ApiKeys(http);
    this.webhooks = new Webhooks(tools);
    this.rotation = new Rotation(tools);
    this.shares = new Shares(http);
    this.workspaces = new Workspaces(http);
    this.account = new Account(http);
    this.#isServiceAccount = isServiceAccountToken(settings.token);
    this.#http = http;
    this.#cache = cache;
    this.#reader = reader;
    this.#watches = new Watches({ reader, clock, quota: () => http.rateLimit });
    this.#now = () => (clock ?? systemClock).date();
  }

  /**
   * The daily quota of the project's owner, as the last answer told that had the headers, errors included; undefined
   * before it. A 429 tells of the limit that was reached instead, which may be that of a minute. `resetAt` is left out
   * where the service does not know it, and when it has passed.
   */
  get rateLimit(): RateLimit | undefined {
    return knownLimit(this.#http.rateLimit, this.#now());
  }

  /**
   * Reads all secrets of an environment, from the cache while it is fresh.
   *
   * A branch or an environment that does not exist gives no secrets and no error: see `required`. Fails with
   * `masked_values` where the token's role shows masks, and with `undecryptable_value`.
   * `GET /projects/{projectId}/envs/{env}/secrets`
   */
  async getSecrets(env: string, options?: GetSecretsOptions): Promise<SecretMap> {
    const checked = checkOptions(options, [...readNames, "allowMasked"]);
    const snapshot = await this.#reader.read(env, readPart(checked));
    requireReadable(snapshot, checked);
    return snapshot.values;
  }

  /** Reads the keys of an environment as `getSecrets` does, also where their values are masked or cannot be decrypted. */
  async listKeys(env: string, options?: ListKeysOptions): Promise<readonly string[]> {
    const checked = checkOptions(options, [...placeNames, "noCache"]);
    const { names } = await this.#reader.read(env, readPart(checked));
    return names;
  }

  /**
   * Reads the secrets of an environment as `getSecrets` does and sets them as variables of this process, or of `target`.
   *
   * All or none: where one name or value must not be a variable, nothing is set and the error `injection_refused` lists
   * the names. Variables that are set are kept unless `override` is true.
   */
  async injectSecrets(env: string, options?: InjectSecretsOptions): Promise<InjectionReport> {
    const checked = checkInjection(options);
    return injectSnapshot(await this.#reader.read(env, readPart(checked)), checked);
  }

  /**
   * Asks whom the token belongs to: a person, or a service account with its permissions and its one project.
   * `GET /user`, for a token that starts with `xtra_` `GET /service-account/resolve`
   */
  async whoami(options?: XtraCallOptions): Promise<Identity> {
    if (!this.#isServiceAccount) return { kind: "user", ...(await this.account.get(options)) };
    return { kind: "service-account", ...(await this.account.resolve(options)) };
  }

  /** Forgets all that was read; reads under way are not kept. */
  clearCache(): void {
    this.#cache.clear();
  }

  /**
   * Polls the secrets of an environment and tells the names of those that changed since the poll before; the first one
   * only looks. Gives the function that ends it; `signal` and `close()` end it, too.
   *
   * Each poll is a request that the service records, and refreshes the cache. Waits grow so that a fifth of the daily
   * quota is left to others, and to what a `Retry-After` asks for. A watch alone does not keep a program running.
   */
  watch(env: string, options: WatchOptions): () => void {
    return this.#watches.start(env, options);
  }

  /**
   * Sends a request to a route that has no method here, with every rule of a method; gives the body as sent.
   *
   * `path` is written without `/api`: `/subscription/usage`.
   */
  async request<T = unknown>(method: Method, path: string, options?: XtraRequestOptions): Promise<T> {
    return await this.#http.request(method, path, options);
  }

  /**
   * Ends the client: calls in flight and later ones reject with `ClosedClientError`, watches end, the cache is emptied;
   * resolves when all have settled.
   */
  async close(): Promise<void> {
    this.#watches.endAll();
    const closed = this.#http.close();
    this.#cache.clear();
    await closed;
  }

  /** The same as `close()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
