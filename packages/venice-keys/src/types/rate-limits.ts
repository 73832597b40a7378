import type { OpenText } from "./answer.ts";

/**
 * What can still be spent, by currency. DIEM is no dollars. Any member may be missing, and the service may add some.
 */
export interface Balances {
  USD?: number;
  DIEM?: number;
  BUNDLED_CREDITS?: number;
  /** The old name of DIEM. */
  VCU?: number;
  [currency: string]: number | undefined;
}

/** How often a model may be called. */
export interface ModelRateLimits {
  apiModelId?: string;
  /** Empty for some kinds of models. */
  rateLimits: {
    amount: number;
    /** `RPM` and `RPD` count requests per minute and day, `TPM` tokens per minute. */
    type: OpenText<"RPM" | "RPD" | "TPM">;
  }[];
}

/** What the calling key may do now. Members that the service adds are kept. */
export interface RateLimits {
  /** Whether a call would be let in: balance, limits of the key and state of the account together. */
  accessPermitted: boolean;
  apiTier: { id: string; isCharged: boolean };
  /** What this key can still spend: the account's balances, held down to what is left of the key's own limits. */
  balances: Balances;
  /** When the key expires, ISO 8601; null for never. */
  keyExpiration: string | null;
  /** The next 00:00 UTC, ISO 8601. */
  nextEpochBegins: string;
  rateLimits: ModelRateLimits[];
}

/** One call that was turned away by a limit. */
export interface RateLimitLogEntry {
  apiKeyId: string;
  /** A model, or where none was known a text such as `endpoint:api/v1/…` or `model:unknown`. */
  modelId: string;
  rateLimitTier: string;
  rateLimitType: OpenText<"RPD" | "RPM" | "TPM" | "FAILED_REQUESTS" | "UNSUPPORTED_FEATURE_REQUESTS">;
  /** ISO 8601. */
  timestamp: string;
}

/** Which entries of the log to give. The service knows no filters: all are applied here, to the at most 50 entries it sends. */
export interface RateLimitLogFilters {
  apiKeyId?: string | undefined;
  /** The earliest moment, itself included: a `Date`, or a text that `Date` understands. */
  startDate?: string | Date | undefined;
  /** The latest moment, itself included. */
  endDate?: string | Date | undefined;
  /** Entries on a page, from 1. @defaultValue all */
  limit?: number | undefined;
  /** From 1. @defaultValue 1 */
  page?: number | undefined;
}
