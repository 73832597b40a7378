import { describe, expect, test } from "vitest";
import type { Project } from "../../src/xtrasecurity/model.ts";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, sentence } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

const scalars = {
  status: "active",
  accessControl: "private",
  securityLevel: "low",
  isBlocked: false,
  twoFactorRequired: false,
  passwordMinLength: 8,
  passwordRequireSpecialChars: false,
  passwordRequireNumbers: false,
  passwordExpiryDays: 90,
  ipRestrictions: [],
  auditLogging: false,
  lastSecurityAudit: null,
};

describe("reading projects", () => {
  test("gives each with its branches, the facts about its secrets and its teams", async () => {
    const bench = new Bench();
    const { projectId, branchId, workspaceId, userIds, emails } = bench.fixtures;
    bench.join("viewer", "viewer");
    const secretId = await createSecret(bench);

    const projects = await bench.data<Fields[]>("GET /project");

    const row = bench.store.projects.get(projectId);
    const secret = bench.store.secrets.get(secretId);
    const [team] = bench.store.teams.where(() => true);
    expect(projects).toEqual([
      {
        id: projectId,
        name: "Owner Project",
        description: "",
        userId: userIds.owner,
        workspaceId,
        createdAt: row?.createdAt,
        updatedAt: row?.updatedAt,
        ...scalars,
        branches: [
          {
            id: branchId,
            name: "main",
            description: "Initial main branch",
            createdBy: userIds.owner,
            projectId,
            versionNo: "1",
            permissions: [emails.owner],
            createdAt: bench.store.branches.get(branchId)?.createdAt,
          },
        ],
        secrets: [
          {
            id: secretId,
            key: "KEY",
            description: "",
            environmentType: "development",
            type: "API Key",
            lastUpdated: secret?.lastUpdated,
            expiryDate: null,
            rotationPolicy: "manual",
          },
        ],
        teamProjects: [{ id: expect.any(String), teamId: team?.id, projectId, team }],
      },
    ]);
  });

  test("one by its id says the caller's role, too", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { projectId } = bench.fixtures;
    const [listed] = await bench.data<Fields[]>("GET /project");

    expect(await bench.data(`GET /project?id=${projectId}`)).toEqual({ ...listed, currentUserRole: "owner" });
    expect(await bench.data(`GET /project?id=${projectId}`, { as: "viewer" })).toMatchObject({
      currentUserRole: "viewer",
    });
  });

  test("a list can be of one workspace, and has nothing for those outside", async () => {
    const bench = new Bench();
    const { workspaceId, miserWorkspaceId } = bench.fixtures;

    expect(await bench.data(`GET /project?workspaceId=${workspaceId}`)).toHaveLength(1);
    expect(await bench.data(`GET /project?workspaceId=${miserWorkspaceId}`)).toEqual([]);
    expect(await bench.data("GET /project", { as: "outsider" })).toEqual([]);
  });

  test("leaves out what others have made in a workspace of one's own", async () => {
    const bench = new Bench();
    bench.join("developer", "admin");
    const { workspaceId } = bench.fixtures;
    const body = { name: "Foreign", description: "", workspaceId };
    const { id } = await bench.data<{ id: string }>("POST /project", { as: "developer", body });

    expect(await bench.data("GET /project")).toMatchObject([{ name: "Owner Project" }]);
    expect(await bench.refusal(`GET /project?id=${id}`)).toBe("404 Project not found or access denied");
  });

  test("is refused without a login, for an unknown project and for a foreign one", async () => {
    const bench = new Bench();
    const { miserProjectId } = bench.fixtures;

    expect(await bench.refusal("GET /project", { as: "nobody" })).toBe("401 Unauthorized");
    for (const id of [unknownId, miserProjectId]) {
      expect(await bench.refusal(`GET /project?id=${id}`)).toBe("404 Project not found or access denied");
    }
  });

  test("fails with 500 for a malformed id", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /project?id=prj_1")).toBe("500 Failed to fetch projects");
    expect(await bench.refusal("GET /project?workspaceId=x")).toBe("500 Failed to fetch projects");
  });

  test("is closed to a service account: the list with 403, one project with 500", async () => {
    const bench = new Bench();
    const as = bench.addAccount(["*"]);

    const list = await bench.send("GET /project", { as });

    expect(list).toMatchObject({ status: 403, body: { error: "Forbidden", message: expect.stringMatching(sentence) } });
    expect(await bench.refusal(`GET /project?id=${bench.fixtures.projectId}`, { as })).toBe(
      "500 Failed to fetch projects",
    );
  });
});

