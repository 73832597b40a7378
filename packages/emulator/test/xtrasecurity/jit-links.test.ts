import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { anId, aSentence, aTime } from "./support/forms.ts";
import { secretRow, unknownId, writeSecrets } from "./support/secrets.ts";
import { notesOf } from "./support/teams.ts";

async function generate(bench: Bench, settings: Fields = {}): Promise<string> {
  const body = { projectId: bench.fixtures.projectId, duration: 30, ...settings };
  const { token } = await bench.data<{ token: string }>("POST /jit/generate", { body });
  return token;
}

/** Lets a person pay for a plan. */
function upgrade({ store, fixtures }: Bench, person: "developer" | "viewer" | "outsider"): void {
  Object.assign(store.users.get(fixtures.userIds[person]) ?? {}, { tier: "pro" });
}

describe("POST /jit/generate", () => {
  test("hands out a token with where to go with it", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;

    const answer = await bench.data("POST /jit/generate", { body: { projectId, duration: "30" } });

    const { token } = answer as { token: string };
    expect(answer).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{48}$/),
      url: `https://xtra.example/jit/${token}`,
      cliCommand: `xtra access jit ${token}`,
      expiresAt: "2026-06-16T12:00:00.000Z",
      duration: 30,
      accessLevel: "read",
    });
    const deed = { action: "JIT_LINK_GENERATED", entity: "project", entityId: projectId, workspaceId: null };
    expect(bench.auditRows).toMatchObject([deed]);
    expect(bench.auditRows[0]?.currentHash).not.toBeNull();
  });

  test("points to the page that asked for it", async () => {
    const bench = new Bench();
    const body = { projectId: bench.fixtures.projectId, duration: 30 };

    const { url } = await bench.data("POST /jit/generate", { body, headers: { Origin: "https://desk.example" } });

    expect(url).toMatch(/^https:\/\/desk\.example\/jit\/[0-9a-f]{48}$/);
  });

  test("takes zero hours and zero uses for none given", async () => {
    const bench = new Bench();

    const token = await generate(bench, { expiresInHours: 0, maxUses: 0 });

    const expiresAt = "2026-06-16T12:00:00.000Z";
    expect(await bench.data(`GET /jit/${token}`)).toMatchObject({ expiresAt, maxUses: 1 });
  });

  test("refuses a free plan before anything in the body, then the body, then the role", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    bench.join("viewer", "viewer");
    bench.join("developer", "developer");
    const send = async (as: Sender, body: object): Promise<unknown> =>
      await bench.send("POST /jit/generate", { as, body });

    expect(await send("viewer", {})).toMatchObject({ status: 403, body: { error: aSentence } });
    for (const person of ["viewer", "developer", "outsider"] as const) upgrade(bench, person);
    expect(await send("viewer", {})).toMatchObject({ status: 400, body: { error: "projectId is required" } });
    expect(await send("viewer", { projectId })).toMatchObject({ status: 400, body: { error: aSentence } });
    const body = { projectId, duration: 30 };
    expect(await send("viewer", body)).toMatchObject({ status: 403, body: { error: aSentence } });
    expect(await send("outsider", body)).toMatchObject({ status: 403, body: { error: aSentence } });
    expect(await send("developer", body)).toMatchObject({ status: 200 });
    expect(await send("owner", { ...body, projectId: unknownId })).toMatchObject({ status: 403 });
    expect(await send("owner", { ...body, projectId: "prj_1" })).toMatchObject({ status: 500 });
    expect(await send("nobody", body)).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
  });
});

