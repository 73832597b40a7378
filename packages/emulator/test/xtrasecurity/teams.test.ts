import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { aDatabaseText, anId, aSentence, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";
import { createTeam, enlist, invite, notesOf } from "./support/teams.ts";

const malformed = { status: 500, body: { error: aDatabaseText } };

describe("POST /team", () => {
  test("makes a team whose creator is its first member, an active admin whom nobody invited", async () => {
    const bench = new Bench();
    const { workspaceId, userIds } = bench.fixtures;
    const settings = { name: "Makers", description: "", workspaceId, members: [1], teamProjects: [1] };

    const { status, headers, body } = await bench.send("POST /team", { body: settings });

    const { id } = body as { id: string };
    const admin = { id: anId, teamId: id, userId: userIds.owner, role: "admin", status: "active" };
    expect(status).toBe(201);
    expect(headers.get("X-RateLimit-Limit")).toBe("100000");
    expect(body).toEqual({
      id: anId,
      name: "Makers",
      description: "",
      createdAt: aTime,
      teamColor: "blue",
      roles: [],
      createdBy: userIds.owner,
      workspaceId,
      members: [{ ...admin, joinedAt: aTime, invitedBy: null }],
      teamProjects: [],
    });
  });

  test("tells its creator and leaves a row in the audit log of the workspace", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;

    const id = await createTeam(bench);

    const [note] = await notesOf(bench, "owner");
    const words = { taskTitle: "Team Created", description: 'Team "Makers" created', status: "success" };
    expect(note).toMatchObject({ ...words, message: expect.any(String), read: false, workspaceId });
    expect(bench.auditRows).toMatchObject([{ action: "team.create", entity: "team", entityId: id, workspaceId }]);
    expect(bench.auditRows[0]?.currentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("refuses in this order: the plan's limit, the missing workspace, the role, the name that is taken", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    await createTeam(bench);
    bench.store.teams.add({ ...teamRow(bench), createdBy: bench.fixtures.userIds.outsider });
    const send = async (body: Fields, as: "owner" | "outsider" | "viewer"): Promise<unknown> =>
      await bench.send("POST /team", { as, body });

    const full = { error: "Team limit reached", message: aSentence };
    const noRole = { error: aSentence, message: aSentence };
    expect(await send({}, "outsider")).toMatchObject({ status: 403, body: full });
    expect(await send({ name: "Makers" }, "viewer")).toMatchObject({
      status: 400,
      body: { error: "Workspace ID is required" },
    });
    expect(await send({ name: "Makers", workspaceId }, "viewer")).toMatchObject({ status: 403, body: noRole });
    expect(await send({ name: "Makers", workspaceId: "no id" }, "viewer")).toMatchObject({ status: 403, body: noRole });
    const taken = { status: 409, body: { error: "Already Exists" } };
    expect(await send({ name: "Makers", workspaceId }, "owner")).toMatchObject(taken);
    expect(await send({ workspaceId }, "owner")).toMatchObject(taken);
    expect(await bench.send("POST /team", { as: "outsider", raw: "{" })).toMatchObject({ status: 403, body: full });
  });

  test("takes an empty color for none", async () => {
    const bench = new Bench();

    const teamId = await createTeam(bench, { teamColor: "" });

    expect(bench.store.teams.get(teamId)).toMatchObject({ teamColor: "blue" });
  });

  test("shows the database's refusal of a team without a description, and of a service account", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const account = bench.addAccount(["*"]);

    expect(await bench.send("POST /team", { body: { name: "Makers", workspaceId } })).toMatchObject(malformed);
    expect(await bench.send("POST /team", { as: account, body: { workspaceId } })).toMatchObject(malformed);
    expect(await bench.send("POST /team", { raw: "{" })).toMatchObject({
      status: 500,
      body: { error: expect.any(String) },
    });
  });
});

describe("GET /team", () => {
  test("lists a workspace's teams with all members for its owner, oldest first", async () => {
    const bench = new Bench();
    const first = await createTeam(bench);
    const second = await createTeam(bench, { name: "Breakers" });
    await enlist(bench, first, { person: "viewer", role: "viewer" });

    const teams = await bench.data<Fields[]>(`GET /team?workspaceId=${bench.fixtures.workspaceId}`);

    expect(teams.map(({ id, members }) => [id, (members as Fields[]).length])).toEqual([
      [first, 2],
      [second, 1],
    ]);
    expect(teams[0]).toHaveProperty("teamProjects", []);
  });

  test("does not list a team of the own workspace that its owner is not in", async () => {
    const bench = new Bench();
    const own = await createTeam(bench);
    await enlist(bench, own, { person: "developer", role: "admin" });
    const { workspaceId } = bench.fixtures;
    const body = { name: "Breakers", description: "", workspaceId };
    const { id } = await bench.data("POST /team", { as: "developer", body });

    const ids = async (as: "owner" | "developer"): Promise<unknown> =>
      (await bench.data<Fields[]>(`GET /team?workspaceId=${workspaceId}`, { as })).map((team) => team["id"]);

    expect(await ids("owner")).toEqual([own]);
    expect(await ids("developer")).toEqual([own, id]);
  });

  test("cuts the members without a workspace in the query, for its owner, too", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    await enlist(bench, teamId, { person: "viewer", role: "viewer" });

    const teams = await bench.data<Fields[]>("GET /team");

    expect(teams).toMatchObject([{ id: teamId, members: [{ userId: bench.fixtures.userIds.owner }] }]);
  });

  test("lists for a member, invited or active, only the own teams, with the own row and the owners'", async () => {
    const bench = new Bench();
    const { userIds, workspaceId } = bench.fixtures;
    const first = await createTeam(bench);
    const second = await createTeam(bench, { name: "Breakers" });
    await createTeam(bench, { name: "Others" });
    await enlist(bench, first, { person: "viewer", role: "viewer" });
    await enlist(bench, first, { person: "developer", role: "owner" });
    await invite(bench, second, { person: "viewer", role: "developer" });

    const teams = await bench.data<Fields[]>(`GET /team?workspaceId=${workspaceId}`, { as: "viewer" });

    const members = teams.map((team) => (team["members"] as Fields[]).map(({ userId }) => userId));
    expect(members).toEqual([[userIds.viewer, userIds.developer], [userIds.viewer]]);
    expect(await bench.data("GET /team", { as: "viewer" })).toEqual(teams);
    expect(await bench.data("GET /team", { as: "outsider" })).toEqual([]);
  });

  test("fails in the database for a malformed workspace and for a service account", async () => {
    const bench = new Bench();
    const account = bench.addAccount(["*"]);

    expect(await bench.send("GET /team?workspaceId=ws_1")).toMatchObject(malformed);
    expect(await bench.send("GET /team", { as: account })).toMatchObject(malformed);
    expect(await bench.refusal("GET /team", { as: "nobody" })).toBe("401 Unauthorized");
  });
});

