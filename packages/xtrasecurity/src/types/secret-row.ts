import type { OpenText } from "./open-text.ts";

/** What is known of a stored secret, but for its value. */
export interface SecretInfo {
  id: string;
  key: string;
  description: string;
  /** Such as `production`. */
  environmentType: string;
  /** A decimal number as text. */
  version: string;
  projectId: string;
  /** Null for a secret that belongs to no branch and so shows on `main`. */
  branchId: string | null;
  type: string;
  /** ISO 8601. */
  lastUpdated: string;
  /** A person's or an account's id, or a mail address. */
  updatedBy: string;
  permission: string[];
  /** ISO 8601. */
  expiryDate: string | null;
  rotationPolicy: OpenText<"manual" | "auto" | "interval">;
  /** Whether the value is that of another secret. */
  isReference: boolean;
  sourceSecretId: string | null;
}

/** A version of a secret. */
export interface SecretHistoryEntry {
  /** A decimal number as text; can occur twice. */
  version: string;
  /** In clear for every role. May be empty, `Value unchanged in this version` or `Error decrypting or legacy format`. */
  value: string;
  /** ISO 8601; absent from what a rotation schedule left. */
  updatedAt?: string;
  /** A mail address, a name or an id. */
  updatedBy?: string;
  description?: string;
}

/** All versions of a secret. */
export interface SecretHistory {
  currentVersion: string;
  /** By version, then by time. */
  history: SecretHistoryEntry[];
}

/** A secret that expires or has expired. */
export interface ExpiringSecret {
  id: string;
  key: string;
  environmentType: string;
  /** ISO 8601. */
  expiryDate: string;
  projectId: string;
  project: { name: string };
  status: string;
  /** On one that expires. */
  daysUntilExpiry?: number;
  /** On one that has expired. */
  daysExpired?: number;
}

/** Secrets that expire soon, and those that have expired. */
export interface ExpiringSecrets {
  expiring: ExpiringSecret[];
  expired: ExpiringSecret[];
  summary: { expiringCount: number; expiredCount: number; total: number };
}

/** How well a workspace keeps its secrets. */
export interface SecretHealth {
  total: number;
  /** Not written for 90 days. */
  staleCount: number;
  duplicateCount: number;
  autoRotationCount: number;
  /** 0 to 100. */
  securityScore: number;
  /** At most ten. */
  criticalFixes: unknown[];
  /** Keys of `staging` that `production` lacks. */
  environmentalDrift: { projectId: string; projectName: string; key: string; missingIn: string }[];
}

/** What a rotation gives. */
export interface SecretRotation {
  success: boolean;
  message: string;
  /** The new value in clear; absent where the service masks it. */
  shadowValue?: string;
  /** Until when a shadow value waits to be promoted, ISO 8601. */
  expiresAt?: string;
}

/** What a rollback gives. */
export interface SecretRollback {
  success: boolean;
  /** The new version, which holds the old value. */
  version: string;
}

/** What a copy of an environment did. */
export interface EnvironmentCloning {
  success: boolean;
  summary: { copied: number; updated: number; skipped: number };
}
