import type { HttpClient } from "@keyrack/core";
import { checkEnvironment } from "../environment.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import type { ProjectSource } from "../project.ts";
import {
  callPart,
  checkOptions,
  type GetSecretsOptions,
  placeNames,
  type PlaceOptions,
  readNames,
  readPart,
} from "../read-options.ts";
import { requireReadable } from "../readable.ts";
import type { SecretReader } from "../reader.ts";
import { checkSecretKey, checkVersion } from "../secret-checks.ts";
import { deleteSecret } from "../secret-removal.ts";
import { infoOf, rotationOf, sortHistory } from "../secret-rows.ts";
import { setSecrets, updateSecrets, type WriteTools } from "../secret-writes.ts";
import { path } from "../service.ts";
import type {
  CloneEnvironmentParams,
  CreateSecretParams,
  LinkSecretParams,
  ListExpiringParams,
  ProjectOptions,
  RollbackOptions,
  RotateOptions,
  SecretsUpdate,
  SecretsWritten,
  SetSecretsOptions,
  UpdateSecretParams,
} from "../types/secret-params.ts";
import type {
  EnvironmentCloning,
  ExpiringSecrets,
  SecretHealth,
  SecretHistory,
  SecretInfo,
  SecretRollback,
  SecretRotation,
} from "../types/secret-row.ts";
import type { SecretMap, SecretVersion } from "../types/secrets.ts";

/** What the secrets of a client work with. */
export interface SecretsTools extends WriteTools {
  readonly reader: SecretReader;
}

/**
 * Secrets one by one, their versions, and writes. To read values, use `getSecrets`.
 *
 * Where a key is on several branches, the methods that name it by key, but for `delete`, act on its oldest secret.
 */
export class Secrets {
  readonly #tools: SecretsTools;
  readonly #http: HttpClient;
  readonly #project: ProjectSource;

  constructor(tools: SecretsTools) {
    this.#tools = tools;
    this.#http = tools.http;
    this.#project = tools.project;
  }

  /**
   * Reads all secrets with their versions, through the cache as `getSecrets` does; the service keeps no record of it.
   * `GET /projects/{projectId}/envs/{env}/secrets?includeVersions=true`
   */
  async listVersions(env: string, options?: GetSecretsOptions): Promise<Readonly<Record<string, SecretVersion>>> {
    const checked = checkOptions(options, [...readNames, "allowMasked"]);
    const snapshot = await this.#tools.reader.read(env, readPart(checked), "versions");
    requireReadable(snapshot, checked);
    return snapshot.versions;
  }

