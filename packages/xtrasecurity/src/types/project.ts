import type { Branch } from "./branch.ts";
import type { OpenText } from "./open-text.ts";
import type { Person } from "./person.ts";
import type { SecretInfo } from "./secret-row.ts";
import type { ProjectTeam, TeamRole } from "./team.ts";

/** An address, a range of them in CIDR notation or `*`, from which a project may be reached. */
export interface IpRestriction {
  ip: string;
  description: string;
  /** ISO 8601. */
  addedAt: string;
}

/** A project's own facts. */
export interface Project {
  id: string;
  name: string;
  description: string;
  status: OpenText<"active" | "blocked">;
  /** The id of its creator. */
  userId: string;
  workspaceId: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
  accessControl: OpenText<"private" | "team" | "public">;
  securityLevel: OpenText<"low" | "medium" | "high">;
  /** Whether calls of the API are refused; `status` has no part in that. */
  isBlocked: boolean;
  twoFactorRequired: boolean;
  passwordMinLength: number;
  passwordRequireSpecialChars: boolean;
  passwordRequireNumbers: boolean;
  passwordExpiryDays: number;
  /** Empty where any address is welcome. */
  ipRestrictions: IpRestriction[];
  auditLogging: boolean;
  /** ISO 8601. */
  lastSecurityAudit: string | null;
}

/** What a project tells of a secret. */
export type ProjectSecret = Pick<
  SecretInfo,
  "id" | "key" | "description" | "environmentType" | "type" | "lastUpdated" | "expiryDate" | "rotationPolicy"
>;

/** A project with what belongs to it. */
export interface ListedProject extends Project {
  branches: Branch[];
  secrets: ProjectSecret[];
  teamProjects: ProjectTeam[];
}

/** A project with what belongs to it and the caller's part in it. */
export interface ProjectDetail extends ListedProject {
  currentUserRole: OpenText<TeamRole>;
}

/** A project that was just made. */
export interface CreatedProject extends Project {
  /** Its `main`. */
  branches: Branch[];
  /** None yet. */
  secrets: ProjectSecret[];
  user: Omit<Person, "image">;
}

/** A project that was just changed. */
export interface UpdatedProject extends Project {
  branches: Branch[];
  teamProjects: ProjectTeam[];
}

/** A project to be made. */
export interface CreateProjectParams {
  name: string;
  workspaceId: string;
  /** @defaultValue "" */
  description?: string | undefined;
}

/** What to change of a project; left out keeps it, as does an empty name or description. */
export interface UpdateProjectParams {
  name?: string | undefined;
  description?: string | undefined;
  /** Replaces all teams that the project has. */
  teamIds?: readonly string[] | undefined;
  /** Gives the project to somebody else; for its owner. */
  newOwnerEmail?: string | undefined;
  /** Moves the project; for its owner. */
  targetWorkspaceId?: string | undefined;
}

/** An address to be let in. */
export interface AddIpParams {
  /** An address, a range in CIDR notation, or `*`. */
  ip: string;
  description?: string | undefined;
}

/** What a Kubernetes manifest is made of. */
export interface ExportKubernetesParams {
  /** Compared letter by letter. @defaultValue "development" */
  env?: string | undefined;
  /** @defaultValue "default" */
  namespace?: string | undefined;
  /** Of the Kubernetes secret. @defaultValue the project's name in lower case, a dash, the environment */
  name?: string | undefined;
  /** @defaultValue "yaml" */
  format?: "yaml" | "json" | undefined;
}
