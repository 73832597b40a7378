import type { JsonObject } from "./answer.ts";
import type { Credits } from "./credits.ts";
import type { Identity } from "./identity.ts";
import type { RatelimitResponse } from "./ratelimit.ts";

/** A key as getKey, whoami and listKeys tell it. Members that are empty are absent. */
export interface Key<Meta extends object = JsonObject> {
  keyId: string;
  /** The prefix and the first four characters after it, for showing; `""` for an imported key. */
  start: string;
  enabled: boolean;
  /** Unix milliseconds. */
  createdAt: number;
  name?: string;
  meta?: Meta;
  /** Unix milliseconds of the last updateKey. */
  updatedAt?: number;
  /** Unix milliseconds, off by up to five minutes. */
  lastUsedAt?: number;
  /** Unix milliseconds. */
  expires?: number;
  /** Slugs, those held through roles included. */
  permissions?: string[];
  /** Names. */
  roles?: string[];
  /** Absent means unlimited. */
  credits?: Credits;
  identity?: Identity;
  /** The whole key. Only with `decrypt`, for a recoverable key; absent too when it cannot be decrypted. Secret. */
  plaintext?: string;
  /** Those of the key itself; its identity's are in `identity`. */
  ratelimits?: RatelimitResponse[];
}
