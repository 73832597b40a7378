import type {
  Asset,
  AuditEvent,
  ChainLink,
  ComplianceConfig,
  Device,
  Keyset,
  ProvenanceEvent,
  StoredDocument,
  TenantLimits,
  VerticalSchema,
  WebhookDelivery,
} from "./records.ts";
import type { WrittenReply } from "./reply.ts";

/** A customer of the service: what belongs to one is unknown to every other. Maps keep the order of creation. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly createdAt: number;
  readonly limits: TenantLimits;
  /** In hex; goes into the tenant's revocation filters. */
  readonly salt: string;
  readonly keys: Map<string, ApiKey>;
  readonly keysets: Map<string, Keyset>;
  readonly assets: Map<string, Asset>;
  readonly auditEvents: Map<string, AuditEvent>;
  /** The newest link of every chain: of the audit log under `audit`, of an asset's provenance under the asset's id. */
  readonly chainHeads: Map<string, ChainLink>;
  /** By vertical. */
  readonly schemas: Map<string, VerticalSchema>;
  readonly webhooks: Map<string, Webhook>;
  readonly documents: Map<string, StoredDocument>;
  readonly provenance: Map<string, ProvenanceEvent>;
  readonly challenges: Map<string, Challenge>;
  readonly devices: Map<string, Device>;
  readonly jobs: Map<string, Job>;
  /** First answers, by method, path and `Idempotency-Key`. */
  readonly replies: Map<string, WrittenReply>;
  /** What was used, by UTC day in Unix milliseconds. */
  readonly days: Map<number, DayUsage>;
  compliance: ComplianceConfig;
}

/** A key with its secret; times are Unix milliseconds. */
export interface ApiKey {
  readonly id: string;
  readonly tenant: Tenant;
  readonly text: string;
  readonly environment: string;
  /** Follows from the text's prefix, and is handed down to every asset that the key makes. */
  readonly isSandbox: boolean;
  readonly permissions: readonly string[];
  readonly rate: RateLimit;
  /** Empty for any address. */
  readonly allowedAddresses: readonly string[];
  readonly createdAt: number;
  label: string | undefined;
  expiresAt: number | undefined;
  revokedAt: number | undefined;
  lastUsedAt: number | undefined;
}

/** A fixed window of requests. */
export interface RateLimit {
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
  windowStart: number;
  used: number;
}

/** Calls of one kind on one day. */
export interface CallCount {
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  count: number;
  milliseconds: number;
}

/** What a tenant used on one day. */
export interface DayUsage {
  readonly calls: Map<string, CallCount>;
  verifications: number;
  bytes: number;
}

/** An endpoint for webhooks, with its secret and what waits to be sent to it. */
export interface Webhook {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: string;
  readonly deliveries: WebhookDelivery[];
  url: string;
  /** Empty for every event. */
  events: readonly string[];
  description: string | undefined;
  isActive: boolean;
  updatedAt: string | undefined;
}

/** A challenge for an asset; `nonce` is 32 bytes in hex, times are Unix milliseconds. */
export interface Challenge {
  readonly id: string;
  readonly asset: Asset;
  readonly nonce: string;
  readonly createdAt: number;
  /** Moves to now once the challenge was met. */
  expiresAt: number;
}

/** A batch job and, once it ended, what came of it; times are Unix milliseconds. */
export interface Job {
  readonly id: string;
  readonly operation: string;
  readonly items: readonly unknown[];
  /** Whoever ordered it: its items are done in this key's name. */
  readonly key: ApiKey;
  readonly createdAt: number;
  cancelledAt: number | undefined;
  outcome: BatchOutcome | undefined;
}

/** What came of a list of items that were done one by one. */
export interface BatchOutcome {
  readonly results: readonly object[];
  readonly errors: readonly object[];
}
