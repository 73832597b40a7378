import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, rowOf, sentence } from "./support/by-id.ts";
import { createBranch, unknownId } from "./support/secrets.ts";

interface Listed {
  readonly name: string;
  readonly secrets: readonly Fields[];
}

async function list(bench: Bench, as: "owner" | "developer" | "viewer" = "owner"): Promise<Listed[]> {
  return await bench.data<Listed[]>(`GET /branch?projectId=${bench.fixtures.projectId}`, { as });
}

describe("listing branches", () => {
  test("gives each with its project, its creator and its secrets in clear", async () => {
    const bench = new Bench();
    const { projectId, branchId, userIds, emails } = bench.fixtures;
    const id = await createSecret(bench);
    const row = rowOf(bench, id);

    const branches = await list(bench);

    expect(branches).toEqual([
      {
        id: branchId,
        name: "main",
        description: "Initial main branch",
        createdBy: userIds.owner,
        projectId,
        versionNo: "1",
        permissions: [emails.owner],
        createdAt: expect.any(String),
        project: bench.store.projects.get(projectId),
        user: { email: emails.owner, name: "Owner Fixture" },
        secrets: [{ ...row, value: "one", history: [{ ...row.history[0], value: "one" }] }],
      },
    ]);
  });

  test("has an empty value as it is, and leaves out secrets without a branch", async () => {
    const bench = new Bench();
    const { projectId, branchId } = bench.fixtures;
    await createSecret(bench, { branchId: undefined });
    await bench.data("POST /secret/bulk", { body: { projectId, branchId, secrets: [{ key: "EMPTY", value: "" }] } });

    const branches = await list(bench);

    expect(branches.map(({ secrets }) => secrets.map(({ key, value }) => [key, value]))).toEqual([[["EMPTY", ""]]]);
  });

  test("shows a developer the values and a viewer none, nor the history", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "viewer");
    await createSecret(bench);

    expect(await list(bench, "developer")).toMatchObject([{ secrets: [{ value: "one" }] }]);
    expect(await list(bench, "viewer")).toMatchObject([{ secrets: [{ value: "[REDACTED]", history: [] }] }]);
  });

  test("shows a viewer the secrets that he has a grant for", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const id = await createSecret(bench);
    await createSecret(bench, { key: "OTHER" });
    bench.grant("viewer", [id]);

    const [branch] = await list(bench, "viewer");

    expect(branch?.secrets.map(({ value }) => value)).toEqual(["one", "[REDACTED]"]);
  });

  test("shows a viewer with a grant for the whole project everything", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    await createSecret(bench);
    bench.grant("viewer");

    expect(await list(bench, "viewer")).toMatchObject([{ secrets: [{ value: "one" }] }]);
  });

  test("without a project lists the branches of all projects to any login", async () => {
    const bench = new Bench();
    const { projectId, miserProjectId } = bench.fixtures;

    const branches = await bench.data<{ projectId: string }[]>("GET /branch", { as: "outsider" });

    expect(branches.map((branch) => branch.projectId)).toEqual([projectId, miserProjectId]);
  });

  test("works for a service account, in its own project", async () => {
    const bench = new Bench();
    const { projectId, miserProjectId } = bench.fixtures;
    const as = bench.addAccount([]);

    expect(await bench.data(`GET /branch?projectId=${projectId}`, { as })).toHaveLength(1);
    expect(await bench.refusal(`GET /branch?projectId=${miserProjectId}`, { as })).toBe("403 Forbidden");
  });

  test("is refused without a login and without a role, and fails with 500 for a malformed id", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /branch", { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`GET /branch?projectId=${unknownId}`)).toBe("403 Forbidden");
    expect(await bench.refusal(`GET /branch?projectId=${bench.fixtures.projectId}`, { as: "outsider" })).toBe(
      "403 Forbidden",
    );
    expect(await bench.refusal("GET /branch?projectId=x")).toBe("500 Failed to fetch branches");
  });
});

