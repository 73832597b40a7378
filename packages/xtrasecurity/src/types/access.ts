import type { OpenText } from "./open-text.ts";

/** How far a request for access is. */
export type AccessStatus = OpenText<"pending" | "approved" | "rejected" | "expired" | "revoked">;

/** A wish for access, and the grant that came of it. */
export interface AccessRequest {
  id: string;
  /** The id of who asks. */
  userId: string;
  /** Empty for the whole project. With ids, reads show the granted secrets alone, even to a developer. */
  secretIds: string[];
  projectId: string | null;
  reason: string;
  /** Minutes from the approval on. */
  duration: number;
  status: AccessStatus;
  approvedBy: string | null;
  /** ISO 8601. */
  approvedAt: string | null;
  /** ISO 8601. */
  expiresAt: string | null;
  /** ISO 8601. */
  requestedAt: string;
  workspaceId: string | null;
}

/** A request for access as lists show it. */
export interface ListedAccessRequest extends AccessRequest {
  /** Id and image in `listRequests` alone. */
  user: { name: string; email: string; id?: string; image?: string | null };
  /** The id in `listRequests` alone. */
  project: { name: string; id?: string } | null;
  /** The first of the secrets; null without any, absent when it is gone. */
  secret?: { id: string; key: string } | null;
}

/** How a request for access stands. */
export interface AccessState {
  id: string;
  status: AccessStatus;
  /** ISO 8601; null until it is approved. */
  expiresAt: string | null;
  projectId: string | null;
  secretIds: string[];
}

/** A request for access that was just made. */
export interface RequestedAccess {
  success: boolean;
  message: string;
  requestId: string;
  status: AccessStatus;
}

/** What came of a decision. */
export interface AccessDecision {
  success: boolean;
  message: string;
  status: AccessStatus;
  /** ISO 8601; now, where the access was revoked. */
  expiresAt: string | null;
}

/** What to ask access for: secrets or a project, of which the service demands one. */
export interface RequestAccessParams {
  reason: string;
  /** Minutes. */
  duration: number;
  projectId?: string | undefined;
  secretId?: string | undefined;
  secretIds?: readonly string[] | undefined;
  workspaceId?: string | undefined;
}

/** What to ask access for: a secret or a project, of which the service demands one. */
export interface CreateAccessRequestParams {
  reason: string;
  /** Minutes. */
  duration: number;
  projectId?: string | undefined;
  secretId?: string | undefined;
}

/** Which requests to list. */
export interface ListAccessParams {
  /** `pending` and `history` are for owners and admins of the workspace. @defaultValue the service's choice */
  mode?: "my" | "pending" | "history" | "approved" | undefined;
  workspaceId?: string | undefined;
}

/** Whose requests to list: of a workspace or of a project, of which the service demands one. */
export interface ListAccessRequestsParams {
  workspaceId?: string | undefined;
  projectId?: string | undefined;
  status?: "pending" | "approved" | "rejected" | "expired" | "revoked" | undefined;
}

/** How to wait for a decision. */
export interface WaitForAccessParams {
  /** Milliseconds between two questions, an integer. @defaultValue 5_000 */
  pollInterval?: number | undefined;
  /** Milliseconds after which no further question is asked. @defaultValue 300_000 */
  timeout?: number | undefined;
}

/** What a link asks access for when somebody claims it. */
export interface CreateJitLinkParams {
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
  /** Minutes of access. */
  duration: number;
  branchId?: string | undefined;
  environment?: string | undefined;
  secretIds?: readonly string[] | undefined;
  label?: string | undefined;
  /** @defaultValue 1 */
  maxUses?: number | undefined;
  /** Hours for which it can be claimed. @defaultValue 24 */
  expiresInHours?: number | undefined;
}

/** A link that was just made. */
export interface CreatedJitLink {
  /** For `claimLink`. Shown once. */
  token: string;
  /** Holds the token. */
  url: string;
  /** Holds the token. */
  cliCommand: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Minutes. */
  duration: number;
  accessLevel: string;
}

/** What a link asks access for. */
export interface JitLink {
  token: string;
  projectName: string;
  projectId: string;
  branchName: string | null;
  branchId: string | null;
  environment: string | null;
  secretKeys: string[];
  secretIds: string[];
  /** Minutes. */
  duration: number;
  label: string | null;
  accessLevel: string;
  /** ISO 8601. */
  expiresAt: string;
  maxUses: number;
  usedCount: number;
  /** A person's name. */
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
}

/** A request for access that a link made. */
export interface ClaimedJitLink extends RequestedAccess {
  /** Minutes. */
  duration: number;
  accessLevel: string;
}

/** Why the glass is broken. */
export interface BreakGlassParams {
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
  reason: string;
  /** @defaultValue `INC-` and a number */
  incidentId?: string | undefined;
}

/** What was done while the glass is broken. */
export interface BreakGlassLogParams {
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
  command: string;
  output?: string | undefined;
  metadata?: object | undefined;
}

/** A quarter of an hour of emergency access. */
export interface BreakGlassSession {
  id: string;
  userId: string;
  projectId: string;
  incidentId: string;
  reason: string;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. */
  expiresAt: string;
  /** ISO 8601. */
  endedAt: string | null;
  isActive: boolean;
}

/** Emergency access that begins, or that has begun before. */
export interface BrokenGlass {
  message: string;
  /** Absent where a session runs already. */
  success?: boolean;
  /** ISO 8601; absent where a session runs already. */
  expiresAt?: string;
  /** The session that runs already. */
  session?: BreakGlassSession;
}
