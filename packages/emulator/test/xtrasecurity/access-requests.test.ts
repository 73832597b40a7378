import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { aForbiddenSentence, anId, aSentence, aTime } from "./support/forms.ts";
import { secretRow, unknownId, writeSecrets } from "./support/secrets.ts";
import { createTeam, enlist } from "./support/teams.ts";

const path = "/access-requests";
const wish = { reason: "An incident.", duration: 30 };

async function ask(bench: Bench, settings: Fields = {}, as: Sender = "developer"): Promise<string> {
  const body = { ...wish, projectId: bench.fixtures.projectId, ...settings };
  const { id } = await bench.data<{ id: string }>(`POST ${path}`, { as, body });
  return id;
}

describe("POST /access-requests", () => {
  test("answers 200 with the pending request, and tells nobody", async () => {
    const bench = new Bench();
    const { projectId, workspaceId, userIds } = bench.fixtures;
    bench.join("developer", "developer");

    const answer = await bench.send(`POST ${path}`, { as: "developer", body: { ...wish, duration: "30", projectId } });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: anId,
      userId: userIds.developer,
      secretIds: [],
      projectId,
      reason: "An incident.",
      duration: 30,
      status: "pending",
      approvedBy: null,
      approvedAt: null,
      expiresAt: null,
      requestedAt: aTime,
      workspaceId,
    });
    expect(await bench.data("GET /notifications")).toEqual({ notifications: [] });
    expect(bench.auditRows).toEqual([]);
  });

  test("refuses in this order: what is missing, what is unknown, who has no role in the workspace", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const send = async (body: Fields): Promise<unknown> => await bench.send(`POST ${path}`, { as: "outsider", body });
    const refused = (status: number, error: unknown): object => ({ status, body: { error } });

    expect(await send({ reason: "Why" })).toMatchObject(refused(400, "Reason and duration are required"));
    expect(await send(wish)).toMatchObject(refused(400, "Must specify secretId or projectId"));
    expect(await send({ ...wish, secretId: unknownId })).toMatchObject(refused(404, "Secret not found"));
    expect(await send({ ...wish, projectId: unknownId })).toMatchObject(refused(404, "Project not found"));
    expect(await send({ ...wish, projectId })).toMatchObject(refused(403, aSentence));
    expect(await send({ ...wish, projectId: "prj_1" })).toMatchObject(refused(500, "Internal Server Error"));
    expect(await bench.refusal(`POST ${path}`, { as: "nobody", body: {} })).toBe("401 Unauthorized");
    expect(await bench.refusal(`POST ${path}`, { raw: "{" })).toBe("500 Internal Server Error");
  });
});