describe("GET /team/{id}", () => {
  test("shows a team to any login, with its members' names and without its projects", async () => {
    const bench = new Bench();
    const id = await createTeam(bench);
    const { emails, userIds } = bench.fixtures;

    const team = await bench.data(`GET /team/${id}`, { as: "outsider" });

    const user = { id: userIds.owner, name: "Owner Fixture", email: emails.owner, image: null };
    expect(team).toMatchObject({ id, name: "Makers", members: [{ role: "admin", user }] });
    expect(Object.keys((team["members"] as [{ user: Fields }])[0].user)).toEqual(["id", "name", "email", "image"]);
    expect(team).not.toHaveProperty("teamProjects");
  });

  test("shows a viewer of the team its admins, its owners and the own row", async () => {
    const bench = new Bench();
    const id = await createTeam(bench);
    await enlist(bench, id, { person: "viewer", role: "viewer" });
    await enlist(bench, id, { person: "developer", role: "developer" });

    const { members } = await bench.data<{ members: Fields[] }>(`GET /team/${id}`, { as: "viewer" });

    expect(members.map(({ role }) => role)).toEqual(["admin", "viewer"]);
  });

  test("answers 200 with null for an unknown team, and fails for a malformed id", async () => {
    const bench = new Bench();

    expect(await bench.send(`GET /team/${unknownId}`)).toMatchObject({ status: 200, text: "null" });
    expect((await bench.send("GET /team/team_1")).status).toBe(500);
    expect(await bench.refusal(`GET /team/${unknownId}`, { as: "nobody" })).toBe("401 Unauthorized");
  });
});

describe("PUT and DELETE /team", () => {
  test("change name and description, for the team's creator and the workspace's managers", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);

    const team = await bench.data("PUT /team", { body: { teamId, name: "Menders", description: "Tools" } });

    expect(team).toMatchObject({ id: teamId, name: "Menders", description: "Tools" });
    expect(team).not.toHaveProperty("members");
    expect(team).not.toHaveProperty("teamProjects");
  });

  test("refuse an unknown team, then a team without a workspace, then the role", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);
    const lost = bench.store.teams.add({ ...teamRow(bench), workspaceId: unknownId });
    const send = async (request: string, id: string): Promise<unknown> =>
      await bench.send(request, { as: "outsider", body: { teamId: id } });

    for (const request of ["PUT /team", "DELETE /team"]) {
      expect(await send(request, unknownId)).toMatchObject({ status: 404, body: { error: "Team not found" } });
      expect(await send(request, lost.id)).toMatchObject({
        status: 400,
        body: { error: "Team not linked to a workspace" },
      });
      expect(await send(request, "team_1")).toMatchObject(malformed);
      expect(await bench.refusal(request, { as: "nobody" })).toBe("401 Unauthorized");
    }
    expect(await send("PUT /team", teamId)).toMatchObject({ status: 403, body: { error: aSentence } });
    const body = { error: aSentence, message: aSentence };
    expect(await send("DELETE /team", teamId)).toMatchObject({ status: 403, body });
  });

  test("never delete a team, as its creator is still in it", async () => {
    const bench = new Bench();
    const teamId = await createTeam(bench);

    const answer = await bench.send("DELETE /team", { body: { teamId } });

    expect(answer).toMatchObject(malformed);
    expect(await bench.data(`GET /team/${teamId}`)).toMatchObject({ id: teamId });
  });
});

function teamRow({ store, fixtures }: Bench): Parameters<Bench["store"]["teams"]["add"]>[0] {
  const { workspaceId, userIds } = fixtures;
  const look = { name: "Lost", description: "", teamColor: "blue", roles: [] };
  return { id: store.createId(), ...look, createdAt: store.createTime(), createdBy: userIds.owner, workspaceId };
}
