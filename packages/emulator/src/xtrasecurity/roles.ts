import type { Caller } from "./caller.ts";
import type { Project } from "./model.ts";
import type { Membership } from "./model-access.ts";
import type { Store } from "./store.ts";

/** What somebody is to a project; `undefined` stands for nothing. */
export type ProjectRole = "owner" | "admin" | "developer" | "viewer";

/** What somebody is to a workspace; `undefined` stands for nothing. */
export type WorkspaceRole = "owner" | "admin" | "member" | "viewer";

const projectRoles = ["owner", "admin", "developer"] as const;

/** Finds the role in a project: its creator's, its workspace owner's, else the best of an active membership in a linked team. */
export function projectRole(store: Store, caller: Caller, project: Project): ProjectRole | undefined {
  if (caller.kind === "account") return caller.account.projectId === project.id ? "developer" : undefined;
  if (project.userId === caller.id) return "owner";
  if (store.workspaces.peek(project.workspaceId)?.createdBy === caller.id) return "owner";
  const held = projectMemberships(store, caller.id, project).map(({ role }) => role);
  return projectRoles.find((role) => held.includes(role)) ?? (held.length > 0 ? "viewer" : undefined);
}

/** Finds the role in a workspace; a malformed or unknown id gives none. */
export function workspaceRole(store: Store, caller: Caller, workspaceId: unknown): WorkspaceRole | undefined {
  const workspace = store.workspaces.peek(workspaceId);
  if (workspace === undefined) return undefined;
  if (workspace.createdBy === caller.id) return "owner";
  const held = store.memberships
    .where(({ userId, status }) => userId === caller.id && status === "active")
    .filter(({ teamId }) => store.teams.peek(teamId)?.workspaceId === workspace.id)
    .map(({ role }) => role);
  if (held.includes("admin")) return "admin";
  if (held.includes("owner") || held.includes("member")) return "member";
  return held.length > 0 ? "viewer" : undefined;
}

/** Finds the caller's membership in a team, a pending one too. */
export function teamMembership(store: Store, caller: Pick<Caller, "id">, teamId: string): Membership | undefined {
  return store.memberships.first((member) => member.teamId === teamId && member.userId === caller.id);
}

/** Lists a person's active memberships in the teams that are linked to a project. */
export function projectMemberships(store: Store, personId: string, project: Project): Membership[] {
  const teams = new Set(
    store.teamProjects.where(({ projectId }) => projectId === project.id).map((link) => link.teamId),
  );
  return store.memberships.where(
    ({ userId, status, teamId }) => userId === personId && status === "active" && teams.has(teamId),
  );
}

/** Tells whether a role may do what owners and admins may. */
export function isManager(role: ProjectRole | WorkspaceRole | undefined): boolean {
  return role === "owner" || role === "admin";
}

/** Tells whether a service account's permissions contain this one, or one that stands for all. */
export function hasPermission(permissions: readonly string[], wanted: string): boolean {
  return [wanted, "admin", "*"].some((permission) => permissions.includes(permission));
}
