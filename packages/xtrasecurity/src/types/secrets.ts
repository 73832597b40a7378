/** Secrets by their keys. Frozen and without a prototype, so any name is safe to look up. */
export type SecretMap = Readonly<Record<string, string>>;

/** A secret with what the service knows of its version. */
export interface SecretVersion {
  readonly value: string;
  /** A decimal number as text, `"1"` when it was made; it grows with every write, also of the same value. */
  readonly version: string;
  /** Whether the value is that of another project's secret. */
  readonly isReference: boolean;
  readonly source: "linked" | "local";
}
