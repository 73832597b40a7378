import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { anId, aSentence, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";
import { createTeam } from "./support/teams.ts";

const path = "/workspace";

describe("GET /workspace", () => {
  test("lists the caller's own and then those of the own teams, each with the role", async () => {
    const bench = new Bench();
    const { workspaceId, miserWorkspaceId } = bench.fixtures;
    bench.join("miser", "developer");

    const rows = await bench.data<Fields[]>(`GET ${path}`, { as: "miser" });

    expect(rows.map(({ id, role }) => [id, role])).toEqual([
      [miserWorkspaceId, "owner"],
      [workspaceId, "viewer"],
    ]);
    expect(rows[0]).not.toHaveProperty("projects");
  });

  test("shows one with its plain projects", async () => {
    const bench = new Bench();
    const { workspaceId, projectId, userIds } = bench.fixtures;

    const answer = await bench.send(`GET ${path}?id=${workspaceId}`);

    expect(answer.headers.get("X-RateLimit-Limit")).toBe("100000");
    expect(answer.body).toEqual({
      id: workspaceId,
      name: "Owner Workspace",
      description: "",
      icon: null,
      workspaceType: "personal",
      createdBy: userIds.owner,
      subscriptionPlan: "free",
      projectLimit: 5,
      subscriptionEnd: null,
      createdAt: aTime,
      updatedAt: aTime,
      projects: [bench.store.projects.get(projectId)],
      role: "owner",
    });
  });

  test("does not tell an unknown, a malformed and a foreign one apart", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const words = "404 Workspace not found or access denied";

    for (const id of [unknownId, "ws_1", workspaceId]) {
      expect(await bench.refusal(`GET ${path}?id=${id}`, { as: "outsider" })).toBe(words);
    }
    expect(await bench.refusal(`GET ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`GET ${path}`, { as: bench.addAccount(["*"]) })).toBe(
      "500 Failed to fetch workspace(s)",
    );
  });
});

describe("POST /workspace", () => {
  test("makes a workspace, also for somebody who has none", async () => {
    const bench = new Bench();

    const { status, body } = await bench.send(`POST ${path}`, { as: "viewer", body: { name: "Lab", icon: "flask" } });
    const paid = { subscriptionPlan: "pro", projectLimit: 9, subscriptionEnd: "2027-01-01" };

    expect(status).toBe(201);
    expect(body).toEqual({
      id: anId,
      name: "Lab",
      description: "",
      icon: null,
      workspaceType: "personal",
      createdBy: bench.fixtures.userIds.viewer,
      subscriptionPlan: "free",
      projectLimit: 5,
      subscriptionEnd: null,
      createdAt: aTime,
      updatedAt: aTime,
    });
    expect(bench.auditRows).toEqual([]);
    expect(await bench.data(`POST ${path}`, { body: { name: "Den", ...paid } })).toMatchObject({
      ...paid,
      subscriptionEnd: "2027-01-01T00:00:00.000Z",
    });
  });

  test("refuses beyond the plan before it looks at the name", async () => {
    const bench = new Bench();
    const send = async (as: Sender): Promise<unknown> => await bench.send(`POST ${path}`, { as, body: {} });

    const full = { error: "Workspace limit reached", message: aSentence };
    expect(await send("miser")).toMatchObject({ status: 403, body: full });
    expect(await send("owner")).toMatchObject({ status: 400, body: { error: "Name is required" } });
    expect(await send("nobody")).toMatchObject({ status: 401 });
    const refusal = await bench.refusal(`POST ${path}`, { as: bench.addAccount(["*"]), body: {} });
    expect(refusal).toBe("500 Failed to create workspace");
    expect(await bench.refusal(`POST ${path}`, { raw: "{" })).toBe("500 Failed to create workspace");
    expect(await bench.refusal(`POST ${path}`, { as: "miser", raw: "{" })).toBe("403 Workspace limit reached");
  });
});

describe("PUT and DELETE /workspace", () => {
  test("change a workspace and delete an empty one", async () => {
    const bench = new Bench();
    const { id } = await bench.data<{ id: string }>(`POST ${path}`, { body: { name: "Lab" } });

    await bench.data(`PUT ${path}`, { body: { id, icon: "flask" } });
    const row = await bench.data(`PUT ${path}`, { body: { id, name: "Den", description: "Quiet" } });

    expect(row).toMatchObject({ id, name: "Den", description: "Quiet", workspaceType: "personal", icon: "flask" });
    expect(await bench.data(`PUT ${path}`, { body: { id, icon: null } })).toMatchObject({ name: "Den", icon: null });
    expect(row).not.toHaveProperty("role");
    expect(await bench.data(`DELETE ${path}?id=${id}`)).toEqual({ message: "Workspace deleted" });
    expect(await bench.data(`GET ${path}`)).toHaveLength(1);
  });

  test("refuse a missing id and a role that is too small", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    bench.join("developer", "developer");
    const as = "developer";

    for (const method of ["PUT", "DELETE"]) {
      expect(await bench.refusal(`${method} ${path}`, { as, body: {} })).toBe("400 Workspace ID is required");
      for (const id of [workspaceId, unknownId]) {
        const answer = await bench.send(`${method} ${path}?id=${id}`, { as, body: { id } });
        expect(answer).toMatchObject({ status: 403, body: { error: aSentence } });
      }
      expect(await bench.refusal(`${method} ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
    }
  });

  test("find the id of a change in the body only", async () => {
    const bench = new Bench();

    const refusal = await bench.refusal(`PUT ${path}?id=${bench.fixtures.workspaceId}`, { body: { name: "Den" } });

    expect(refusal).toBe("400 Workspace ID is required");
  });

  test("fail for a workspace that a project or a team still needs", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const { id } = await bench.data<{ id: string }>(`POST ${path}`, { body: { name: "Lab" } });
    await createTeam(bench, { workspaceId: id });

    for (const needed of [workspaceId, id]) {
      expect(await bench.refusal(`DELETE ${path}?id=${needed}`)).toBe("500 Failed to delete workspace");
    }
  });
});
