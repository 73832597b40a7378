import type { JsonObject } from "../json.ts";
import type { OpenText } from "./answer.ts";

/** The service's signature over an asset. */
export interface Seal {
  /** In hex. */
  signature: string;
  public_key_hex: string;
  key_id: string;
  /** ISO 8601. */
  signed_at: string;
  algorithm: string;
}

/** A product or thing that can be verified. Members that the service adds are kept. */
export interface Asset {
  id: string;
  /** The trade it belongs to; its schema, if there is one, says what `config` holds. */
  vertical: string;
  status: OpenText<"active" | "revoked">;
  is_sandbox: boolean;
  /** ISO 8601. */
  created_at: string;
  /** The caller's own facts; a product's name is `config.product_name`. */
  config?: JsonObject | null;
  external_id?: string | null;
  security_level?: OpenText<"signed" | "sealed"> | null;
  seal?: Seal | null;
  [member: string]: unknown;
}

/** An asset with all its facts. */
export interface AssetDetail extends Asset {
  metadata?: JsonObject | null;
  /** ISO 8601. */
  updated_at?: string | null;
}

/** What a verification found. */
export interface Verification {
  signature_valid: boolean;
  revocation_status: OpenText<"clear" | "revoked" | "unknown">;
  /** Of the revocation filter; null where none was asked. */
  filter_age_seconds: number | null;
  /** ISO 8601. */
  verified_at: string;
  verification_mode: OpenText<"online" | "offline">;
  freshness?: OpenText<"current" | "stale">;
}

/** An asset to be made. */
export interface CreateAssetParams {
  /** The caller's own id for it. */
  external_id?: string | undefined;
  vertical?: string | undefined;
  security_level?: OpenText<"signed" | "sealed"> | undefined;
  config?: object | undefined;
  metadata?: object | undefined;
}

/** What to change of an asset; what is left out stays. The security level cannot be changed. */
export interface UpdateAssetParams {
  external_id?: string | undefined;
  vertical?: string | undefined;
  config?: object | undefined;
  metadata?: object | undefined;
}

/** Why an asset is revoked. */
export interface RevokeAssetParams {
  reason: string;
}

/** Which assets are meant. */
export interface AssetFilters {
  vertical?: string | undefined;
  status?: OpenText<"active" | "revoked"> | undefined;
  /** @defaultValue true on a sandbox client, else both kinds */
  is_sandbox?: boolean | undefined;
}

/** Which page of which assets to list. */
export interface ListAssetsParams extends AssetFilters {
  /** From 1. */
  page?: number | undefined;
  /** Assets on a page. */
  per_page?: number | undefined;
}
