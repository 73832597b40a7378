import type { ApiKey } from "./api-key.ts";
import type { Balances } from "./rate-limits.ts";

/** Why a call may be turned away, or what could not be looked at. */
export interface AccessReason {
  /**
   * `access_denied`: the service would not let a call in. `usd_limit_zero`, `diem_limit_zero`: the key's own limit
   * forbids the currency altogether. `usd_limit_reached`, `diem_limit_reached`: the key has used its limit up.
   * `usd_balance_zero`, `diem_balance_zero`: the key can spend none of it. `settings_unreadable`: the key's own limits
   * are not known, because it is no admin key or cannot be told from others.
   */
  readonly code:
    | "access_denied"
    | "usd_limit_zero"
    | "usd_limit_reached"
    | "usd_balance_zero"
    | "diem_limit_zero"
    | "diem_limit_reached"
    | "diem_balance_zero"
    | "settings_unreadable";
  /** For people. */
  readonly message: string;
}

/** What the client's own key may do now, and why not more. */
export interface AccessExplanation {
  /** Whether the service would let a call in. */
  readonly accessPermitted: boolean;
  /** What the key can still spend. */
  readonly balances: Balances;
  /** The key's own settings; undefined where they cannot be read. */
  readonly key: ApiKey | undefined;
  /** Empty where nothing stands in the way. */
  readonly reasons: readonly AccessReason[];
}
