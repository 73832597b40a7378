import { asked, type Call, param, requireCaller, requirePerson } from "./call.ts";
import { checkedId } from "./fault.ts";
import type { Membership, Team } from "./model-access.ts";
import { json } from "./reply.ts";
import { isManager, teamMembership, workspaceRole } from "./roles.ts";
import type { Store } from "./store.ts";

/**
 * Lists the teams that the caller is or shall be in, of one workspace or of all; only the owner and the admins of the
 * workspace that is asked for see the other members, too, beside those whose role is `owner`.
 */
export function listTeams(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const workspaceId = asked(call, "workspaceId");
  const wanted = workspaceId === undefined ? undefined : checkedId("team", workspaceId);
  const teams = store.teams.where(
    (team) =>
      (wanted === undefined || team.workspaceId === wanted) && teamMembership(store, person, team.id) !== undefined,
  );
  const seesAll = isManager(workspaceRole(store, person, wanted));
  return json(
    teams.map((team) =>
      showTeam(store, team, ({ userId, role }) => seesAll || userId === person.id || role === "owner"),
    ),
  );
}

/** Shows a team to anybody with a login, `null` for an unknown one; a viewer of the team sees only who leads it and the own row. */
export function getTeam(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const team = store.teams.get(param(call, "id"));
  if (team === undefined) return json(null);
  const isViewer = teamMembership(store, caller, team.id)?.role === "viewer";
  const members = membersOf(store, team)
    .filter(({ userId, role }) => !isViewer || userId === caller.id || leads(role))
    .map((member) => ({ ...member, user: describeUser(store, member.userId) }));
  return json({ ...team, members });
}

/** Joins a team's members and its links to projects to it. */
export function showTeam(store: Store, team: Team, isShown: (member: Membership) => boolean = () => true): object {
  return {
    ...team,
    members: membersOf(store, team).filter(isShown),
    teamProjects: store.teamProjects.where(({ teamId }) => teamId === team.id),
  };
}

/** Lists a team's members and those whom it invited, oldest first. */
export function membersOf(store: Store, team: Pick<Team, "id">): Membership[] {
  return store.memberships.where(({ teamId }) => teamId === team.id);
}

/** Tells whether a role in a team is its owner's or an admin's. */
export function leads(role: string | undefined): boolean {
  return role === "owner" || role === "admin";
}

/** Reduces a person to what others may see: id, name, mail address and image; `null` for nobody. */
export function describeUser(store: Store, userId: string): object | null {
  const user = store.users.peek(userId);
  if (user === undefined) return null;
  const { id, name, email, image } = user;
  return { id, name, email, image };
}
