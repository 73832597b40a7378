import { recordDeed } from "./audit.ts";
import { type Call, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { databaseFault } from "./fault.ts";
import type { Team } from "./model-access.ts";
import type { Workspace } from "./model.ts";
import { notify } from "./notify.ts";
import { planOf } from "./plans.ts";
import { found, Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, workspaceRole } from "./roles.ts";
import { membersOf, showTeam } from "./teams-read.ts";
import type { Values } from "./values.ts";

const roleText = "Only the owner and the admins of the workspace may do this.";

/** Makes a team whose first member is its creator, as an admin; members and projects in the body are ignored. */
export function createTeam(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  checkLimit(call, person);
  const body = readBody(call);
  const workspace = findPlace(call, person, body);
  const columns = new Columns(body, { model: "team", operation: "create" });
  // A team without a name is compared by creator and workspace alone.
  const isTwin = ({ name, createdBy, workspaceId }: Team): boolean =>
    (body["name"] === undefined || name === body["name"]) && createdBy === person.id && workspaceId === workspace.id;
  if (store.teams.first(isTwin) !== undefined) throw refuse(409, "Already Exists");
  const team = store.teams.add({
    id: store.createId(),
    name: columns.text("name"),
    description: columns.text("description"),
    createdAt: store.createTime(),
    teamColor: columns.optionalText("teamColor") || "blue",
    roles: columns.texts("roles") ?? [],
    createdBy: person.id,
    workspaceId: workspace.id,
  });
  addCreator(call, person, team);
  tellOfTeam(call, person, team);
  return json(showTeam(store, team), 201);
}

/** Renames or describes a team. */
export function updateTeam(call: Call): Response {
  const person = requirePerson(call);
  const body = readBody(call);
  const team = findTeam(call, body);
  if (!mayChange(call, person, team)) throw refuse(403, roleText);
  const columns = new Columns(body, { model: "team", operation: "update" });
  const name = columns.optionalText("name") ?? team.name;
  const description = columns.optionalText("description") ?? team.description;
  return json(Object.assign(team, { name, description }));
}

/** Deletes a team without members; as the creator is one and cannot be removed, the database always refuses. */
export function deleteTeam(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const team = findTeam(call, readBody(call));
  if (!mayChange(call, person, team)) throw refuseRole();
  const link = store.teamProjects.first(({ teamId }) => teamId === team.id);
  if (membersOf(store, team).length > 0 || link !== undefined) {
    throw databaseFault("team", "delete", "A member or a project still needs the team.");
  }
  store.teams.delete(team);
  return json({ message: "Team deleted successfully" });
}

function checkLimit({ store }: Call, { id, user }: Person): void {
  const created = store.teams.where(({ createdBy }) => createdBy === id).length;
  if (created < planOf(user.tier).teams) return;
  const message = `Your plan allows no more teams than the ${created} that you have created.`;
  throw new Refusal(json({ error: "Team limit reached", message }, 403));
}

function findPlace({ store }: Call, person: Person, { workspaceId }: Values): Workspace {
  if (!workspaceId) throw refuse(400, "Workspace ID is required");
  const workspace = store.workspaces.peek(workspaceId);
  if (workspace === undefined || !isManager(workspaceRole(store, person, workspaceId))) throw refuseRole();
  return workspace;
}

function refuseRole(): Refusal {
  return new Refusal(json({ error: roleText, message: roleText }, 403));
}

function addCreator({ store }: Call, { id: userId }: Person, { id: teamId }: Team): void {
  const place = { role: "admin", status: "active", joinedAt: store.createTime(), invitedBy: null };
  store.memberships.add({ id: store.createId(), teamId, userId, ...place });
}

function tellOfTeam(call: Call, person: Person, { id, name, workspaceId }: Team): void {
  const changes = { name };
  recordDeed(call, person, { action: "team.create", entity: "team", entityId: id, changes, workspaceId });
  notify(call.store, person.user, {
    taskTitle: "Team Created",
    description: `Team "${name}" created`,
    message: `You have created the team "${name}".`,
    status: "success",
    workspaceId,
  });
}

function findTeam({ store }: Call, { teamId }: Values): Team {
  const team = found(store.teams.get(teamId), "Team not found");
  if (store.workspaces.peek(team.workspaceId) === undefined) throw refuse(400, "Team not linked to a workspace");
  return team;
}

function mayChange({ store }: Call, person: Person, team: Team): boolean {
  return team.createdBy === person.id || isManager(workspaceRole(store, person, team.workspaceId));
}