describe("creating a project", () => {
  test("makes a branch main and answers with it and the creator", async () => {
    const bench = new Bench();
    const { workspaceId, userIds, emails } = bench.fixtures;
    const body = { name: "New", description: "d", workspaceId, securityLevel: "high" };

    const answer = await bench.send("POST /project", { body });

    const { id, createdAt } = answer.body as Project;
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "New",
      description: "d",
      userId: userIds.owner,
      workspaceId,
      createdAt,
      updatedAt: createdAt,
      ...scalars,
      branches: bench.store.branches.where(({ projectId }) => projectId === id),
      secrets: [],
      user: { id: userIds.owner, name: "Owner Fixture", email: emails.owner, role: "user" },
    });
  });

  test("leaves a notification and a chained audit row in the workspace", async () => {
    const bench = new Bench();
    const { workspaceId, userIds } = bench.fixtures;

    const { id } = await bench.data("POST /project", { body: { name: "New", description: "", workspaceId } });

    expect(bench.store.notifications.where(() => true)).toMatchObject([
      {
        userId: userIds.owner,
        taskTitle: "Project Created",
        description: 'Project "New" created',
        status: "success",
        read: false,
        workspaceId,
      },
    ]);
    expect(bench.auditRows).toMatchObject([
      {
        userId: userIds.owner,
        action: "project.create",
        entity: "project",
        entityId: id,
        workspaceId,
        currentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test("checks the login, the role, the name, the workspace and then the room", async () => {
    const bench = new Bench();
    const { miserWorkspaceId, workspaceId } = bench.fixtures;
    const ask = async (body: object, as: "miser" | "nobody" = "miser"): Promise<unknown> =>
      (await bench.send("POST /project", { as, body })).body;
    const named = { name: "New", description: "", workspaceId: miserWorkspaceId };
    for (const name of ["2", "3"]) await ask({ ...named, name });

    expect(await ask({}, "nobody")).toEqual({ error: "Unauthorized" });
    expect(await ask({ workspaceId })).toEqual({ error: expect.stringMatching(sentence) });
    expect(await ask({ workspaceId: unknownId })).toEqual({ error: expect.stringMatching(sentence) });
    expect(await ask({ workspaceId: "x" })).toEqual({ error: expect.stringMatching(sentence) });
    expect(await ask({ workspaceId: miserWorkspaceId })).toEqual({ error: "Project name is required" });
    expect(await ask({ name: "New" })).toEqual({ error: "Workspace ID is required" });
    expect(await ask(named)).toEqual({ error: "Project limit reached", message: expect.stringMatching(sentence) });
  });

  test("counts the room by the plan of the workspace's creator, whoever creates", async () => {
    const bench = new Bench();
    bench.join("developer", "admin");
    const { workspaceId } = bench.fixtures;
    const create = async (name: string): Promise<number> =>
      (await bench.send("POST /project", { as: "developer", body: { name, description: "", workspaceId } })).status;

    expect([await create("2"), await create("3"), await create("4")]).toEqual([201, 201, 201]);
  });

  test.each([{ raw: "{" }, { body: { name: "New" } }, { body: { name: 5, description: "" } }])(
    "fails with 500 for %o",
    async ({ raw, body }) => {
      const bench = new Bench();
      const { workspaceId } = bench.fixtures;

      const refusal = await bench.refusal(
        "POST /project",
        raw === undefined ? { body: { ...body, workspaceId } } : { raw },
      );

      expect(refusal).toBe("500 Failed to create project");
      expect(bench.store.projects.where(() => true)).toHaveLength(2);
    },
  );

  test("fails with 500 for a service account", async () => {
    const bench = new Bench();
    const body = { name: "New", description: "", workspaceId: bench.fixtures.workspaceId };

    expect(await bench.refusal("POST /project", { as: bench.addAccount(["*"]), body })).toBe(
      "500 Failed to create project",
    );
  });
});
