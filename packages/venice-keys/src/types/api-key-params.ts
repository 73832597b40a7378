import type { ApiKeyType, LimitPeriod, ModelPrivacy } from "./api-key.ts";
import type { ConsumptionLimit } from "./consumption-limit.ts";

/** What can be said of a key when it is made and later. A member that does not exist is refused, as the service would. */
export interface ApiKeySettings {
  /** Sent exactly as given, nulls included. */
  consumptionLimit?: ConsumptionLimit | undefined;
  /** @defaultValue "EPOCH", so that a limit is one per day */
  limitPeriod?: LimitPeriod | undefined;
  /** @defaultValue "ALL"; a later client says the account's setting */
  modelPrivacy?: ModelPrivacy | undefined;
  /**
   * The only addresses that the key works from: IPv4, IPv6 or CIDR, at most 100 of at most 64 characters; `[]` lifts
   * it. Seen in a later client only: the description of the service does not have it, and may refuse it.
   */
  ipAllowlist?: readonly string[] | undefined;
}

/** A key to be made. */
export interface CreateApiKeyParams extends ApiKeySettings {
  apiKeyType: ApiKeyType;
  /** May be empty; the service takes at most 64 characters. */
  description: string;
  /**
   * A `Date`, `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM:SSZ` with three fractional digits or none. Left out or `""` for never;
   * null is refused. @defaultValue never
   */
  expiresAt?: string | Date | undefined;
}

/** What to change of a key: what is left out stays. The type of a key cannot be changed. */
export interface UpdateApiKeyParams extends ApiKeySettings {
  /** May be empty; the service takes at most 64 characters. */
  description?: string | undefined;
  /** As at `create`; null and `""` both remove it. */
  expiresAt?: string | Date | null | undefined;
}

/** Which part of the one answer to give. The service knows neither: both are applied here. */
export interface ListApiKeysParams {
  /** From 1. @defaultValue 1 */
  page?: number | undefined;
  /** Keys on a page, from 1. @defaultValue all */
  limit?: number | undefined;
}