  /**
   * Writes secrets, new ones and others, in one request with at least 60 s per attempt unless `timeout` says otherwise.
   *
   * A wrong branch is a 404 here. Each key is written in turn: where the service wrote fewer than were sent, or another
   * number than it was asked for, the error has the code `partial_write`. `POST /projects/{projectId}/envs/{env}/secrets`
   */
  async set(env: string, secrets: SecretMap, options?: SetSecretsOptions): Promise<SecretsWritten> {
    return await setSecrets(this.#tools, { env, secrets }, options);
  }

  /**
   * Changes secrets that others may change, too: reads them, gives them to `update`, and writes what it returns if
   * nobody wrote those keys meanwhile; else it starts again, three times in all, then the error has the code `conflict`.
   * Only values that differ are written, nothing is deleted. The check has the limits of `expectedVersions`.
   */
  async update(env: string, update: SecretsUpdate, options?: PlaceOptions): Promise<SecretsWritten> {
    return await updateSecrets(this.#tools, { env, update }, options);
  }

  /**
   * Deletes a secret on one branch, by its id: `GET /branch`, `DELETE /secret?id=`. One on no branch, which shows on
   * `main`, is deleted by its key, unless other branches have that key: then it is refused with the code `not_found`.
   * 500 where another secret links to it or it has a rotation schedule. `DELETE /projects/{projectId}/envs/{env}/secrets/{key}`
   */
  async delete(env: string, key: string, options?: PlaceOptions): Promise<void> {
    await deleteSecret(this.#tools, { env, key }, options);
  }

  /** Fetches what is known of a secret, but for its value. `GET /projects/{projectId}/envs/{env}/secrets/{key}` */
  async get(env: string, key: string, options: ProjectOptions = {}): Promise<SecretInfo> {
    const { http, call } = await this.#at(env, key, options);
    return infoOf(await http.get("", {}, call));
  }

  /** Fetches all versions of a secret, values in clear, by version. `GET /projects/{projectId}/envs/{env}/secrets/{key}/history` */
  async history(env: string, key: string, options: ProjectOptions = {}): Promise<SecretHistory> {
    const { http, call } = await this.#at(env, key, options);
    return sortHistory(await http.get("/history", {}, call));
  }

  /**
   * Writes the value of an earlier version as a new version. 400 where it is the current one; developers may not do so
   * in `production`. `POST /projects/{projectId}/envs/{env}/secrets/{key}/history`
   */
  async rollback(env: string, key: string, options: RollbackOptions): Promise<SecretRollback> {
    const { http, call } = await this.#at(env, key, options);
    return await http.post("/history", { json: { version: checkVersion(options.version) } }, call);
  }

  /**
   * Replaces a value by a new one, which the answer shows. The service asks for a login only, whatever the role.
   * `POST /projects/{projectId}/envs/{env}/secrets/{key}/rotate`
   */
  async rotate(env: string, key: string, options: RotateOptions = {}): Promise<SecretRotation> {
    const { http, call } = await this.#at(env, key, options);
    const { strategy = "regenerate", value } = options;
    const json = { strategy, parsedNewValue: value };
    return rotationOf(await http.post("/rotate", { json, secrets: [value] }, call));
  }

  /**
   * Makes the shadow value of a rotation the live one. Experimental: the service's published code never has a shadow
   * value, so it answers 400. `POST /projects/{projectId}/envs/{env}/secrets/{key}/promote`
   */
  async promote(env: string, key: string, options: ProjectOptions = {}): Promise<SecretRollback> {
    const { http, call } = await this.#at(env, key, options);
    return await http.post("/promote", {}, call);
  }

  /**
   * Lets a key show the value of another project's secret; it belongs to no branch and so shows on `main`. The service
   * does not look for a key of that name. `POST /projects/{projectId}/envs/{env}/secrets/link`
   */
  async link(env: string, params: LinkSecretParams, options: ProjectOptions = {}): Promise<SecretInfo> {
    const { call, projectId } = await this.#begin(options);
    const { key, sourceEnv, sourceKey, sourceProjectId } = checkParams(params, "sourceProjectId", "sourceKey");
    const json = { key: checkSecretKey(key), sourceProjectId, sourceEnv: checkEnvironment(sourceEnv), sourceKey };
    return infoOf(
      await this.#http.post(path`/projects/${projectId}/envs/${checkEnvironment(env)}/secrets/link`, { json }, call),
    );
  }

  /**
   * Copies an environment into another one; both names are lower-cased by the service. For the project's creator only,
   * everybody else gets 404; links become empty secrets. `POST /projects/{projectId}/envs/clone`
   */
  async clone(params: CloneEnvironmentParams, options: ProjectOptions = {}): Promise<EnvironmentCloning> {
    const { call, projectId } = await this.#begin(options);
    return await this.#http.post(
      path`/projects/${projectId}/envs/clone`,
      { json: checkParams(params, "fromEnv", "toEnv") },
      call,
    );
  }

  /** Lists what is known of all secrets of a project, in all environments, but for their values. `GET /secret?projectId=` */
  async list(options: ProjectOptions = {}): Promise<SecretInfo[]> {
    const { call, projectId } = await this.#begin(options);
    const rows = await this.#http.get<unknown[]>("/secret", { query: { projectId }, expects: "array" }, call);
    return rows.map(infoOf);
  }

  /** Creates one secret with its description, type and expiry, also where the key exists; counts towards the plan. `POST /secret` */
  async create(params: CreateSecretParams, options: ProjectOptions = {}): Promise<SecretInfo> {
    const { call, projectId } = await this.#begin(options);
    const json = { ...checkParams(params, "value", "environmentType"), key: checkSecretKey(params.key), projectId };
    return infoOf(await this.#http.post("/secret", { json, secrets: [params.value] }, call));
  }

  /** Changes one secret by its id, its key and description included. `PUT /secret?id=` */
  async updateById(id: string, params: UpdateSecretParams, options?: XtraCallOptions): Promise<SecretInfo> {
    const spec = { query: { id: checkText("id", id) }, json: checkParams(params), secrets: [params.value] };
    return infoOf(await this.#http.put("/secret", spec, options));
  }

  /** Deletes exactly one secret. 500 where another one links to it or it has a rotation schedule. `DELETE /secret?id=` */
  async deleteById(id: string, options?: XtraCallOptions): Promise<void> {
    await this.#http.delete("/secret", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Writes the value of an earlier version of exactly one secret as a new version. `POST /secret/rollback` */
  async rollbackById(
    secretId: string,
    params: { version: string; changeReason?: string | undefined },
    options?: XtraCallOptions,
  ): Promise<SecretRollback> {
    const { changeReason, version } = params;
    const json = { secretId: checkText("secretId", secretId), targetVersion: checkVersion(version), changeReason };
    return await this.#http.post("/secret/rollback", { json }, options);
  }

  /** Lists secrets that expire soon and those that have expired, of projects that the caller created. `GET /secrets/expiring` */
  async expiring(params: ListExpiringParams = {}, options?: XtraCallOptions): Promise<ExpiringSecrets> {
    const { days, projectId } = checkParams(params);
    return await this.#http.get("/secrets/expiring", { query: { days, projectId } }, options);
  }

  /** Fetches how well a workspace keeps its secrets. `GET /secret/health?workspaceId=` */
  async health(workspaceId: string, options?: XtraCallOptions): Promise<SecretHealth> {
    return await this.#http.get(
      "/secret/health",
      { query: { workspaceId: checkText("workspaceId", workspaceId) } },
      options,
    );
  }

  // Enters one secret, so that its routes print without its name.
  async #at(env: string, key: string, options: ProjectOptions): Promise<{ http: HttpClient; call: XtraCallOptions }> {
    const [name, checked] = [checkEnvironment(env), checkSecretKey(key)];
    const { call, projectId } = await this.#begin(options);
    return { http: this.#http.at(path`/projects/${projectId}/envs/${name}/secrets/${checked}`), call };
  }

  async #begin(options: ProjectOptions): Promise<{ projectId: string; call: XtraCallOptions }> {
    const checked = checkOptions<RollbackOptions & RotateOptions>(
      options as RollbackOptions & RotateOptions,
      optionNames,
    );
    const call = callPart(checked);
    return { projectId: await this.#project.id(checked.projectId, call), call };
  }
}

const optionNames: readonly string[] = [
  ...placeNames.filter((name) => name !== "branch"),
  "version",
  "strategy",
  "value",
];
