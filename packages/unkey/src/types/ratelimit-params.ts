/** A request to count. */
export interface LimitParams {
  /** Id or name, 1 to 512 characters; one that does not exist is made, if the root key may. */
  namespace: string;
  /** Whose requests are counted, 1 to 512 characters. */
  identifier: string;
  /** Requests per window: an integer of at least 1. An override stands above it. */
  limit: number;
  /** Length of the window in milliseconds, 1000 to 2592000000 (30 days). */
  duration: number;
  /** An integer of at least 0; with 0, nothing is counted and `success` says little. @defaultValue 1 */
  cost?: number | undefined;
}

/** A limit to look at without counting. */
export type PeekParams = Omit<LimitParams, "cost">;

/** How a limit came out. */
export interface LimitResult {
  success: boolean;
  /** The limit that counted, that of an override included. */
  limit: number;
  /** What is left in the window; 0 on refusal, even if some were left. */
  remaining: number;
  /** Unix milliseconds at which the window ends. */
  reset: number;
  overrideId?: string;
}

/** How one of several limits came out. */
export interface CheckedLimit {
  namespace: string;
  identifier: string;
  /** The limit that counted, that of an override included. */
  limit: number;
  /** What is left in the window; of a limit that would have passed in a call that did not, what was left before. */
  remaining: number;
  /** Unix milliseconds at which the window ends. */
  reset: number;
  passed: boolean;
  overrideId?: string;
}

/** How several limits came out. */
export interface MultiLimitResult {
  /** Whether all of them passed; if not, nothing was counted. */
  passed: boolean;
  /** In the order of the request. */
  limits: CheckedLimit[];
}

/** An override to be made or changed. */
export interface SetOverrideParams {
  /** Id or name of a namespace that exists. */
  namespace: string;
  /** May hold `*`, which stands for any text. */
  identifier: string;
  /** Requests per window: an integer. 0 makes every matching `limit` fail with a 500; 1 blocks almost as well. */
  limit: number;
  /** Length of the window in milliseconds: an integer of at least 1000. */
  duration: number;
}

/** An override that was made or changed. */
export interface SavedOverride {
  /** Stays the same when an override is changed. */
  overrideId: string;
}

/** Which override to fetch. */
export interface GetOverrideParams {
  /** Id or name. */
  namespace: string;
  identifier: string;
}

/** Which override to delete. */
export interface DeleteOverrideParams {
  /** Id or name. */
  namespace: string;
  /** Exactly as it was set, `*` included. */
  identifier: string;
}

/** A limit that holds for certain identifiers in place of the one that `limit` asks for. */
export interface RatelimitOverride {
  overrideId: string;
  identifier: string;
  limit: number;
  /** Milliseconds. */
  duration: number;
}

/** Which overrides to list. */
export interface ListOverridesParams {
  /** Id or name. */
  namespace: string;
  /** Overrides per page, 1 to 100. @defaultValue 50, although the service's reference says 10 */
  limit?: number | undefined;
  /** Where to start; from the page before. */
  cursor?: string | undefined;
}
