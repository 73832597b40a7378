import { describe, expect, test } from "vitest";
import { type Answered, Bench, type Fields, type Sender } from "./support/bench.ts";
import { aForbiddenSentence, anId, aSentence, aTime } from "./support/forms.ts";
import { secretRow, unknownId, writeSecrets } from "./support/secrets.ts";
import { createTeam, enlist, notesOf } from "./support/teams.ts";

const wish = { reason: "An incident.", duration: 30 };
const unforeseen = { status: 500, text: '{"error":"Internal Server Error"}' };

async function ask(bench: Bench, as: Sender = "developer"): Promise<string> {
  const body = { ...wish, projectId: bench.fixtures.projectId };
  const { requestId } = await bench.data<{ requestId: string }>("POST /access/request", { as, body });
  return requestId;
}

describe("POST /access/request", () => {
  test("stores the request of any login and tells the workspace's owner and active admins, not the asker", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    const teamId = await createTeam(bench);
    await enlist(bench, teamId, { person: "viewer", role: "admin" });

    const answer = await bench.send("POST /access/request", { as: "viewer", body: { ...wish, projectId } });

    expect(answer).toMatchObject({ status: 200, body: { success: true, message: "Access request created" } });
    expect(answer.body).toEqual(expect.objectContaining({ requestId: anId, status: "pending" }));
    expect(answer.headers.get("X-RateLimit-Limit")).toBe("100000");
    const note = { taskTitle: "New Access Request", description: aSentence, status: "pending", workspaceId };
    expect((await notesOf(bench, "owner"))[0]).toMatchObject({ ...note, message: "Reason: An incident." });
    expect(await notesOf(bench, "viewer")).not.toContainEqual(expect.objectContaining({ status: "pending" }));
    expect(bench.auditRows.at(-1)).toMatchObject({ action: "invite_accepted" });
  });

  test("names no project for secrets, but finds the workspace through the first of them", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const secretId = secretRow(bench).id;
    const request = async (body: object): Promise<unknown> => {
      const { requestId } = await bench.data("POST /access/request", { as: "viewer", body: { ...wish, ...body } });
      return bench.store.accessRequests.get(requestId);
    };

    const row = { secretIds: [secretId], projectId: null, workspaceId };

    expect(await request({ secretId })).toMatchObject(row);
    expect(await request({ secretIds: [secretId] })).toMatchObject(row);
    const empty = { as: "viewer", body: { ...wish, secretId, secretIds: [] } } as const;
    expect(await bench.refusal("POST /access/request", empty)).toBe("400 Must specify secretIds or projectId");
  });

  test("takes the number that a duration begins with, and fails for one without", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const send = async (duration: unknown): Promise<Answered> =>
      await bench.send("POST /access/request", { body: { reason: "Why", duration, projectId } });

    const statuses = [(await send("90 minutes")).status, (await send(1.5)).status];

    expect(statuses).toEqual([200, 200]);
    expect(bench.store.accessRequests.where(() => true).map(({ duration }) => duration)).toEqual([90, 1]);
    expect(await send("long")).toMatchObject(unforeseen);
  });

  test("checks its body before the login, and fails without one", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const send = async (body: object, as: Sender = "nobody"): Promise<unknown> =>
      await bench.send("POST /access/request", { as, body });
    const refused = (error: string): object => ({ status: 400, body: { error } });

    expect(await send({ reason: "Why" })).toMatchObject(refused("Reason and duration are required"));
    expect(await send(wish)).toMatchObject(refused("Must specify secretIds or projectId"));
    expect(await send({ ...wish, projectId })).toMatchObject(unforeseen);
    expect(await send({ ...wish, projectId: "prj_1" }, "viewer")).toMatchObject(unforeseen);
    expect(await send({ ...wish, projectId }, bench.addAccount(["*"]))).toMatchObject(unforeseen);
  });
});

describe("GET /access/request", () => {
  test("tells how a request stands to anybody who knows its id", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const id = await ask(bench);

    const answer = await bench.send(`GET /access/request?id=${id}`, { as: "nobody" });

    expect(answer.body).toEqual({ id, status: "pending", expiresAt: null, projectId, secretIds: [] });
  });

  test("refuses a missing and an unknown id, and fails for a malformed one", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /access/request")).toBe("400 Request ID is required");
    expect(await bench.refusal(`GET /access/request?id=${unknownId}`)).toBe("404 Access request not found");
    expect(await bench.send("GET /access/request?id=req_1")).toMatchObject(unforeseen);
  });
});

