import type { XtraCallOptions } from "../options.ts";
import type { PlaceOptions } from "../read-options.ts";
import type { SecretMap } from "./secrets.ts";

/** What every method on one project's secrets takes. */
export interface ProjectOptions extends XtraCallOptions {
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
}

/** How secrets are written. */
export interface SetSecretsOptions extends PlaceOptions {
  /**
   * Versions that must still be stored, by key, else nothing is written and the error has the code `conflict`.
   *
   * The service looks at the first secret of that key on any branch, so with one key on several branches it can see a
   * conflict where there is none, or none where there is one. A key that does not exist never conflicts.
   */
  expectedVersions?: Readonly<Record<string, string>> | undefined;
  /** Reads first and writes only what differs: versions grow and webhooks fire for unchanged values, too. @defaultValue false */
  skipUnchanged?: boolean | undefined;
}

/** What a write did; names only. */
export interface SecretsWritten {
  readonly written: readonly string[];
  /** Keys that had their value already and were left alone. */
  readonly unchanged: readonly string[];
}

/** Gives the secrets to write, seeing those that are there; may be asked again after a conflict. */
export type SecretsUpdate = (secrets: SecretMap) => SecretMap | Promise<SecretMap>;

/** Which version to bring back. */
export interface RollbackOptions extends ProjectOptions {
  /** A version of the history, such as `"3"`. */
  version: string;
}

/** How a value is replaced. */
export interface RotateOptions extends ProjectOptions {
  /** `shadow` is experimental: the service's published code fails on it. @defaultValue "regenerate" */
  strategy?: "regenerate" | "shadow" | undefined;
  /** The new value. @defaultValue 32 random hexadecimal digits, made by the service */
  value?: string | undefined;
}

/** Which secret another project's one shall show. */
export interface LinkSecretParams {
  key: string;
  sourceProjectId: string;
  sourceEnv: string;
  sourceKey: string;
}

/** Which environment is copied into which. */
export interface CloneEnvironmentParams {
  fromEnv: string;
  toEnv: string;
  /** Whether secrets that are there are replaced. @defaultValue false */
  overwrite?: boolean | undefined;
  /** A branch's name. @defaultValue "main" */
  branch?: string | undefined;
}

/** Which expiring secrets are listed. */
export interface ListExpiringParams {
  /** How many days ahead. @defaultValue 7 */
  days?: number | undefined;
  /** @defaultValue every project that the caller created */
  projectId?: string | undefined;
}

/** A secret to be made by itself. */
export interface CreateSecretParams {
  key: string;
  /** Not empty; an empty one can be written with `set`. */
  value: string;
  environmentType: string;
  description?: string | undefined;
  /** @defaultValue "API Key" */
  type?: string | undefined;
  /** A branch's id; without one the secret belongs to no branch and shows on `main`. */
  branchId?: string | undefined;
  permission?: readonly string[] | undefined;
  /** ISO 8601. */
  expiryDate?: string | undefined;
  rotationPolicy?: "manual" | "auto" | "interval" | undefined;
}

/** What to change of a secret; left out keeps it, as does an empty text. */
export interface UpdateSecretParams {
  key?: string | undefined;
  value?: string | undefined;
  description?: string | undefined;
  environmentType?: string | undefined;
  type?: string | undefined;
  permission?: readonly string[] | undefined;
  /** ISO 8601; cannot be taken off again. */
  expiryDate?: string | undefined;
  rotationPolicy?: "manual" | "auto" | "interval" | undefined;
  /** Goes into the history. */
  changeReason?: string | undefined;
}
