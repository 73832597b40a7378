import type { OpenText } from "./answer.ts";
import type { ConsumptionLimit } from "./consumption-limit.ts";

/** What a key may do: `INFERENCE` calls models, `ADMIN` manages keys too. It cannot be changed later. */
export type ApiKeyType = "INFERENCE" | "ADMIN";

/**
 * When a limit starts anew: `EPOCH` every day at 00:00 UTC, `MONTH` on the first of a month at 00:00 UTC, `LIFETIME`
 * never.
 */
export type LimitPeriod = "EPOCH" | "MONTH" | "LIFETIME";

/**
 * Which models a key may call: `ALL`; `PRIVATE_TEXT`, where text, embedding and decision models must be private;
 * `PRIVATE_ONLY`, where every model must be.
 */
export type ModelPrivacy = "ALL" | "PRIVATE_TEXT" | "PRIVATE_ONLY";

/** What a key has used, in decimal texts; bundled credits count as USD, earned ones do not show. */
export interface KeyUsage {
  trailingSevenDays: {
    usd: string;
    diem: string;
    /** The old name of DIEM. */
    vcu?: string;
  };
}

/** What a key has used since its limit last started anew, in decimal texts. */
export interface PeriodUsage {
  usd?: string;
  diem?: string;
}

/** A key as `update` tells it. Members that the service adds are kept. */
export interface UpdatedApiKey {
  /** Opaque; a UUID so far. */
  id: string;
  apiKeyType: OpenText<ApiKeyType>;
  description?: string;
  /** All that is ever shown again of the secret. */
  last6Chars: string;
  /** ISO 8601 in UTC. As all dates here, null where the service sends no text; `request()` shows what it did send. */
  createdAt: string | null;
  /** ISO 8601 in UTC; null for never. */
  expiresAt: string | null;
  /** ISO 8601 in UTC; null for never. */
  lastUsedAt: string | null;
  /** `{}` where the service says none. */
  consumptionLimits: ConsumptionLimit;
  /** Missing in answers from before May 2026. */
  limitPeriod?: OpenText<LimitPeriod>;
  /** Missing in answers from before August 2026. */
  modelPrivacy?: OpenText<ModelPrivacy>;
  /** The addresses that the key works from. Seen in a later client only, and not in the service's description. */
  ipAllowlist?: string[];
}

/** A key without its secret, as `list` and `retrieve` tell it. */
export interface ApiKey extends UpdatedApiKey {
  usage?: KeyUsage;
  /** Only where the key has a limit in USD or DIEM. */
  currentPeriodUsage?: PeriodUsage;
}

/**
 * A key that was just made. Members that the service adds are kept.
 *
 * Made with a wallet, `consumptionLimits` may show null for a `diem` and for a `usd` of 0 that the service did store;
 * `retrieve` tells the stored ones.
 */
export interface CreatedApiKey {
  id: string;
  /** The secret. Shown once. */
  apiKey: string;
  apiKeyType: OpenText<ApiKeyType>;
  description?: string;
  /** ISO 8601 in UTC; null for never. */
  expiresAt: string | null;
  /** `{}` where the service says none. */
  consumptionLimits: ConsumptionLimit;
  limitPeriod?: OpenText<LimitPeriod>;
  modelPrivacy?: OpenText<ModelPrivacy>;
  /** Seen in a later client only, and not in the service's description. */
  ipAllowlist?: string[];
}

/** What `delete` confirms. */
export interface DeletedApiKey {
  /** Never false: a failure is an error. */
  success: boolean;
}
