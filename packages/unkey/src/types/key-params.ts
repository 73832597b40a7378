import type { CreditsParams, UpdateKeyCredits } from "./credits.ts";
import type { RatelimitRequest } from "./ratelimit.ts";

/** A key to be made. */
export interface CreateKeyParams {
  apiId: string;
  /** 1 to 16 letters, digits and `_`. @defaultValue the prefix of the API, if it has one */
  prefix?: string | undefined;
  /** 1 to 255 characters. */
  name?: string | undefined;
  /** Random bytes, 16 to 255. @defaultValue what the API is set to, else 16 */
  byteLength?: number | undefined;
  /** The caller's id of the owner, 1 to 255 of letters, digits, `_`, `.`, `-`; an identity is made where there is none. */
  externalId?: string | undefined;
  /** At most 100 members and 64 KiB of JSON; comes back with every verification. */
  meta?: object | undefined;
  /** Names of roles that exist, at most 100. */
  roles?: readonly string[] | undefined;
  /** Slugs, at most 1000; those that do not exist are made. */
  permissions?: readonly string[] | undefined;
  /** Unix milliseconds, at most 4102444800000. */
  expires?: number | undefined;
  /** Left out means unlimited. */
  credits?: CreditsParams | undefined;
  /** At most 50. */
  ratelimits?: readonly RatelimitRequest[] | undefined;
  /** @defaultValue true */
  enabled?: boolean | undefined;
  /** Stores the key encrypted, for `decrypt`; the API must allow it. @defaultValue false */
  recoverable?: boolean | undefined;
}

/** A key that was just made. */
export interface CreatedKey {
  keyId: string;
  /** The secret. Shown once; the service keeps only its hash. */
  key: string;
}

/** Which key to fetch. */
export interface GetKeyParams {
  keyId: string;
  /** Adds `plaintext`, for a recoverable key. @defaultValue false */
  decrypt?: boolean | undefined;
}

/** Which key to tell about. */
export interface WhoamiParams {
  /** The whole key, at most 512 characters. */
  key: string;
}

/** What to change of a key: left out keeps a value, null clears it. */
export interface UpdateKeyParams {
  keyId: string;
  /** 1 to 255 characters. */
  name?: string | null | undefined;
  /** Null detaches the identity; one that does not exist is made. */
  externalId?: string | null | undefined;
  /** At most 100 members and 64 KiB of JSON. */
  meta?: object | null | undefined;
  /** Unix milliseconds, at most 4102444800000. */
  expires?: number | null | undefined;
  /** Null means unlimited, without refill. */
  credits?: UpdateKeyCredits | null | undefined;
  enabled?: boolean | undefined;
  /** Replaces all, at most 50; `[]` clears, null is not taken. */
  ratelimits?: readonly RatelimitRequest[] | undefined;
  /** Replaces all, at most 100 names of roles that exist. */
  roles?: readonly string[] | undefined;
  /** Replaces all, at most 1000 slugs; those that do not exist are made. */
  permissions?: readonly string[] | undefined;
}

/** Replaces the credits of a key. */
export interface SetCreditsParams {
  keyId: string;
  operation: "set";
  /** An integer of at least 0; null means unlimited and removes the refill. */
  value: number | null;
}

/** Adds to the credits of a key, or takes from them, not below 0. */
export interface ChangeCreditsParams {
  keyId: string;
  operation: "increment" | "decrement";
  /** An integer of at least 0. */
  value: number;
}

/** How to change the credits of a key. */
export type UpdateCreditsParams = SetCreditsParams | ChangeCreditsParams;

/** Which key to delete. */
export interface DeleteKeyParams {
  keyId: string;
  /** Removes the row too, so that nothing is left to look up. @defaultValue false */
  permanent?: boolean | undefined;
}

/** Which key to replace, and how long the old one stays good. */
export interface RerollKeyParams {
  keyId: string;
  /** Milliseconds from now until the old key expires; 0 means now, anything else is rounded up to the full minute. */
  expiration: number;
}

/** Permissions to add, remove or set on a key. */
export interface KeyPermissionsParams {
  keyId: string;
  /** Slugs, never ids. */
  permissions: readonly string[];
}

/** Roles to add, remove or set on a key. */
export interface KeyRolesParams {
  keyId: string;
  /** Names, never ids; at most 100. */
  roles: readonly string[];
}
