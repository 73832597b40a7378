import type { Time } from "./model.ts";

/** A team, as it goes out where nothing is joined to it. */
export interface Team {
  readonly id: string;
  name: string;
  description: string;
  readonly createdAt: Time;
  teamColor: string;
  roles: string[];
  /** The id of its creator. */
  createdBy: string;
  workspaceId: string;
}

/** A person's place in a team; `pending` until the invitation is accepted. */
export interface Membership {
  readonly id: string;
  readonly teamId: string;
  readonly userId: string;
  role: string;
  status: string;
  joinedAt: Time;
  invitedBy: string | null;
}

/** A team's way to a project. */
export interface TeamProject {
  readonly id: string;
  readonly teamId: string;
  readonly projectId: string;
}

/** A wish for access, and the grant that came of it. */
export interface AccessRequest {
  readonly id: string;
  readonly userId: string;
  readonly secretIds: string[];
  readonly projectId: string | null;
  readonly reason: string;
  /** In minutes. */
  readonly duration: number;
  status: string;
  approvedBy: string | null;
  approvedAt: Time | null;
  expiresAt: Time | null;
  readonly requestedAt: Time;
  readonly workspaceId: string | null;
}

/** A quarter of an hour of emergency access. */
export interface BreakGlassSession {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly incidentId: string;
  readonly reason: string;
  readonly startedAt: Time;
  readonly expiresAt: Time;
  endedAt: Time | null;
  isActive: boolean;
}

/** A link that asks for access in its owner's name. */
export interface JitLink {
  readonly id: string;
  readonly token: string;
  readonly projectId: string;
  readonly branchId: string | null;
  readonly environment: string | null;
  readonly secretIds: string[];
  /** In minutes. */
  readonly duration: number;
  readonly label: string | null;
  readonly accessLevel: string;
  readonly expiresAt: Time;
  readonly maxUses: number;
  usedCount: number;
  isRevoked: boolean;
  /** The id of its creator. */
  readonly createdBy: string;
  readonly createdAt: Time;
}

/** A caller that is no person and belongs to one project. */
export interface ServiceAccount {
  readonly id: string;
  name: string;
  description: string | null;
  readonly projectId: string;
  permissions: string[];
  /** The id of its creator. */
  readonly createdBy: string;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** A key of a person or of a service account; its text is not kept. */
export interface ApiKey {
  readonly id: string;
  readonly label: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  /** The prefix, three dots and the last four characters. */
  readonly mask: string;
  /** Either this or `serviceAccountId` is set. */
  readonly userId: string | null;
  readonly serviceAccountId: string | null;
  readonly workspaceId: string | null;
  lastUsed: Time | null;
  readonly expiresAt: Time | null;
  readonly createdAt: Time;
}
