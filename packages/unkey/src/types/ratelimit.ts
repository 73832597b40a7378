/** A rate limit that belongs to a key or an identity; its name may stand once in a list. */
export interface RatelimitRequest {
  /** 3 to 128 characters. */
  name: string;
  /** Requests per window: an integer of at least 1. */
  limit: number;
  /** Length of the window in milliseconds: an integer of at least 1000. */
  duration: number;
  /** Whether every verification counts against it without naming it. @defaultValue false */
  autoApply?: boolean | undefined;
}

/** A rate limit as the service tells it. */
export interface RatelimitResponse {
  id: string;
  name: string;
  limit: number;
  /** Milliseconds. */
  duration: number;
  autoApply: boolean;
}
