import type { ServiceName } from "../access.ts";

/** A credential as its service tells it; never the secret, nor a hash of it. */
export interface Credential {
  readonly service: ServiceName;
  readonly id: string;
  /** Null where it has none. */
  readonly name: string | null;
  /** What the service shows of the secret. */
  readonly mask?: string | undefined;
  /** Null for nobody; absent where the service does not tell. */
  readonly owner?: string | null | undefined;
  /** In words, such as `50 USD per month`; also what the credential may do, and that it may do nothing at present. */
  readonly limits: readonly string[];
  /** ISO 8601; null for never, absent where the service does not tell. */
  readonly expiresAt?: string | null | undefined;
  /** ISO 8601; null for never, absent where the service does not tell. */
  readonly lastUsedAt?: string | null | undefined;
}

/** Gives a moment in Unix milliseconds as ISO 8601; null for none. */
export function isoTime(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}
