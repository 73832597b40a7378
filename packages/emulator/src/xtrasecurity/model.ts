/** An ISO 8601 time with milliseconds and `Z`, so that the order of texts is the order of times. */
export type Time = string;

/** A person, as audit rows and invitations show one. */
export interface User {
  readonly id: string;
  name: string;
  email: string;
  emailVerified: Time | null;
  image: string | null;
  readonly createdAt: Time;
  updatedAt: Time;
  role: string;
  /** `free`, `pro` or `enterprise`; see `planOf`. */
  tier: string;
  password: string | null;
  emailOtp: string | null;
  emailOtpExpiry: Time | null;
  mfaEnabled: boolean;
  mfaSecret: string | null;
  mfaBackupCodes: string[];
  passwordResetToken: string | null;
  passwordResetExpiry: Time | null;
  ipAllowlist: string[];
}

/** A workspace, as it goes out. */
export interface Workspace {
  readonly id: string;
  name: string;
  description: string;
  icon: string | null;
  workspaceType: string;
  /** The id of its owner. */
  createdBy: string;
  subscriptionPlan: string;
  projectLimit: number;
  subscriptionEnd: Time | null;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** An address or range from which a project may be reached. */
interface IpRestriction {
  readonly ip: string;
  readonly description: string;
  readonly addedAt: Time;
}

/** A project, as it goes out where nothing is joined to it. */
export interface Project {
  readonly id: string;
  name: string;
  description: string;
  status: string;
  /** The id of its creator. */
  userId: string;
  workspaceId: string;
  readonly createdAt: Time;
  updatedAt: Time;
  accessControl: string;
  securityLevel: string;
  isBlocked: boolean;
  twoFactorRequired: boolean;
  passwordMinLength: number;
  passwordRequireSpecialChars: boolean;
  passwordRequireNumbers: boolean;
  passwordExpiryDays: number;
  ipRestrictions: IpRestriction[];
  auditLogging: boolean;
  lastSecurityAudit: Time | null;
}

/** A branch, as it goes out where nothing is joined to it. */
export interface Branch {
  readonly id: string;
  name: string;
  description: string;
  /** The id of its creator. */
  createdBy: string;
  readonly projectId: string;
  versionNo: string;
  permissions: string[];
  readonly createdAt: Time;
}

/** What a writer left in a secret's past; each writer leaves other members. */
export interface HistoryEntry {
  readonly version: string;
  /** A list as in the secret itself; a text where the bulk import wrote it in clear or where the value did not change. */
  readonly value?: string | readonly string[];
  readonly updatedAt?: Time;
  readonly updatedBy?: string;
  readonly description?: string;
  readonly changeReason?: string;
  readonly createdAt?: Time;
  readonly rotatedBy?: string;
}

/** A secret, as it is stored and as some routes send it. */
export interface Secret {
  readonly id: string;
  key: string;
  /** The text of one envelope; empty for a link. */
  value: string[];
  description: string;
  environmentType: string;
  /** A decimal number. */
  version: string;
  readonly projectId: string;
  branchId: string | null;
  type: string;
  history: HistoryEntry[];
  lastUpdated: Time;
  /** An id from some writers, a mail address from others. */
  updatedBy: string;
  permission: string[];
  expiryDate: Time | null;
  rotationPolicy: string;
  isReference: boolean;
  sourceSecretId: string | null;
  shadowValue: string[];
}

/** A link under which one secret can be read without a login. */
export interface Share {
  readonly id: string;
  readonly secretId: string;
  readonly token: string;
  /** The id of its creator. */
  readonly createdBy: string;
  readonly label: string | null;
  readonly maxViews: number | null;
  viewCount: number;
  readonly expiresAt: Time;
  isRevoked: boolean;
  readonly createdAt: Time;
}
