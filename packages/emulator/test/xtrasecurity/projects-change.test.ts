import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, sentence } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

async function put(bench: Bench, body: object, as?: "developer" | "viewer"): Promise<Fields> {
  return await bench.data<Fields>(`PUT /project?id=${bench.fixtures.projectId}`, { as, body });
}

function titles(bench: Bench): string[] {
  return bench.store.notifications.where(() => true).map(({ taskTitle }) => taskTitle);
}

describe("changing a project", () => {
  test("answers with its branches and teams, without its secrets", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { projectId } = bench.fixtures;
    await createSecret(bench);

    const answer = await put(bench, { name: "New" });

    const { branches, teamProjects, ...plain } = answer;
    expect(plain).toEqual(bench.store.projects.get(projectId));
    expect(plain).toMatchObject({ name: "New" });
    expect(branches).toMatchObject([{ name: "main" }]);
    expect(teamProjects).toMatchObject([{ projectId, team: { name: "Team of viewer" } }]);
  });

  test("keeps the name and the description where they are empty", async () => {
    const bench = new Bench();
    await put(bench, { description: "d" });

    expect(await put(bench, { name: "", description: "" })).toMatchObject({ name: "Owner Project", description: "d" });
  });

  test("tells the caller what it was", async () => {
    const bench = new Bench();
    const { miserWorkspaceId, emails } = bench.fixtures;
    await put(bench, { name: "New" });
    await put(bench, { description: "d" });
    await put(bench, { targetWorkspaceId: miserWorkspaceId });
    await put(bench, { newOwnerEmail: emails.miser });

    expect(titles(bench)).toEqual(["Project Renamed", "Project Updated", "Project Moved", "Project Transferred"]);
    expect(bench.store.notifications.where(() => true)).toMatchObject([
      { description: 'Project renamed from "Owner Project" to "New".', status: "info" },
      { description: 'Project "New" updated.', status: "info" },
      { workspaceId: miserWorkspaceId },
      { workspaceId: miserWorkspaceId },
    ]);
    expect(bench.store.projects.get(bench.fixtures.projectId)).toMatchObject({
      userId: bench.fixtures.userIds.miser,
      workspaceId: miserWorkspaceId,
    });
  });

  test("sets the teams that it is linked to", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    bench.join("developer", "developer");
    const [, second] = bench.store.teams.where(() => true);

    const answer = await put(bench, { teamIds: [second?.id] });

    expect(answer["teamProjects"]).toMatchObject([{ teamId: second?.id }]);
  });

  test("loses its links where one of the teams is unknown", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { projectId } = bench.fixtures;

    const refusal = await bench.refusal(`PUT /project?id=${projectId}`, { body: { name: "N", teamIds: [unknownId] } });

    expect(refusal).toBe("500 Failed to update project");
    expect(await bench.data(`GET /project?id=${projectId}`)).toMatchObject({ name: "Owner Project", teamProjects: [] });
  });

  test("checks the login, the id, the project, the role, the new owner and the new workspace", async () => {
    const bench = new Bench();
    bench.join("developer", "admin");
    const { projectId, emails } = bench.fixtures;
    const path = `PUT /project?id=${projectId}`;
    const lost = { newOwnerEmail: "nobody@fixture.test", targetWorkspaceId: unknownId };

    expect(await bench.refusal("PUT /project", { as: "nobody", body: {} })).toBe("401 Unauthorized");
    expect(await bench.refusal("PUT /project", { as: "outsider", body: {} })).toBe("400 Project ID is required");
    expect(await bench.refusal(`PUT /project?id=${unknownId}`, { body: {} })).toBe("404 Project not found");
    expect((await bench.refusal(path, { as: "outsider", body: {} })).slice(4)).toMatch(sentence);
    expect((await bench.refusal(path, { as: "developer", body: lost })).slice(4)).toMatch(sentence);
    expect(await bench.refusal(path, { body: lost })).toBe("404 New owner email not found");
    expect(await bench.refusal(path, { body: { ...lost, newOwnerEmail: emails.miser } })).toBe(
      "404 Target workspace not found",
    );
  });

  test.each(["developer", "viewer"] as const)("is refused to a %s", async (person) => {
    const bench = new Bench();
    bench.join(person, person);

    const refusal = await bench.refusal(`PUT /project?id=${bench.fixtures.projectId}`, { as: person, body: {} });

    expect([refusal.slice(0, 3), refusal.slice(4)]).toEqual(["403", expect.stringMatching(sentence)]);
  });

  test("fails with 500 for a body that is no JSON, and for a malformed id", async () => {
    const bench = new Bench();

    expect(await bench.refusal("PUT /project", { raw: "" })).toBe("500 Failed to update project");
    expect(await bench.refusal("PUT /project?id=x", { body: {} })).toBe("500 Failed to update project");
  });
});

describe("deleting a project", () => {
  test("takes its secrets, branches and links to teams with it, and says so in a notification", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { projectId, workspaceId } = bench.fixtures;
    await createSecret(bench);

    const answer = await bench.data(`DELETE /project?id=${projectId}`);

    expect(answer).toEqual({ message: "Project deleted successfully" });
    expect(await bench.data("GET /project")).toEqual([]);
    expect(bench.store.secrets.where(() => true)).toEqual([]);
    expect(bench.store.branches.where((branch) => branch.projectId === projectId)).toEqual([]);
    expect(bench.store.teamProjects.where(() => true)).toEqual([]);
    expect(bench.store.notifications.where(() => true)).toMatchObject([
      {
        taskTitle: "Project Deleted",
        description: 'Project "Owner Project" deleted',
        status: "warning",
        workspaceId,
      },
    ]);
  });

  test("fails where a service account needs it, when all that is in it is gone already", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    bench.addAccount([]);
    await createSecret(bench);

    const refusal = await bench.refusal(`DELETE /project?id=${projectId}`);

    expect(refusal).toBe("500 Failed to delete project");
    expect(await bench.data(`GET /project?id=${projectId}`)).toMatchObject({ branches: [], secrets: [] });
    expect(titles(bench)).toEqual([]);
  });

  test("fails where a secret has a rotation schedule, and then nothing is lost", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const secretId = await createSecret(bench);
    const body = { secretId, projectId, frequency: "daily", rotationMethod: "manual" };
    await bench.data("POST /rotation/schedules", { body });

    const refusal = await bench.refusal(`DELETE /project?id=${projectId}`);

    expect(refusal).toBe("500 Failed to delete project");
    expect(await bench.data(`GET /project?id=${projectId}`)).toMatchObject({ branches: [{}], secrets: [{}] });
  });

  test("is for its creator and for the workspace's owner and admins", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "admin");
    const { projectId } = bench.fixtures;
    const path = `DELETE /project?id=${projectId}`;

    expect(await bench.refusal("DELETE /project", { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal("DELETE /project", { as: "outsider" })).toBe("400 Project ID is required");
    expect(await bench.refusal(`DELETE /project?id=${unknownId}`)).toBe("404 Project not found");
    expect(await bench.refusal("DELETE /project?id=x")).toBe("500 Failed to delete project");
    expect((await bench.refusal(path, { as: "developer" })).slice(4)).toMatch(sentence);
    expect((await bench.send(path, { as: "viewer" })).status).toBe(200);
  });
});
