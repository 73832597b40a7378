import { databaseFault, Fault } from "./fault.ts";
import type { Project } from "./model.ts";
import type { Store } from "./store.ts";

/** Takes a project's links to teams away, all of them. */
export function unlinkTeams(store: Store, { id }: Project): void {
  for (const link of store.teamProjects.where(({ projectId }) => projectId === id)) store.teamProjects.delete(link);
}

/** Links a project without links to teams; throws a fault and links none where one is unknown or named twice. */
export function linkTeams(store: Store, { id: projectId }: Project, teamIds: unknown): void {
  if (!Array.isArray(teamIds)) throw new Fault("teamIds.map is not a function");
  const ids: readonly unknown[] = teamIds;
  const teams = ids.flatMap((id) => store.teams.get(id) ?? []);
  if (teams.length < ids.length) throw databaseFault("project", "update", "A team does not exist.");
  if (new Set(teams).size < teams.length) throw databaseFault("project", "update", "Unique constraint failed.");
  for (const { id: teamId } of teams) store.teamProjects.add({ id: store.createId(), teamId, projectId });
}
