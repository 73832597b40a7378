import type { Bench, Fields, Sender } from "./bench.ts";

/** Makes a team of the owner's workspace through the service and hands out its id. */
export async function createTeam(bench: Bench, settings: Fields = {}): Promise<string> {
  const { workspaceId } = bench.fixtures;
  const body = { name: "Makers", description: "", workspaceId, ...settings };
  const { id } = await bench.data<{ id: string }>("POST /team", { body });
  return id;
}

type Guest = "developer" | "viewer" | "outsider" | "miser";

/** Invites a fixture into a team of the owner's and hands out the id of the membership. */
export async function invite(bench: Bench, teamId: string, guest: { person: Guest; role: string }): Promise<string> {
  const email = bench.fixtures.emails[guest.person];
  const body = { member: { teamId, email, role: guest.role } };
  const answer = await bench.data<{ invite: { id: string } }>("POST /team/invite", { body });
  return answer.invite.id;
}

/** Invites a fixture, who accepts; hands out the id of the membership. */
export async function enlist(bench: Bench, teamId: string, guest: { person: Guest; role: string }): Promise<string> {
  const id = await invite(bench, teamId, guest);
  await bench.data("POST /team/invite/accept", { as: guest.person, body: { teamId } });
  return id;
}

/** Lists what a person was told, the newest first. */
export async function notesOf(bench: Bench, as: Sender): Promise<readonly Fields[]> {
  const { notifications } = await bench.data<{ notifications: Fields[] }>("GET /notifications", { as });
  return notifications;
}
