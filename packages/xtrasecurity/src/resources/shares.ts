import { Resource } from "@keyrack/core";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";

/** How a secret is shared. */
export interface CreateShareParams {
  /** @defaultValue 24 */
  expiresInHours?: number | undefined;
  /** @defaultValue as many as come */
  maxViews?: number | undefined;
  label?: string | undefined;
}

/** A share that was just made. */
export interface CreatedShare {
  id: string;
  /** For `get`: whoever has it can read the secret. */
  token: string;
  /** A page for people; holds the token. */
  shareUrl: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** A secret that was shared. */
export interface SharedSecret {
  key: string;
  /** In clear. */
  value: string;
  environmentType: string;
  label: string | null;
  /** This view included. */
  viewCount: number;
  /** Null for as many as come. */
  maxViews: number | null;
  /** ISO 8601. */
  expiresAt: string;
}

/** Links by which one secret can be read without an account. */
export class Shares extends Resource {
  /** Shares a secret by its id; the service asks for a login only, whatever the role. `POST /secret/share` */
  async create(secretId: string, params: CreateShareParams = {}, options?: XtraCallOptions): Promise<CreatedShare> {
    const json = { ...checkParams(params), secretId: checkText("secretId", secretId) };
    return await this.http.post("/secret/share", { json }, options);
  }

  /**
   * Reads a shared secret. Sends no credential, counts as a view and is never repeated. The code `gone` where the link
   * was revoked, has expired or was seen as often as it may be. `GET /secret/share?token=`
   */
  async get(token: string, options?: XtraCallOptions): Promise<SharedSecret> {
    const query = { token: checkText("token", token) };
    const spec = { query, auth: false, safety: "metered", secrets: [token] } as const;
    return await this.http.get("/secret/share", spec, options);
  }

  /** Revokes a share by its id; for its creator. `DELETE /secret/share?id=` */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/secret/share", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }
}
