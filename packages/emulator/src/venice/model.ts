import type { RollingWindow } from "./rolling-window.ts";

/** What a key may do: `ADMIN` all of it, `INFERENCE` nothing here but see its own limits. */
export const keyTypes = ["INFERENCE", "ADMIN"] as const;
/** How long a limit's period lasts: a UTC day, a UTC month, for ever. */
export const limitPeriods = ["EPOCH", "MONTH", "LIFETIME"] as const;
/** Which models a key may call. */
export const modelPrivacies = ["ALL", "PRIVATE_TEXT", "PRIVATE_ONLY"] as const;

/** One of `keyTypes`. */
export type KeyType = (typeof keyTypes)[number];
/** One of `limitPeriods`. */
export type LimitPeriod = (typeof limitPeriods)[number];
/** One of `modelPrivacies`. */
type ModelPrivacy = (typeof modelPrivacies)[number];

/** What a key may spend in a period: `null` for any amount, 0 for nothing at all. */
export interface Limits {
  readonly usd: number | null;
  readonly diem: number | null;
  /** The old name of DIEM; kept apart, and a cap on DIEM where `diem` has none. */
  readonly vcu: number | null;
}

/** What an account has. */
export interface Balances {
  readonly usd: number;
  readonly diem: number;
  /** In USD. */
  readonly bundledCredits: number;
}

/** What a key spent at one time, in Unix milliseconds. */
export interface Spend {
  readonly time: number;
  readonly usd: number;
  readonly diem: number;
}

/** A limit that somebody ran into, as the log shows it. */
export interface Breach {
  readonly apiKeyId: string;
  readonly modelId: string;
  readonly rateLimitTier: string;
  readonly rateLimitType: "RPM" | "FAILED_REQUESTS";
  readonly timestamp: string;
}

/** A customer of the service: what belongs to one is unknown to every other. */
export interface Account {
  readonly balances: Balances;
  /** By id, in the order of creation. */
  readonly keys: Map<string, ApiKey>;
  /** The keys that were created of late. */
  readonly creations: RollingWindow;
  /** The newest 50, oldest first. */
  readonly breaches: Breach[];
}

/** What can be said about a key when it is made, and changed later. */
export interface KeySettings {
  readonly description: string;
  /** Unix milliseconds; `null` for never. */
  readonly expiresAt: number | null;
  readonly limits: Limits;
  readonly limitPeriod: LimitPeriod;
  readonly modelPrivacy: ModelPrivacy;
}

/** A key without its secret; times are Unix milliseconds. */
export interface ApiKey {
  readonly id: string;
  readonly account: Account;
  readonly type: KeyType;
  /** SHA-256 of the secret, in hex. */
  readonly hash: string;
  readonly last6Chars: string;
  readonly createdAt: number;
  readonly spends: readonly Spend[];
  settings: KeySettings;
  lastUsedAt: number | undefined;
}