describe("creating a branch", () => {
  test("answers with the branch and its project, and copies no secrets whatever it is told", async () => {
    const bench = new Bench();
    const { projectId, userIds } = bench.fixtures;
    await createSecret(bench);

    const answer = await bench.send("POST /branch", { body: { name: "dev", projectId, base_env: "production" } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "dev",
      description: "",
      createdBy: userIds.owner,
      projectId,
      versionNo: "1",
      permissions: [],
      createdAt: expect.any(String),
      project: bench.store.projects.get(projectId),
    });
    expect(await list(bench)).toMatchObject([{ name: "main" }, { name: "dev", secrets: [] }]);
  });

  test("keeps what is given, for a developer too, and leaves a chained audit row in no workspace", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    const { projectId, userIds } = bench.fixtures;
    const settings = { description: "d", versionNo: "7", permissions: ["a"] };

    const answer = await bench.data("POST /branch", { as: "developer", body: { name: "dev", projectId, ...settings } });

    expect(answer).toMatchObject(settings);
    expect(bench.auditRows).toMatchObject([
      {
        userId: userIds.developer,
        action: "BRANCH_CREATED",
        entity: "project",
        entityId: projectId,
        workspaceId: null,
        currentHash: expect.any(String),
      },
    ]);
  });

  test("checks the login, the fields, the role, the room and then the name", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { projectId, miserProjectId } = bench.fixtures;
    const ask = async (body: object, as?: "viewer" | "outsider" | "miser" | "nobody"): Promise<string> =>
      await bench.refusal("POST /branch", { as, body });
    const named = { name: "main", projectId };
    const full = { name: "main", projectId: miserProjectId };
    const twin = await ask(full, "miser");
    for (let index = 1; index < 10; index += 1) {
      await bench.data("POST /branch", { as: "miser", body: { ...full, name: `b${index}` } });
    }
    const limit = await ask(full, "miser");

    expect(await ask({}, "nobody")).toBe("401 Unauthorized");
    expect(await ask({ name: "dev" }, "outsider")).toBe("400 Name and projectId are required");
    expect(await ask(named, "outsider")).toBe("403 Forbidden: No access to project");
    expect(await ask(named, "viewer")).toBe("403 Forbidden: Viewers cannot create branches");
    expect([limit.slice(0, 3), limit.slice(4)]).toEqual(["403", expect.stringMatching(sentence)]);
    expect([twin.slice(0, 3), twin.slice(4)]).toEqual(["400", expect.stringMatching(sentence)]);
  });

  test("fails with 500 for a malformed project, a body that is no JSON and a service account", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const failure = "500 Failed to create branch";

    expect(await bench.refusal("POST /branch", { body: { name: "dev", projectId: "x" } })).toBe(failure);
    expect(await bench.refusal("POST /branch?operation=clear", { raw: "" })).toBe(failure);
    expect(await bench.refusal("POST /branch", { as: bench.addAccount(["*"]), body: { name: "dev", projectId } })).toBe(
      failure,
    );
    expect(bench.auditRows).toEqual([]);
  });
});

describe("changing a branch", () => {
  test("keeps what is empty, asks for no role, and leaves an audit row", async () => {
    const bench = new Bench();
    const { branchId, projectId } = bench.fixtures;
    const body = { id: branchId, name: "trunk", description: "", versionNo: "2", permissions: ["a"] };

    const answer = await bench.data("PUT /branch", { as: "outsider", body });

    expect(answer).toEqual({ ...bench.store.branches.get(branchId), project: bench.store.projects.get(projectId) });
    expect(answer).toMatchObject({
      name: "trunk",
      description: "Initial main branch",
      versionNo: "2",
      permissions: ["a"],
    });
    expect(bench.auditRows).toMatchObject([{ action: "BRANCH_UPDATED", entityId: projectId, workspaceId: null }]);
  });

  test("checks the login, the id, the branch and the name", async () => {
    const bench = new Bench();
    const { branchId } = bench.fixtures;
    createBranch(bench, "dev");
    const ask = async (body: object, as?: "nobody"): Promise<string> =>
      await bench.refusal("PUT /branch", { as, body });

    const twin = await ask({ id: branchId, name: "dev" });

    expect(await ask({}, "nobody")).toBe("401 Unauthorized");
    expect(await ask({ name: "dev" })).toBe("400 Branch ID is required");
    expect(await ask({ id: unknownId })).toBe("404 Branch not found");
    expect([twin.slice(0, 3), twin.slice(4)]).toEqual(["400", expect.stringMatching(sentence)]);
    expect((await bench.send("PUT /branch", { body: { id: branchId, name: "main" } })).status).toBe(200);
    expect(await ask({ id: "x" })).toBe("500 Failed to update branch");
    expect(await bench.refusal("PUT /branch", { raw: "{" })).toBe("500 Failed to update branch");
  });
});
