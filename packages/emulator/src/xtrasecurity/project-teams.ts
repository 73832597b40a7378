import { recordDeed } from "./audit.ts";
import { type Call, param, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { databaseFault } from "./fault.ts";
import type { Project } from "./model.ts";
import { joinTeam, teamProjectsOf } from "./project-views.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectRole } from "./roles.ts";
import type { Route } from "./route.ts";

const path = "/project/:id/teams";

/** The links of teams to a project, for its owners and admins. */
export const projectTeamRoutes: readonly Route[] = [
  { method: "GET", path, run: listTeamProjects },
  { method: "POST", path, run: linkTeam },
  { method: "DELETE", path: `${path}/:teamProjectId`, run: unlinkTeam },
];

function listTeamProjects(call: Call): Response {
  const project = findManaged(call, requireCaller(call));
  return json(teamProjectsOf(call.store, project));
}

function linkTeam(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const { teamId } = readBody(call);
  if (!teamId) throw refuse(400, "Team ID is required");
  const project = findManaged(call, caller);
  const team = store.teams.get(teamId);
  const isLinked = store.teamProjects.first((link) => link.projectId === project.id && link.teamId === team?.id);
  if (isLinked !== undefined) throw refuse(409, "This team is linked to the project already.");
  if (team === undefined) throw databaseFault("teamProject", "create", "The team does not exist.");
  const link = store.teamProjects.add({ id: store.createId(), teamId: team.id, projectId: project.id });
  recordDeed(call, caller, {
    action: "project.team_assigned",
    entity: "project",
    entityId: project.id,
    changes: { teamId: team.id, teamName: team.name },
    workspaceId: project.workspaceId,
  });
  return json(joinTeam(store, link));
}

function unlinkTeam(call: Call): Response {
  const { store } = call;
  const project = findManaged(call, requireCaller(call));
  const link = store.teamProjects.get(param(call, "teamProjectId"));
  store.teamProjects.delete(found(link?.projectId === project.id ? link : undefined, "Assignment not found"));
  return json({ success: true });
}

function findManaged(call: Call, caller: Caller): Project {
  const { store } = call;
  const project = store.projects.get(param(call, "id"));
  if (project !== undefined && isManager(projectRole(store, caller, project))) return project;
  throw refuse(403, "Only owners and admins of the project may see or change its teams.");
}
