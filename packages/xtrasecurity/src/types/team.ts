import type { OpenText } from "./open-text.ts";
import type { Person } from "./person.ts";

/** What a member may do, from most to least. */
export type TeamRole = "owner" | "admin" | "developer" | "viewer";

/** People who share projects. */
export interface Team {
  id: string;
  name: string;
  description: string;
  /** ISO 8601. */
  createdAt: string;
  teamColor: string;
  roles: string[];
  /** The id of its creator. */
  createdBy: string;
  workspaceId: string;
}

/** A person's place in a team. */
export interface Membership {
  id: string;
  teamId: string;
  userId: string;
  role: OpenText<TeamRole>;
  status: OpenText<"active" | "pending">;
  /** ISO 8601. */
  joinedAt: string;
  /** The id of who invited them; null for the creator. */
  invitedBy: string | null;
}

/** A team's way to a project. */
export interface TeamProject {
  id: string;
  teamId: string;
  projectId: string;
}

/** A team's way to a project, with the team. */
export interface ProjectTeam extends TeamProject {
  team: Team;
}

/** A team as lists show it. */
export interface ListedTeam extends Team {
  /** Without being the workspace's owner or admin: the caller's own and those of the role `owner`. */
  members: Membership[];
  teamProjects: TeamProject[];
}

/** A membership with its person. */
export interface Member extends Membership {
  user: Person;
}

/** A team with its people. */
export interface TeamDetail extends Team {
  members: Member[];
}

/** A membership that waits for its person's answer. */
export interface TeamInvite extends Membership {
  team: Team;
  user: Person;
}

/** An invitation that was just made. */
export interface CreatedInvite {
  message: string;
  invite: Membership;
  inviteToken: string;
}