describe("GET /access/list", () => {
  test("lists a person's own requests, the newest first, with the names that belong to them", async () => {
    const bench = new Bench();
    const [first, second] = [await ask(bench), await ask(bench)];
    await ask(bench, "viewer");

    const rows = await bench.data<Fields[]>("GET /access/list?mode=my", { as: "developer" });

    const user = { email: bench.fixtures.emails.developer, name: "Developer Fixture" };
    expect(rows).toMatchObject([{ id: second }, { id: first, requestedAt: aTime }]);
    expect(rows[0]).toEqual(expect.objectContaining({ user, project: { name: "Owner Project" }, secret: null }));
    expect(await bench.data("GET /access/list", { as: "developer" })).toEqual(rows);
    expect(await bench.data(`GET /access/list?workspaceId=${unknownId}`, { as: "developer" })).toEqual(rows);
  });

  test("lists what is open and what is decided to the workspace's managers only, and running grants to any login", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const [open, decided] = [await ask(bench), await ask(bench)];
    await bench.data("POST /access/approve", { body: { requestId: decided, decision: "approved" } });
    const ids = async (mode: string, as: Sender): Promise<unknown> =>
      (await bench.data<Fields[]>(`GET /access/list?workspaceId=${workspaceId}&mode=${mode}`, { as })).map(
        ({ id }) => id,
      );

    expect(await ids("pending", "owner")).toEqual([open]);
    expect(await ids("history", "owner")).toEqual([decided]);
    expect(await ids("approved", "outsider")).toEqual([decided]);
    expect(await bench.data(`GET /access/list?mode=approved&workspaceId=${unknownId}`)).toEqual([]);
    for (const mode of ["pending", "history"]) {
      const refusal = await bench.refusal(`GET /access/list?workspaceId=${workspaceId}&mode=${mode}`, {
        as: "developer",
      });
      expect(refusal).toBe("403 Forbidden");
    }
    bench.advance(31 * 60_000);
    expect(await ids("approved", "outsider")).toEqual([]);
  });

  test("fails without a login", async () => {
    const bench = new Bench();

    expect(await bench.send("GET /access/list", { as: "nobody" })).toMatchObject(unforeseen);
  });
});

describe("POST /access/approve", () => {
  test("starts the time of a grant, and ends it at once when it is revoked", async () => {
    const bench = new Bench();
    const requestId = await ask(bench);

    const approved = await bench.data("POST /access/approve", { body: { requestId, decision: "approved" } });
    const { approvedAt } = bench.store.accessRequests.get(requestId) ?? {};
    bench.advance(60_000);
    const revoked = await bench.data("POST /access/approve", { body: { requestId, decision: "revoked" } });

    const expiresAt = "2026-06-15T12:30:00.000Z";
    expect(approved).toEqual({ success: true, message: "Request approved", status: "approved", expiresAt });
    const end = "2026-06-15T12:01:00.000Z";
    expect(revoked).toEqual({ success: true, message: "Request revoked", status: "revoked", expiresAt: end });
    expect(bench.store.accessRequests.get(requestId)).toMatchObject({ approvedAt });
    expect(bench.auditRows).toEqual([]);
  });

  test("refuses in this order: what is missing, what is unknown, who may not decide, what is decided already", async () => {
    const bench = new Bench();
    const requestId = await ask(bench);
    const send = async (body: object, as: Sender = "owner"): Promise<unknown> =>
      await bench.send("POST /access/approve", { as, body });
    const refused = (status: number, error: unknown): object => ({ status, body: { error } });
    const decision = "rejected";

    expect(await send({ requestId }, "nobody")).toMatchObject(refused(400, "requestId and decision required"));
    expect(await send({ requestId: unknownId, decision }, "nobody")).toMatchObject(refused(404, "Request not found"));
    expect(await send({ requestId, decision }, "nobody")).toMatchObject(unforeseen);
    expect(await send({ requestId: "req_1", decision })).toMatchObject(unforeseen);
    expect(await send({ requestId, decision }, "developer")).toMatchObject(refused(403, aForbiddenSentence));
    expect(await send({ requestId, decision: "revoked" })).toMatchObject(
      refused(400, "Only approved requests can be revoked"),
    );
    expect(await send({ requestId, decision })).toMatchObject({
      status: 200,
      body: { message: "Request rejected", expiresAt: null },
    });
    expect(await send({ requestId, decision: "approved" })).toMatchObject(refused(400, "Request is already rejected"));
    const decided = { approvedBy: bench.fixtures.userIds.owner, approvedAt: aTime };
    expect(bench.store.accessRequests.get(requestId)).toMatchObject(decided);
  });

  test("cannot be asked about a request of no workspace", async () => {
    const bench = new Bench();
    const body = { ...wish, projectId: unknownId };
    const { requestId } = await bench.data("POST /access/request", { body });

    const refusal = await bench.refusal("POST /access/approve", { body: { requestId, decision: "approved" } });

    expect(refusal).toBe("400 Invalid request (missing workspaceId)");
  });
});
