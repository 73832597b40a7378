import { recordDeed } from "./audit.ts";
import { type Call, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { checkedId, Fault } from "./fault.ts";
import type { Membership } from "./model-access.ts";
import { notify } from "./notify.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { teamMembership } from "./roles.ts";
import { leads } from "./teams-read.ts";
import { isObject } from "./values.ts";

const tokenBytes = 5;

/** Lists the teams that wait for the caller's answer, each with the caller's whole row, password hash and all. */
export function listInvitations(call: Call): Response {
  const { store } = call;
  const { id, user } = requirePerson(call);
  const invites = store.memberships
    .where(({ userId, status }) => userId === id && status === "pending")
    .map((invite) => ({ ...invite, team: store.teams.peek(invite.teamId) ?? null, user }));
  return json({ invites });
}

/** Asks somebody who has a login already into a team; a body without `member` fails before the login is looked at. */
export function inviteMember(call: Call): Response {
  const { store } = call;
  const { member } = readBody(call);
  if (member === undefined || member === null) throw new Fault("Cannot destructure 'member' as it is not an object.");
  const person = requirePerson(call);
  const wish = isObject(member) ? member : {};
  const columns = new Columns(wish, { model: "user", operation: "findUnique" });
  const email = columns.text("email");
  const invited = found(
    store.users.first((user) => user.email === email),
    "User not found",
  );
  const teamId = checkedId("teamUser", wish["teamId"]);
  const team = store.teams.get(teamId);
  if (team === undefined || !leads(teamMembership(store, person, teamId)?.role)) throw refuse(403, "Forbidden");
  const role = columns.text("role");
  if (teamMembership(store, invited, teamId) !== undefined) throw refuse(409, "User already invited to this team");
  const invite = addInvitation(call, { teamId, userId: invited.id, role, invitedBy: person.id });
  notify(store, invited, {
    taskTitle: "Team Invitation",
    description: `You have been invited to join the team "${team.name}".`,
    message: `${person.user.email} has invited you to the team "${team.name}" as ${role}.`,
    status: "info",
  });
  return json({ message: "Invitation sent", invite, inviteToken: store.createHex(tokenBytes) });
}

/** Takes an invitation up, as often as one likes, or turns it down, which ends the membership. */
export function acceptInvitation(call: Call): Response {
  const { store } = call;
  const { teamId, status = "active" } = readBody(call);
  const person = requirePerson(call);
  if (status !== "active" && status !== "decline") throw refuse(400, "Invalid status value");
  const invite = found(teamMembership(store, person, checkedId("teamUser", teamId)), "Invitation not found");
  if (status === "active") {
    invite.status = status;
    leaveTrace(call, person, { action: "invite_accepted", invite });
    tellInviter(call, person, invite);
    return json({ message: "Invitation accepted", acceptInvite: invite });
  }
  store.memberships.delete(invite);
  leaveTrace(call, person, { action: "invite_declined", invite });
  return json({ message: "Invitation rejected", deleteTeamUser: invite });
}

function addInvitation(
  { store }: Call,
  invitation: Pick<Membership, "teamId" | "userId" | "role" | "invitedBy">,
): Membership {
  return store.memberships.add({
    id: store.createId(),
    ...invitation,
    status: "pending",
    joinedAt: store.createTime(),
  });
}

interface Decision {
  readonly action: string;
  readonly invite: Membership;
}

function leaveTrace(call: Call, person: Person, { action, invite }: Decision): void {
  const { teamId: entityId, status } = invite;
  recordDeed(call, person, { action, entity: "team_user", entityId, changes: { status }, isUnchained: true });
}

function tellInviter({ store }: Call, { user }: Person, { invitedBy }: Membership): void {
  const inviter = store.users.peek(invitedBy);
  if (inviter === undefined) return;
  const description = `${user.email} accepted your team invite`;
  notify(store, inviter, {
    taskTitle: "Invite accepted",
    description,
    message: `${user.email} has accepted your invitation and is in the team.`,
    status: "unread",
  });
}
