import type { PersonName } from "./person.ts";

/** A branch of a project's secrets. */
export interface Branch {
  id: string;
  name: string;
  description: string;
  /** The id of its creator. */
  createdBy: string;
  projectId: string;
  /** A decimal number as text. */
  versionNo: string;
  /** Mail addresses. */
  permissions: string[];
  /** ISO 8601. */
  createdAt: string;
}

/** A branch as a list shows it. */
export interface ListedBranch extends Branch {
  /** Secrets on it in all environments; those on no branch, which show on `main`, are not counted. */
  secretCount: number;
  /** Its creator. */
  user: PersonName;
}

/** A branch to be made. */
export interface CreateBranchParams {
  name: string;
  /** @defaultValue "" */
  description?: string | undefined;
  /** @defaultValue "1" */
  versionNo?: string | undefined;
  /** Mail addresses. */
  permissions?: readonly string[] | undefined;
  /**
   * The environment that the branch begins with, such as `production`. It is sent as `base_env`, of which the service
   * takes no notice: nothing is copied unless `copySecrets` is true.
   */
  baseEnv?: string | undefined;
  /**
   * Whether the secrets that `baseEnv` shows on `main` are written into the new branch; links become plain secrets.
   * @defaultValue false
   */
  copySecrets?: boolean | undefined;
}

/** What to change of a branch; left out keeps it, as does an empty value. */
export interface UpdateBranchParams {
  /** The service does not mind when `main` gets another name, but reads without a branch are then empty. */
  name?: string | undefined;
  description?: string | undefined;
  versionNo?: string | undefined;
  permissions?: readonly string[] | undefined;
}

/** Two branches to be compared, by their ids. */
export interface CompareBranchesParams {
  base: string;
  compare: string;
  /** Whether the answer holds the values, in clear. @defaultValue false */
  includeValues?: boolean | undefined;
}

/** A secret that only one of two branches has. */
export interface OneSidedSecret {
  key: string;
  environmentType: string;
  /** Only with `includeValues`; absent where the service could not decrypt it. */
  value?: string;
}

/** A secret with another value on each branch. */
export interface ModifiedSecret {
  key: string;
  environmentType: string;
  /** Only with `includeValues`; absent where the service could not decrypt it. */
  baseValue?: string;
  /** Only with `includeValues`; absent where the service could not decrypt it. */
  compareValue?: string;
}

/** How two branches differ. */
export interface BranchComparison {
  /** On `compare` alone. */
  added: OneSidedSecret[];
  /** On `base` alone. */
  removed: OneSidedSecret[];
  modified: ModifiedSecret[];
}
