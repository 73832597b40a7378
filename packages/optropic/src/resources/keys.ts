import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import type { PermissionName } from "../permission.ts";
import { path } from "../service.ts";
import type { Confirmation, OpenText } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** A key without its secret. */
export interface Key {
  id: string;
  /** The beginning of the key, to tell it by. */
  key_prefix: string;
  environment: OpenText<"live" | "test">;
  permissions: PermissionName[];
  rate_limit_per_hour: number;
  /** ISO 8601. */
  created_at: string;
  is_active: boolean;
  label?: string | null;
  /** ISO 8601. */
  last_used_at?: string | null;
}

/**
 * A key that was just made. The field names of this answer are not documented; `key` is the expected name of the
 * secret, `secret` another one that was seen.
 */
export interface CreatedKey {
  /** The secret. Shown once. */
  key?: string;
  /** The secret under its other name. */
  secret?: string;
  warning?: string;
  [member: string]: unknown;
}

/** What a key knows of itself. */
export interface KeyInfo {
  key_id: string;
  name: string;
  permissions: PermissionName[];
  rate_limit: number;
  /** ISO 8601; null for never. */
  expires_at: string | null;
  /** ISO 8601. */
  last_used_at: string | null;
  /** Empty for any address. */
  allowed_ips: string[];
}

/** A key and its successor. */
export interface KeyRotation {
  old_key_id: string;
  new_key_id: string;
  /** The secret. Shown once. */
  new_key_value: string;
  /** Until when the old key works, ISO 8601. */
  grace_period_until: string;
}

/** A key to be made. */
export interface CreateKeyParams {
  environment: OpenText<"live" | "test">;
  tenant_id: string;
  label?: string | undefined;
  /** @defaultValue the service's choice */
  permissions?: readonly PermissionName[] | undefined;
  expires_in_days?: number | undefined;
  rate_limit_per_minute?: number | undefined;
  allowed_ips?: readonly string[] | undefined;
}

/** What to change of a key. */
export interface UpdateKeyParams {
  label: string;
}

/** How to replace a key. */
export interface RotateKeyParams {
  /** How long the old key works on. @defaultValue 24 */
  grace_period_hours?: number | undefined;
}

/** Keys of the API itself; needs `keys:manage`, but for `current`. */
export class Keys extends Resource {
  /** Creates a key and shows its secret, once. `POST /v1/keys` */
  async create(params: CreateKeyParams, options?: OptropicCallOptions): Promise<CreatedKey> {
    return await this.http.post("/keys", { json: bodyOf(params), expects: "bare" }, options);
  }

  /** Fetches all keys as one page, those that no longer work included. `GET /v1/keys` */
  async list(options?: OptropicCallOptions): Promise<OptropicPage<Key>> {
    return await listPage(this.http, { path: "/keys", kind: "array", params: undefined }, options);
  }

  /** Walks every key. `GET /v1/keys` */
  listAll(params?: WalkParams, options?: OptropicCallOptions & PagingOptions): AsyncGenerator<Key, void, undefined> {
    return walkList(this.http, { path: "/keys", kind: "array", params }, options);
  }

  /** Fetches one key. From the printed reference alone; no official client calls it. `GET /v1/keys/{key_id}` */
  async retrieve(keyId: string, options?: OptropicCallOptions): Promise<Key> {
    return await this.http.get(path`/keys/${keyId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/keys/{key_id}` */
  async get(keyId: string, options?: OptropicCallOptions): Promise<Key> {
    return await this.retrieve(keyId, options);
  }

  /** Renames a key. `PATCH /v1/keys/{key_id}` */
  async update(keyId: string, params: UpdateKeyParams, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.patch(path`/keys/${keyId}`, { json: bodyOf(params), expects: "any" }, options);
  }

  /** Revokes a key for good. `DELETE /v1/keys/{key_id}` */
  async revoke(keyId: string, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.delete(path`/keys/${keyId}`, { expects: "any" }, options);
  }

  /** Fetches what the client's own key may do. `GET /v1/keys/current` */
  async current(options?: OptropicCallOptions): Promise<KeyInfo> {
    return await this.http.get("/keys/current", {}, options);
  }

  /** Makes a successor of a key and shows its secret, once; the old one works on for a while. `POST /v1/keys/{key_id}/rotate` */
  async rotate(keyId: string, params: RotateKeyParams = {}, options?: OptropicCallOptions): Promise<KeyRotation> {
    const json = { grace_period_hours: 24, ...bodyOf(params) };
    return await this.http.post(path`/keys/${keyId}/rotate`, { json }, options);
  }
}