describe("GET /access-requests", () => {
  test("lists the newest first, with who asks, for which project and which secret", async () => {
    const bench = new Bench();
    const { projectId, userIds, emails } = bench.fixtures;
    bench.join("developer", "developer");
    await writeSecrets(bench, { KEY: "1" });
    const secretId = secretRow(bench).id;
    const first = await ask(bench);
    const second = await ask(bench, { secretId });

    const rows = await bench.data<Fields[]>(`GET ${path}?projectId=${projectId}`);

    const user = { id: userIds.developer, name: "Developer Fixture", email: emails.developer, image: null };
    const project = { id: projectId, name: "Owner Project" };
    expect(rows).toMatchObject([
      { id: second, user, project, secret: { id: secretId, key: "KEY" } },
      { id: first, user, project, secret: null },
    ]);
  });

  test("leaves out a secret that is gone", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    await writeSecrets(bench, { KEY: "1" });
    await ask(bench, { secretId: secretRow(bench).id });
    bench.store.secrets.delete(secretRow(bench));

    const [row] = await bench.data<Fields[]>(`GET ${path}?workspaceId=${bench.fixtures.workspaceId}`);

    expect(row).not.toHaveProperty("secret");
  });

  test("shows managers all, everybody else the own ones, and takes a status", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    bench.join("developer", "developer");
    bench.join("viewer", "viewer");
    const id = await ask(bench);
    await ask(bench, {}, "viewer");
    const count = async (query: string, as: Sender): Promise<number> =>
      (await bench.data<Fields[]>(`GET ${path}?${query}`, { as })).length;

    expect(await count(`workspaceId=${workspaceId}`, "owner")).toBe(2);
    expect(await count(`workspaceId=${workspaceId}`, "developer")).toBe(1);
    expect(await count(`projectId=${projectId}`, "viewer")).toBe(1);
    await bench.data(`PATCH ${path}/${id}`, { body: { status: "rejected" } });
    expect(await count(`projectId=${projectId}&status=pending`, "owner")).toBe(1);
  });

  test("shows a project's requests to an admin of its workspace, too, who has no role in it", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    bench.join("developer", "developer");
    const id = await ask(bench);
    await enlist(bench, await createTeam(bench), { person: "viewer", role: "admin" });

    const rows = await bench.data<Fields[]>(`GET ${path}?projectId=${projectId}`, { as: "viewer" });

    expect(rows).toMatchObject([{ id }]);
  });

  test("leaves a request that names no project out of every project's", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const body = { ...wish, secretId: secretRow(bench).id };
    const { requestId } = await bench.data("POST /access/request", { body });

    expect(await bench.data(`GET ${path}?projectId=${projectId}`)).toEqual([]);
    expect(await bench.data(`GET ${path}?workspaceId=${workspaceId}`)).toMatchObject([{ project: null }]);
    const decision = { body: { status: "approved" } };
    const refusal = await bench.refusal(`PATCH ${path}/${String(requestId)}`, decision);
    expect(refusal).toBe("500 Missing project context");
  });

  test("refuses a query without a place, an unknown project and a stranger", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    const refusal = async (query: string): Promise<string> =>
      await bench.refusal(`GET ${path}${query}`, { as: "outsider" });

    expect(await bench.send(`GET ${path}`)).toMatchObject({ status: 400, body: { error: aSentence } });
    expect(await refusal(`?projectId=${unknownId}`)).toBe("404 Project not found");
    expect(await refusal(`?projectId=${projectId}`)).toBe("403 Unauthorized");
    expect(await refusal(`?workspaceId=${workspaceId}`)).toBe("403 Unauthorized");
    expect(await refusal("?projectId=prj_1")).toBe("500 Internal Server Error");
    expect(await bench.refusal(`GET ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`GET ${path}`, { as: bench.addAccount(["*"]) })).toBe("500 Internal Server Error");
  });
});

describe("PATCH /access-requests/{id}", () => {
  test("starts the time of a pending request, and leaves an unchained row in the audit log", async () => {
    const bench = new Bench();
    const { workspaceId, userIds } = bench.fixtures;
    bench.join("developer", "developer");
    const id = await ask(bench);

    const row = await bench.data(`PATCH ${path}/${id}`, { body: { status: "approved" } });

    expect(row).toMatchObject({ id, status: "approved", approvedBy: userIds.owner, approvedAt: aTime });
    expect(row).toMatchObject({ expiresAt: "2026-06-15T12:30:00.000Z" });
    const deed = { action: "jit_request_approved", entity: "access_request", entityId: id, workspaceId };
    expect(bench.auditRows).toMatchObject([{ ...deed, previousHash: null, currentHash: null }]);
    const { developer: requestUserId } = userIds;
    expect(bench.auditRows[0]?.changes).toMatchObject({ requestUserId, duration: 30, reason: "An incident." });
  });

  test("sets a granted request to any status and keeps who approved it, when and until when", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    const id = await ask(bench);
    const approved = await bench.data(`PATCH ${path}/${id}`, { body: { status: "approved" } });

    const revoked = await bench.data(`PATCH ${path}/${id}`, { body: { status: "revoked" } });

    expect(revoked).toEqual({ ...approved, status: "revoked" });
    expect(await bench.data(`PATCH ${path}/${id}`, { body: { status: "expired" } })).toMatchObject({
      status: "expired",
    });
  });

  test("gives no end to what was rejected before it was approved", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    const id = await ask(bench);
    await bench.data(`PATCH ${path}/${id}`, { body: { status: "rejected" } });

    const row = await bench.data(`PATCH ${path}/${id}`, { body: { status: "approved" } });

    expect(row).toMatchObject({ status: "approved", expiresAt: null });
  });

  test("refuses an unknown status, an unknown request, and everybody but the project's managers", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const id = await ask(bench, {}, "viewer");
    const send = async (request: string, status: string): Promise<unknown> =>
      await bench.send(`PATCH ${path}/${request}`, { as: "viewer", body: { status } });

    expect(await send(unknownId, "pending")).toMatchObject({ status: 400, body: { error: "Invalid status" } });
    expect(await send(unknownId, "approved")).toMatchObject({ status: 404, body: { error: "Request not found" } });
    expect(await send(id, "approved")).toMatchObject({ status: 403, body: { error: aForbiddenSentence } });
    expect(await send("req_1", "approved")).toMatchObject({ status: 500 });
    expect(await bench.refusal(`PATCH ${path}/${id}`, { as: "nobody" })).toBe("401 Unauthorized");
  });
});
