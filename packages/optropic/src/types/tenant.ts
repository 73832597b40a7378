/** What a tenant may have. */
export interface TenantLimits {
  max_assets: number;
  max_api_calls_per_month: number;
  max_keys: number;
  max_webhooks: number;
  max_batch_size: number;
}

/** What a tenant used in a period. */
export interface TenantUsage {
  api_calls: number;
  assets_created: number;
  verifications: number;
  documents_enrolled: number;
  bandwidth_mb: number;
  /** ISO 8601. */
  period_start: string;
  /** ISO 8601. */
  period_end: string;
}

/** What a tenant may have, and what it used. */
export interface Quota {
  limits: TenantLimits;
  usage: TenantUsage;
}
