import { checkParams } from "../params.ts";
import { ProjectResource } from "../project-resource.ts";
import { path } from "../service.ts";
import type { OpenText } from "../types/open-text.ts";
import type { ProjectOptions } from "../types/secret-params.ts";

/** What an account may do in its project. Reading an environment needs none of them. */
export type ServiceAccountPermission = "read:secrets" | "write:secrets" | "rotate:secrets" | "admin" | "*";

/** A caller that is no person and works in one project. */
export interface ServiceAccount {
  id: string;
  name: string;
  description: string | null;
  projectId: string;
  permissions: OpenText<ServiceAccountPermission>[];
  /** The id of its creator. */
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** An account as a list shows it. */
export interface ListedServiceAccount extends ServiceAccount {
  _count: { apiKeys: number };
}

/** An account to be made. */
export interface CreateServiceAccountParams {
  name: string;
  description?: string | undefined;
  permissions?: readonly ServiceAccountPermission[] | undefined;
}

/** What to change of an account; left out keeps it. */
export interface UpdateServiceAccountParams {
  name?: string | undefined;
  permissions?: readonly ServiceAccountPermission[] | undefined;
}

/** A key of an account, without its text. */
export interface ServiceAccountKey {
  id: string;
  label: string;
  /** ISO 8601; null for never. */
  lastUsed: string | null;
  /** ISO 8601; null for never. */
  expiresAt: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** To tell it by, such as `xtra_...ab12`. */
  keyMask: string;
}

/** A key to be made. */
export interface CreateServiceAccountKeyParams {
  /** @defaultValue "Generated Key" */
  label?: string | undefined;
  /** @defaultValue never */
  expiresInDays?: number | undefined;
}

/** A key that was just made. */
export interface CreatedServiceAccountKey {
  id: string;
  /** The key. Shown once; the service stores only its hash. */
  key: string;
  /** To tell it by, such as `xtra_...ab12`. */
  mask: string;
  label: string;
  /** ISO 8601; null for never. */
  expiresAt: string | null;
}

/**
 * Accounts for programs, and their keys. For the project's creator and members of its teams; not for accounts
 * themselves. A key that was deleted can work for another 5 minutes.
 */
export class ServiceAccounts extends ProjectResource {
  /** Lists the accounts of a project, newest first. `GET /projects/{projectId}/service-accounts` */
  async list(options?: ProjectOptions): Promise<ListedServiceAccount[]> {
    const { call, http } = await this.enter(options);
    return await http.get("/service-accounts", { expects: "array" }, call);
  }

  /** Creates an account, without a key; for owners and admins of the project. `POST /projects/{projectId}/service-accounts` */
  async create(params: CreateServiceAccountParams, options?: ProjectOptions): Promise<ServiceAccount> {
    const json = checkParams(params, "name");
    const { call, http } = await this.enter(options);
    return await http.post("/service-accounts", { json }, call);
  }

  /** Changes an account. `PATCH /projects/{projectId}/service-accounts/{accountId}` */
  async update(id: string, params: UpdateServiceAccountParams, options?: ProjectOptions): Promise<ServiceAccount> {
    const json = checkParams(params);
    const { call, http } = await this.enter(options);
    return await http.patch(path`/service-accounts/${id}`, { json }, call);
  }

  /** Deletes an account and its keys. `DELETE /projects/{projectId}/service-accounts/{accountId}` */
  async delete(id: string, options?: ProjectOptions): Promise<void> {
    const { call, http } = await this.enter(options);
    await http.delete(path`/service-accounts/${id}`, { expects: "void" }, call);
  }

  /** Lists the keys of an account, newest first, without their texts. `GET /projects/{projectId}/service-accounts/{accountId}/keys` */
  async listKeys(id: string, options?: ProjectOptions): Promise<ServiceAccountKey[]> {
    const { call, http } = await this.enter(options);
    return await http.get(path`/service-accounts/${id}/keys`, { expects: "array" }, call);
  }

  /** Issues a key and shows it, once. `POST /projects/{projectId}/service-accounts/{accountId}/keys` */
  async createKey(
    id: string,
    params: CreateServiceAccountKeyParams = {},
    options?: ProjectOptions,
  ): Promise<CreatedServiceAccountKey> {
    const json = checkParams(params);
    const { call, http } = await this.enter(options);
    return await http.post(path`/service-accounts/${id}/keys`, { json }, call);
  }

  /** Deletes a key. `DELETE /projects/{projectId}/service-accounts/{accountId}/keys/{keyId}` */
  async deleteKey(id: string, keyId: string, options?: ProjectOptions): Promise<void> {
    const { call, http } = await this.enter(options);
    await http.delete(path`/service-accounts/${id}/keys/${keyId}`, { expects: "void" }, call);
  }
}
