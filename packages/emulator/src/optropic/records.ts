import type { JsonObject } from "./fields.ts";

/** What a tenant may have, in the service's own words. */
export interface TenantLimits {
  readonly max_assets: number;
  readonly max_api_calls_per_month: number;
  readonly max_keys: number;
  readonly max_webhooks: number;
  readonly max_batch_size: number;
}

/** A keyset as it is sent. */
export interface Keyset {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly created_at: string;
}

/** The signature over an asset's id and time of creation. */
export interface Seal {
  readonly signature: string;
  readonly public_key_hex: string;
  readonly key_id: string;
  readonly signed_at: string;
  readonly algorithm: string;
}

/** An asset with all its facts, in the service's own words. */
export interface Asset {
  readonly id: string;
  readonly is_sandbox: boolean;
  readonly created_at: string;
  readonly security_level: string;
  readonly keyset_id?: string | undefined;
  readonly seal: Seal;
  external_id?: string | undefined;
  vertical: string;
  config: JsonObject;
  metadata: JsonObject;
  status: "active" | "revoked";
  updated_at: string;
  revoked_at?: string;
  revocation_reason?: string;
}

/** Something that stands in a chain of hashes. */
export interface ChainLink {
  /** From 1. */
  readonly chain_sequence: number;
  readonly event_hash: string;
}

/** An entry of the audit log as it is sent. */
export interface AuditEvent extends ChainLink {
  readonly id: string;
  readonly tenant_id: string;
  readonly event_type: string;
  readonly actor: string;
  readonly resource_id?: string | undefined;
  readonly resource_type?: string | undefined;
  readonly details?: JsonObject | undefined;
  readonly created_at: string;
}

/** A step in the life of an asset as it is sent. */
export interface ProvenanceEvent extends ChainLink {
  readonly id: string;
  readonly asset_id: string;
  readonly event_type: string;
  readonly actor: string;
  readonly location?: JsonObject | undefined;
  readonly metadata?: JsonObject | undefined;
  readonly timestamp: string;
}

/** How a tenant's log is kept. */
export interface ComplianceConfig {
  readonly compliance_mode: string;
  readonly retention_policy: JsonObject;
}

/** The schema of one vertical as it is sent: the one record whose names are not in snake case. */
export interface VerticalSchema {
  readonly id: string;
  readonly tenantId: string;
  readonly verticalId: string;
  readonly version: string;
  readonly metadataSchema: JsonObject;
  readonly exportFormats: readonly string[];
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly description?: string | undefined;
}

/** A delivery as it is sent. */
export interface WebhookDelivery {
  readonly id: string;
  readonly event_type: string;
  readonly status: string;
  readonly attempts: number;
  readonly created_at: string;
}

/** An enrolled document as it is sent. */
export interface StoredDocument {
  readonly id: string;
  readonly asset_id: string;
  readonly fingerprint_hash: string;
  readonly descriptor_version: string;
  readonly substrate_type: string;
  readonly capture_device?: string | undefined;
  readonly metadata?: JsonObject | undefined;
  readonly created_at: string;
  status: "active" | "superseded";
  superseded_by?: string;
}

/** A device as it is sent. */
export interface Device {
  readonly device_id: string;
  readonly label: string;
  readonly public_key: string;
  readonly metadata?: JsonObject | undefined;
  readonly created_at: string;
  status: "active" | "revoked";
}
