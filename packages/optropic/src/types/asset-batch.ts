import type { OptropicCallOptions } from "../options.ts";
import type { Asset, CreateAssetParams } from "./asset.ts";

/** Assets to be made together. */
export interface BatchCreateParams {
  /** The keyset that signs them. */
  keyset_id?: string | undefined;
  assets: readonly CreateAssetParams[];
}

/** Settings of a batch, over those of the client. */
export interface BatchOptions extends OptropicCallOptions {
  /** Items per request, at least 1. A given `idempotencyKey` gets `-1`, `-2`, … where there are several. @defaultValue 100 */
  chunkSize?: number | undefined;
}

/** What all batches tell. */
export interface BatchSummary {
  /** How many items the service looked at. */
  requested: number;
  /** What went wrong with single items, in the service's own form; null when nothing did. */
  errors: unknown[] | null;
}

/** What came of creating many assets. */
export interface BatchCreated extends BatchSummary {
  created: number;
  /** Empty where the service does not list them. */
  assets: Asset[];
}

/** What came of verifying many assets. */
export interface BatchVerified extends BatchSummary {
  verified: number;
  results: Record<string, unknown>[];
}

/** What came of revoking many assets. */
export interface BatchRevoked extends BatchSummary {
  revoked: number;
  results: Record<string, unknown>[];
}
