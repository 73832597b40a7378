import type { RefillParams } from "./credits.ts";
import type { RatelimitRequest } from "./ratelimit.ts";

/** Credits of a key that is taken over. */
export interface MigratedCredits {
  /** An integer of at least 0; for unlimited, the credits are left out. */
  remaining: number;
  refill?: RefillParams | undefined;
}

/** A key to take over by its hash; roles, permissions and identities that do not exist are made. */
export interface MigrateKeyParams {
  /** The base64 text of the SHA-256 of the whole key; may stand once in a batch. */
  hash: string;
  /** 1 to 255 characters. */
  name?: string | undefined;
  /** 1 to 255 characters. */
  externalId?: string | undefined;
  /** At most 100 members. */
  meta?: object | undefined;
  /** Names, at most 100. */
  roles?: readonly string[] | undefined;
  /** Slugs, at most 1000. */
  permissions?: readonly string[] | undefined;
  /** Unix milliseconds, at most 4102444800000. */
  expires?: number | undefined;
  /** @defaultValue true */
  enabled?: boolean | undefined;
  /** Left out means unlimited. */
  credits?: MigratedCredits | undefined;
  /** At most 50. */
  ratelimits?: readonly RatelimitRequest[] | undefined;
}

/** Keys to take over from another system. */
export interface MigrateKeysParams {
  /** Given by the service's support. */
  migrationId: string;
  apiId: string;
  /** At least one. */
  keys: readonly MigrateKeyParams[];
}

/** A key that was taken over. */
export interface MigratedKey {
  hash: string;
  keyId: string;
}

/** What became of a batch. */
export interface MigrateKeysResult {
  migrated: MigratedKey[];
  /** Hashes that were not taken over, those already there included; `[]` when all were. */
  failed: string[];
}
