import { Resource } from "@keyrack/core";
import type { XtraCallOptions } from "../options.ts";
import { checkParams } from "../params.ts";
import { path } from "../service.ts";

/** A key of a person, without its text. */
export interface ApiKey {
  id: string;
  label: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; null for never. */
  expiresAt: string | null;
  /** ISO 8601; null for never. */
  lastUsed: string | null;
  /** A mask to tell it by, such as `xs_...ab12`. */
  key: string;
}

/** A key to be made. */
export interface CreateApiKeyParams {
  /** @defaultValue "Generated Key" */
  label?: string | undefined;
  workspaceId?: string | undefined;
  /** ISO 8601. @defaultValue never */
  expiresAt?: string | undefined;
}

/** A key that was just made. */
export interface CreatedApiKey {
  id: string;
  label: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; null for never. */
  expiresAt: string | null;
  /** The key. Shown once; the service stores only its hash. */
  key: string;
}

/** The caller's own keys, which act with the caller's role; 404 for a service account. A deleted one can work for another 5 minutes. */
export class ApiKeys extends Resource {
  /** Lists the caller's keys, oldest first, without their texts. `GET /auth/api-keys` */
  async list(params: { workspaceId?: string | undefined } = {}, options?: XtraCallOptions): Promise<ApiKey[]> {
    const { workspaceId } = checkParams(params);
    return await this.http.get("/auth/api-keys", { query: { workspaceId }, expects: "array" }, options);
  }

  /** Issues a key and shows it, once. `POST /auth/api-keys` */
  async create(params: CreateApiKeyParams = {}, options?: XtraCallOptions): Promise<CreatedApiKey> {
    return await this.http.post("/auth/api-keys", { json: checkParams(params) }, options);
  }

  /** Deletes a key. `DELETE /auth/api-keys/{id}` */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete(path`/auth/api-keys/${id}`, { expects: "void" }, options);
  }
}
