import { isRunning } from "./access-rows.ts";
import { recordDeed } from "./audit.ts";
import { type Call, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { AccessRequest, Membership } from "./model-access.ts";
import { type Note, notify } from "./notify.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { teamMembership } from "./roles.ts";
import type { Store } from "./store.ts";
import { leads, membersOf } from "./teams-read.ts";

/** Gives a member another role: an owner may do so to all, an admin to all but owners. */
export function changeMemberRole(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const member = found(store.memberships.get(body["memberId"]), "Team member not found");
  const own = teamMembership(store, person, member.teamId)?.role;
  if (own !== "owner" && !(own === "admin" && member.role !== "owner")) throw refuse(403, "Forbidden");
  const role = new Columns(body, { model: "teamUser", operation: "updateMany" }).text("newRole");
  if (leads(member.role) && !leads(role) && countLeaders(store, member) === 1) {
    throw refuse(400, "The last admin of a team cannot be given another role.");
  }
  member.role = role;
  leaveTrace(call, person, { action: "role_change", member });
  tell(store, member, {
    taskTitle: "Role changed",
    description: `Your role was changed to ${role}`,
    message: `${person.user.email} has given you the role ${role} in a team.`,
    status: "unread",
  });
  return json({ count: 1 });
}

/** Removes a member, and ends the person's grants in the team's workspace; nobody can remove an owner. */
export function removeMember(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const member = found(store.memberships.get(readBody(call)["memberId"]), "Member not found");
  const own = teamMembership(store, person, member.teamId)?.role;
  const isRemovable = member.role !== "owner" && (own === "owner" || (own === "admin" && member.role !== "admin"));
  if (!isRemovable) throw refuse(403, "Forbidden");
  store.memberships.delete(member);
  revokeGrants(call, member);
  leaveTrace(call, person, { action: "member_removed", member });
  tell(store, member, {
    taskTitle: "Removed from team",
    description: "You have been removed from a team by one of its leaders.",
    message: `${person.user.email} has removed you from a team.`,
    status: "unread",
  });
  return json({ message: "Member removed successfully" });
}

function countLeaders(store: Store, { teamId }: Membership): number {
  return membersOf(store, { id: teamId }).filter(({ role }) => leads(role)).length;
}

function revokeGrants({ store, now }: Call, { teamId, userId }: Membership): void {
  const workspaceId = store.teams.peek(teamId)?.workspaceId;
  const isGrant = (request: AccessRequest): boolean =>
    request.userId === userId && request.workspaceId === workspaceId && isRunning(request, now);
  for (const grant of store.accessRequests.where(isGrant)) grant.status = "revoked";
}

interface Change {
  readonly action: string;
  readonly member: Membership;
}

function leaveTrace(call: Call, person: Person, { action, member }: Change): void {
  const { id: entityId, teamId, role } = member;
  recordDeed(call, person, { action, entity: "team_user", entityId, changes: { teamId, role }, isUnchained: true });
}

function tell(store: Store, { userId }: Membership, note: Note): void {
  const user = store.users.peek(userId);
  if (user !== undefined) notify(store, user, note);
}
