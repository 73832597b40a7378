import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { anId, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";
import { createTeam, enlist, invite, notesOf } from "./support/teams.ts";

describe("POST /team/invite", () => {
  test("leaves a pending membership and tells the guest", async () => {
    const bench = new Bench();
    const { userIds, emails } = bench.fixtures;
    const teamId = await createTeam(bench);
    const member = { teamId, email: emails.viewer, role: "developer" };

    const answer = await bench.data("POST /team/invite", { body: { member } });

    const place = { id: anId, teamId, userId: userIds.viewer, role: "developer", status: "pending", joinedAt: aTime };
    expect(answer).toEqual({
      message: "Invitation sent",
      invite: { ...place, invitedBy: userIds.owner },
      inviteToken: expect.stringMatching(/^[a-z0-9]{8,12}$/),
    });
    const [note] = await notesOf(bench, "viewer");
    expect(note).toMatchObject({ taskTitle: "Team Invitation", status: "info", workspaceId: null });
    expect(bench.auditRows.map(({ action }) => action)).toEqual(["team.create"]);
  });

  test("refuses an unknown guest, then the role of the host, then a second invitation", async () => {
    const bench = new Bench();
    const { emails } = bench.fixtures;
    const teamId = await createTeam(bench);
    await enlist(bench, teamId, { person: "developer", role: "developer" });
    const refusal = async (as: "owner" | "developer" | "outsider", email: string): Promise<string> =>
      await bench.refusal("POST /team/invite", { as, body: { member: { teamId, email, role: "viewer" } } });

    expect(await refusal("outsider", "nobody@fixture.test")).toBe("404 User not found");
    expect(await refusal("outsider", emails.developer)).toBe("403 Forbidden");
    expect(await refusal("developer", emails.viewer)).toBe("403 Forbidden");
    expect(await refusal("owner", emails.developer)).toBe("409 User already invited to this team");
  });

  test("lets a person invite whose own invitation as an admin still waits", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    await invite(bench, teamId, { person: "developer", role: "admin" });
    const member = { teamId, email: bench.fixtures.emails.viewer, role: "viewer" };

    const answer = await bench.send("POST /team/invite", { as: "developer", body: { member } });

    expect(answer.status).toBe(200);
  });

  test("reads the body before it asks for a login", async () => {
    const bench = new Bench();

    const bodies = { "/team/invite": { member: {} }, "/team/invite/accept": {} };

    for (const [path, body] of Object.entries(bodies)) {
      expect((await bench.send(`POST ${path}`, { as: "nobody", raw: "{" })).status).toBe(500);
      expect(await bench.refusal(`POST ${path}`, { as: "nobody", body })).toBe("401 Unauthorized");
    }
    for (const as of ["nobody", "owner"] as const) {
      expect((await bench.send("POST /team/invite", { as, body: {} })).status).toBe(500);
    }
  });
});

describe("GET /team/invite", () => {
  test("lists the invitations that wait for the caller, each with its team and the caller as a full row", async () => {
    const bench = new Bench();
    const { userIds } = bench.fixtures;
    const teamId = await createTeam(bench);
    const id = await invite(bench, teamId, { person: "viewer", role: "viewer" });
    await enlist(bench, await createTeam(bench, { name: "Others" }), { person: "viewer", role: "viewer" });

    const { invites } = await bench.data<{ invites: object[] }>("GET /team/invite", { as: "viewer" });

    expect(invites).toHaveLength(1);
    expect(invites[0]).toMatchObject({ id, status: "pending", team: { id: teamId, name: "Makers" } });
    expect(invites[0]).toMatchObject({ user: { id: userIds.viewer, password: null, mfaBackupCodes: [] } });
  });

  test("has an empty 500 for a service account", async () => {
    const bench = new Bench();
    const account = bench.addAccount(["*"]);

    expect(await bench.send("GET /team/invite", { as: account })).toMatchObject({ status: 500, text: "" });
    expect(await bench.refusal("GET /team/invite", { as: "nobody" })).toBe("401 Unauthorized");
  });
});

describe("POST /team/invite/accept", () => {
  test("makes the membership active, tells the host, and leaves an unchained audit row of no workspace", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    const id = await invite(bench, teamId, { person: "viewer", role: "viewer" });

    const answer = await bench.data("POST /team/invite/accept", { as: "viewer", body: { teamId } });

    expect(answer).toMatchObject({ message: "Invitation accepted", acceptInvite: { id, status: "active" } });
    const [note] = await notesOf(bench, "owner");
    const description = `${bench.fixtures.emails.viewer} accepted your team invite`;
    expect(note).toMatchObject({ taskTitle: "Invite accepted", description, status: "unread", workspaceId: null });
    const row = { action: "invite_accepted", entity: "team_user", entityId: teamId, workspaceId: null };
    expect(bench.auditRows.at(-1)).toMatchObject({ ...row, previousHash: null, currentHash: null });
  });

  test("succeeds a second time", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    await enlist(bench, teamId, { person: "viewer", role: "viewer" });

    const answer = await bench.send("POST /team/invite/accept", { as: "viewer", body: { teamId, status: "active" } });

    expect(answer.status).toBe(200);
  });

  test("ends the membership of a guest who declines", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    const id = await invite(bench, teamId, { person: "viewer", role: "viewer" });

    const answer = await bench.data("POST /team/invite/accept", { as: "viewer", body: { teamId, status: "decline" } });

    expect(answer).toMatchObject({ message: "Invitation rejected", deleteTeamUser: { id, status: "pending" } });
    expect(bench.auditRows.at(-1)).toMatchObject({ action: "invite_declined", entityId: teamId });
    expect(await bench.data("GET /team/invite", { as: "viewer" })).toEqual({ invites: [] });
  });

  test("refuses a third status before it looks for the invitation", async () => {
    const bench = new Bench();
    const refusal = async (body: object): Promise<string> => await bench.refusal("POST /team/invite/accept", { body });

    expect(await refusal({ teamId: unknownId, status: "maybe" })).toBe("400 Invalid status value");
    expect(await refusal({ teamId: unknownId })).toBe("404 Invitation not found");
  });
});