describe("GET /jit/{token}", () => {
  test("describes the link to any login", async () => {
    const bench = new Bench();
    const { projectId, branchId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const secretIds = [secretRow(bench).id];
    const scope = { branchId, environment: "production", secretIds };
    const token = await generate(bench, { ...scope, label: "Deploy", maxUses: 2, expiresInHours: 1 });

    const answer = await bench.data(`GET /jit/${token}`, { as: "outsider" });

    expect(answer).toEqual({
      token,
      projectName: "Owner Project",
      projectId,
      branchName: "main",
      ...scope,
      secretKeys: ["KEY"],
      duration: 30,
      label: "Deploy",
      accessLevel: "read",
      expiresAt: "2026-06-15T13:00:00.000Z",
      maxUses: 2,
      usedCount: 0,
      createdBy: "Owner Fixture",
      createdAt: aTime,
    });
  });

  test("sends null for what the link does not have", async () => {
    const bench = new Bench();
    const token = await generate(bench);

    const answer = await bench.data(`GET /jit/${token}`);

    expect(answer).toMatchObject({ branchName: null, branchId: null, environment: null, label: null, maxUses: 1 });
  });

  test("refuses who is not logged in, an unknown token, and says why a link is over", async () => {
    const bench = new Bench();
    const [used, revoked, expired] = [
      await generate(bench),
      await generate(bench),
      await generate(bench, { expiresInHours: 1 }),
    ];
    await bench.data("POST /jit/claim", { as: "viewer", body: { token: used } });
    Object.assign(bench.store.jitLinks.first(({ token }) => token === revoked) ?? {}, { isRevoked: true });
    bench.advance(2 * 60 * 60_000);
    const send = async (token: string): Promise<unknown> => await bench.send(`GET /jit/${token}`);

    const stranger = await bench.refusal(`GET /jit/${used}`, { as: "nobody" });
    expect(stranger).toBe("401 Unauthorized — please log in");
    expect(await bench.refusal("GET /jit/0")).toBe("404 JIT link not found");
    expect(await send(expired)).toMatchObject({
      status: 410,
      body: { error: "This JIT link has expired", expired: true },
    });
    expect(await send(revoked)).toMatchObject({
      status: 410,
      body: { error: "This JIT link has been revoked", revoked: true },
    });
    expect(await send(used)).toMatchObject({ status: 410, body: { error: aSentence, exhausted: true } });
  });
});

describe("POST /jit/claim", () => {
  test("asks for access in the link's words and tells the project's creator", async () => {
    const bench = new Bench();
    const { projectId, branchId, userIds } = bench.fixtures;
    const token = await generate(bench, { label: "Deploy", branchId, environment: "production" });

    const answer = await bench.data("POST /jit/claim", { as: "viewer", body: { token } });

    expect(answer).toEqual({
      success: true,
      requestId: anId,
      status: "pending",
      message: "Access request submitted. Awaiting admin/owner approval.",
      duration: 30,
      accessLevel: "read",
    });
    const request = bench.store.accessRequests.get(answer["requestId"]);
    expect(request).toMatchObject({ userId: userIds.viewer, projectId, duration: 30 });
    expect(request?.reason).toBe("JIT Link: Deploy [env: production, branch scoped]");
    const note = { taskTitle: "JIT Access Request", description: aSentence, status: "info", workspaceId: null };
    expect((await notesOf(bench, "owner"))[0]).toMatchObject(note);
    const deed = { action: "JIT_LINK_CLAIMED", entity: "project", entityId: projectId, workspaceId: null };
    expect(bench.auditRows.at(-1)).toMatchObject(deed);
  });

  test("calls a link without a label a shared access link", async () => {
    const bench = new Bench();
    const token = await generate(bench);

    const { requestId } = await bench.data("POST /jit/claim", { as: "viewer", body: { token } });

    expect(bench.store.accessRequests.get(requestId)).toMatchObject({ reason: "JIT Link: Shared access link" });
  });

  test("refuses a link that is over before its own maker, and a second claim while the first waits", async () => {
    const bench = new Bench();
    const once = await generate(bench);
    const often = await generate(bench, { maxUses: 9 });
    await bench.data("POST /jit/claim", { as: "outsider", body: { token: once } });
    const first = await bench.data("POST /jit/claim", { as: "viewer", body: { token: often } });
    const send = async (token: string | undefined, as: Sender = "owner"): Promise<unknown> =>
      await bench.send("POST /jit/claim", { as, body: { token } });
    const over = { status: 410, body: { error: aSentence } };

    expect(await send(undefined)).toMatchObject({ status: 400, body: { error: "Token is required" } });
    expect(await send("0")).toMatchObject({ status: 404, body: { error: "JIT link not found" } });
    expect(await send(once)).toMatchObject(over);
    expect(((await send(once)) as { body: object }).body).not.toHaveProperty("exhausted");
    expect(await send(often)).toMatchObject({ status: 400, body: { error: aSentence } });
    const { requestId } = first;
    expect(await send(often, "viewer")).toMatchObject({ status: 409, body: { error: aSentence, requestId } });
    expect(await send(often, "nobody")).toMatchObject({ status: 401 });
    bench.advance(24 * 60 * 60_000);
    expect(await send(often)).toMatchObject({ status: 410, body: { error: "This JIT link has expired" } });
  });
});
