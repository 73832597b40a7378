import type { Branch, Project, Secret } from "./model.ts";
import type { Team, TeamProject } from "./model-access.ts";
import type { Store } from "./store.ts";

/** What a project's readers see of its secrets. */
type SecretFacts = Pick<
  Secret,
  "id" | "key" | "description" | "environmentType" | "type" | "lastUpdated" | "expiryDate" | "rotationPolicy"
>;

/** A team's way to a project, with the team. */
export type JoinedTeamProject = TeamProject & { readonly team: Team | undefined };

/** A project with what belongs to it, all of it oldest first. */
export interface ProjectView extends Project {
  readonly branches: readonly Branch[];
  readonly secrets: readonly SecretFacts[];
  readonly teamProjects: readonly JoinedTeamProject[];
}

/** Joins a project's branches, the facts about its secrets and its teams to it. */
export function showProject(store: Store, project: Project): ProjectView {
  const secrets = store.secrets.where(({ projectId }) => projectId === project.id).map(describeSecret);
  return { ...project, branches: branchesOf(store, project), secrets, teamProjects: teamProjectsOf(store, project) };
}

/** Lists a project's branches, oldest first. */
export function branchesOf(store: Store, { id }: Project): Branch[] {
  return store.branches.where(({ projectId }) => projectId === id);
}

/** Lists the teams that are linked to a project, the oldest link first. */
export function teamProjectsOf(store: Store, { id }: Project): JoinedTeamProject[] {
  const links = store.teamProjects.where(({ projectId }) => projectId === id);
  return links.map((link) => joinTeam(store, link));
}

/** Joins its team to a link. */
export function joinTeam(store: Store, link: TeamProject): JoinedTeamProject {
  return { ...link, team: store.teams.peek(link.teamId) };
}

function describeSecret(secret: Secret): SecretFacts {
  const { id, key, description, environmentType, type, lastUpdated, expiryDate, rotationPolicy } = secret;
  return { id, key, description, environmentType, type, lastUpdated, expiryDate, rotationPolicy };
}
