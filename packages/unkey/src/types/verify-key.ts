import type { JsonObject } from "./answer.ts";
import type { Identity } from "./identity.ts";

/** Checks a limit that the key or its identity has under this name. */
export interface NamedLimit {
  /** 3 to 255 characters. */
  name: string;
  /** @defaultValue 1; 0 looks without counting */
  cost?: number | undefined;
  limit?: undefined;
  duration?: undefined;
}

/** Checks a limit that holds for this verification alone, whatever the key is set to. */
export interface AdHocLimit {
  /** 3 to 255 characters. */
  name: string;
  /** @defaultValue 1; 0 looks without counting */
  cost?: number | undefined;
  /** Requests per window: an integer of at least 1. */
  limit: number;
  /** Length of the window in milliseconds: an integer of at least 1000. */
  duration: number;
}

/** A limit to check; `limit` and `duration` come together or not at all. */
export type VerifyRatelimit = NamedLimit | AdHocLimit;

/** The key to verify, and what it must be good for. */
export interface VerifyKeyParams {
  /** The whole key, at most 512 characters. */
  key: string;
  /** For analytics: at most 20, of 1 to 512 characters. */
  tags?: readonly string[] | undefined;
  /** Permission names joined by AND, OR and parentheses, at most 1000 characters; `*` is a literal character. */
  permissions?: string | undefined;
  /** What the verification costs: an integer of at least 0, where 0 spends nothing. @defaultValue a cost of 1 */
  credits?: { cost: number } | undefined;
  /** Checked beside the limits that apply by themselves, which cost 1 unless they are named here. */
  ratelimits?: readonly VerifyRatelimit[] | undefined;
  /** Where keys are taken over on first use; at most 256 characters. */
  migrationId?: string | undefined;
}

/** How a verification came out; open, because the service may add to it. */
export type VerifyCode =
  | "VALID"
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "INSUFFICIENT_PERMISSIONS"
  | "USAGE_EXCEEDED"
  | "RATE_LIMITED"
  | "DISABLED"
  | "EXPIRED"
  | (string & {});

/** How one limit came out. */
export interface VerifiedRatelimit {
  exceeded: boolean;
  /** `""` for an ad-hoc limit. */
  id: string;
  name: string;
  limit: number;
  /** Milliseconds. */
  duration: number;
  /** Unix milliseconds at which the window ends. */
  reset: number;
  remaining: number;
  autoApply: boolean;
}

/** What a verification tells of a key. Members that are empty are absent; NOT_FOUND tells nothing. */
export interface VerifiedFacts<Meta extends object = JsonObject> {
  code: VerifyCode;
  keyId?: string;
  name?: string;
  meta?: Meta;
  /** Unix milliseconds. */
  expires?: number;
  /** What is left after this call; absent means unlimited. Exact for VALID and USAGE_EXCEEDED only. */
  credits?: number;
  enabled?: boolean;
  /** Slugs; one that is held in two ways stands there twice. */
  permissions?: string[];
  /** Names. */
  roles?: string[];
  /** Without the limits that the key has under the same name. */
  identity?: Identity;
  /** In no order; absent where no limit was checked. */
  ratelimits?: VerifiedRatelimit[];
}

/** A key that passed every check. */
export interface ValidKey<Meta extends object = JsonObject> extends VerifiedFacts<Meta> {
  valid: true;
  keyId: string;
}

/** A key that did not pass; `code` says why. */
export interface RefusedKey<Meta extends object = JsonObject> extends VerifiedFacts<Meta> {
  valid: false;
}

/** What verifyKey found; ask `valid`. */
export type VerifyKeyResult<Meta extends object = JsonObject> = ValidKey<Meta> | RefusedKey<Meta>;
