import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { aDatabaseText, anId, aSentence, aTime } from "./support/forms.ts";
import { createSchedule, plan } from "./support/rotation.ts";
import { createBranch, secretRow, unknownId, writeSecrets } from "./support/secrets.ts";
import { createTeam, enlist } from "./support/teams.ts";

const path = "/rotation/schedules";

describe("a rotation schedule", () => {
  test("is made for the oldest secret of a key, and listed in the same form", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    createBranch(bench, "next");
    await writeSecrets(bench, { KEY: "2" }, { branch: "next" });

    const answer = await bench.send(`POST ${path}`, { body: { ...plan, projectId } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: anId,
      secretId: secretRow(bench).id,
      secretKey: "KEY",
      projectId,
      projectName: "Owner Project",
      branch: "main",
      frequency: "daily",
      customDays: null,
      enabled: true,
      nextRotation: "2026-06-16T12:00:00.000Z",
      rotationMethod: "auto-generate",
      webhookUrl: null,
      createdAt: aTime,
    });
    expect(await bench.data(`GET ${path}?projectId=${projectId}`)).toEqual([answer.body]);
    expect(bench.auditRows.map(({ action }) => action)).not.toContain("rotation");
  });

  test("finds a secret on a named branch, or by its id, and calls no branch Global", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    createBranch(bench, "next");
    await writeSecrets(bench, { KEY: "2" }, { branch: "next" });
    const { id } = secretRow(bench);
    Object.assign(secretRow(bench), { branchId: null });

    await createSchedule(bench, { branch: "next" });
    await createSchedule(bench, { secretKey: undefined, secretId: id });

    const rows = await bench.data<Fields[]>(`GET ${path}?workspaceId=${bench.fixtures.workspaceId}`);
    expect(rows).toMatchObject([{ secretId: id, branch: "Global" }, { branch: "next" }]);
    expect(await bench.data(`GET ${path}`)).toEqual(rows);
    expect(await bench.data(`GET ${path}`, { as: "outsider" })).toEqual([]);
  });

  test.each([
    ["daily", undefined, "2026-06-16"],
    ["weekly", 3, "2026-06-22"],
    ["monthly", undefined, "2026-07-15"],
    ["quarterly", undefined, "2026-09-13"],
    ["custom", 3, "2026-06-18"],
    ["custom", undefined, "2026-07-15"],
  ])("that is %s with %s days of its own is due on %s", async (frequency, customDays, day) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });

    await createSchedule(bench, { frequency, customDays });

    const [row] = await bench.data<Fields[]>(`GET ${path}?projectId=${bench.fixtures.projectId}`);
    const kept = frequency === "custom" ? (customDays ?? null) : null;
    expect(row).toMatchObject({ nextRotation: `${day}T12:00:00.000Z`, customDays: kept });
  });

  test("is listed for those who reach its project, and for managers of the workspace", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    await createSchedule(bench);
    await enlist(bench, await createTeam(bench), { person: "miser", role: "admin" });
    bench.join("viewer", "viewer");
    const count = async (query: string, as: Sender): Promise<number> =>
      (await bench.data<Fields[]>(`GET ${path}${query}`, { as })).length;

    expect(await count("", "viewer")).toBe(1);
    expect(await count(`?workspaceId=${workspaceId}`, "viewer")).toBe(1);
    expect(await count(`?workspaceId=${workspaceId}`, "outsider")).toBe(0);
    expect(await count(`?projectId=${projectId}`, "outsider")).toBe(1);
    expect(await count(`?workspaceId=${workspaceId}`, "miser")).toBe(1);
    expect(await count("", "miser")).toBe(0);
    const account = await bench.send(`GET ${path}`, { as: bench.addAccount(["*"]) });
    expect(account).toMatchObject({ status: 500, body: { error: aDatabaseText } });
  });

  test("takes a branch that is not there for none, and only a secret of the project in the body", async () => {
    const bench = new Bench();
    const { projectId, miserProjectId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const secretId = secretRow(bench).id;
    const send = async (body: object): Promise<unknown> => await bench.send(`POST ${path}`, { body });
    const invalid = { status: 404, body: { error: "Secret not found or invalid" } };

    expect(await send({ ...plan, secretId, projectId: miserProjectId })).toMatchObject(invalid);
    expect(await send({ ...plan, secretId })).toMatchObject(invalid);
    expect(await send(plan)).toMatchObject(invalid);
    expect(await send({ ...plan, secretKey: undefined, projectId })).toMatchObject(invalid);
    const made = { status: 201, body: { branch: "main" } };
    expect(await send({ ...plan, projectId, branch: "none" })).toMatchObject(made);
  });

  test("is open to any login, a service account too, but for one secret only once", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const send = async (body: object, as: Sender = "outsider"): Promise<unknown> =>
      await bench.send(`POST ${path}`, { as, body });

    expect(await send(plan, "nobody")).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
    expect(await send({ ...plan, projectId, secretKey: "NONE" })).toMatchObject({
      status: 404,
      body: { error: "Secret not found or invalid" },
    });
    expect(await send({ ...plan, projectId: "prj_1" })).toMatchObject({ status: 500, body: { error: aDatabaseText } });
    expect(await send({ ...plan, projectId }, bench.addAccount([]))).toMatchObject({ status: 201 });
    expect(await send({ ...plan, projectId })).toMatchObject({ status: 409, body: { error: aSentence } });
    expect(await bench.data(`GET ${path}?projectId=${projectId}`, { as: bench.addAccount([]) })).toHaveLength(1);
  });

  test("is paused in a form of its own", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const id = await createSchedule(bench, { webhookUrl: "https://hooks.example/1" });

    const row = await bench.data(`PATCH ${path}`, { body: { id, enabled: false } });

    expect(row).toEqual({
      id,
      secretId: secretRow(bench).id,
      projectId,
      environment: "production",
      frequency: "daily",
      customDays: null,
      nextRotation: aTime,
      lastRotation: null,
      status: "paused",
      method: "auto-generate",
      webhookUrl: "https://hooks.example/1",
      createdAt: aTime,
      updatedAt: aTime,
    });
    expect(await bench.refusal("POST /rotation/run", { body: { scheduleId: id } })).toBe("500 Schedule is paused");
    expect(await bench.data(`PATCH ${path}`, { body: { id, enabled: true } })).toMatchObject({ status: "active" });
    expect(await bench.data(`PATCH ${path}`, { body: { id } })).toMatchObject({ status: "paused" });
  });

  test("can be deleted until it has run", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const fresh = await createSchedule(bench);

    expect(await bench.data(`DELETE ${path}?id=${fresh}`)).toEqual({ message: "Schedule deleted successfully" });
    const used = await createSchedule(bench);
    await bench.data("POST /rotation/run", { body: { scheduleId: used } });

    const answer = await bench.send(`DELETE ${path}?id=${used}`);
    expect(answer).toMatchObject({ status: 500, body: { error: aDatabaseText } });
  });

  test("needs an id for a change, and the database refuses an unknown one", async () => {
    const bench = new Bench();

    expect(await bench.refusal(`PATCH ${path}`, { body: {} })).toBe("400 Schedule ID required");
    expect(await bench.refusal(`DELETE ${path}`)).toBe("400 Schedule ID required");
    for (const id of [unknownId, "sch_1"]) {
      const answer = await bench.send(`DELETE ${path}?id=${id}`);
      expect(answer).toMatchObject({ status: 500, body: { error: aDatabaseText } });
    }
    for (const method of ["GET", "PATCH", "DELETE"]) {
      expect(await bench.refusal(`${method} ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
    }
  });
});
