import type { SdkError } from "@keyrack/core";

/** Tells that secrets were served from memory after their time, because a refresh failed. */
export interface StaleNotice {
  readonly projectId: string;
  readonly env: string;
  readonly branch: string;
  /** Milliseconds since the values were read. */
  readonly age: number;
  /** What the refresh failed with. */
  readonly error: SdkError;
}
