import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { aDatabaseText, aForbiddenSentence, aSentence } from "./support/forms.ts";
import { readValues, unknownId, writeSecrets } from "./support/secrets.ts";
import { createTeam, enlist } from "./support/teams.ts";

describe("POST /audit/export", () => {
  test("gives no file to anybody: 500 to a workspace's managers, 403 to everyone else", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const send = async (as: "owner" | "developer" | "nobody", body: object): Promise<unknown> =>
      await bench.send("POST /audit/export", { as, body: { format: "json", ...body } });

    expect(await send("owner", { projectId: workspaceId })).toMatchObject({
      status: 500,
      body: { error: aDatabaseText },
    });
    expect(await send("owner", {})).toMatchObject({ status: 403, body: { error: aForbiddenSentence } });
    expect(await send("developer", { projectId: workspaceId })).toMatchObject({ status: 403 });
    expect(await send("nobody", {})).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
  });
});

describe("GET /audit/verify", () => {
  test("finds a chain of writes whole", async () => {
    const bench = new Bench();
    expect(await bench.data("GET /audit/verify")).toEqual({ valid: true, message: aSentence });
    await writeSecrets(bench, { A: "1", B: "2" });
    await createTeam(bench);

    expect(await bench.data("GET /audit/verify", { as: "outsider" })).toEqual({ valid: true, message: aSentence });
    expect(await bench.refusal("GET /audit/verify", { as: "nobody" })).toBe("401 Unauthorized");
  });

  test("is broken by a row that stands outside the chain, as an accepted invitation leaves one", async () => {
    const bench = new Bench();
    await enlist(bench, await createTeam(bench), { person: "viewer", role: "viewer" });

    const answer = await bench.send("GET /audit/verify");

    const details = { brokenAtId: bench.auditRows[1]?.id, reason: "Previous hash mismatch" };
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({ valid: false, message: "Audit log chain is broken!", details });
  });

  test("is broken by the two rows that one read leaves", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    bench.join("miser", "developer");
    await bench.data(`GET /projects/${projectId}/envs/production/secrets`, { as: "miser" });

    const answer = await bench.send("GET /audit/verify");

    const details = { brokenAtId: bench.auditRows[1]?.id, reason: "Previous hash mismatch" };
    expect(answer).toMatchObject({ status: 409, body: { details } });
  });

  test("finds a row that was altered", async () => {
    const bench = new Bench();
    await readValues(bench);
    const [row] = bench.auditRows;
    Object.assign(row ?? {}, { action: "secret.delete" });

    const answer = await bench.send("GET /audit/verify");

    const details = { brokenAtId: row?.id, reason: "Hash verification failed" };
    expect(answer).toMatchObject({ status: 409, body: { valid: false, details } });
  });
});

test("the statistics count the day's rows and nothing else, for service accounts too", async () => {
  const bench = new Bench();
  await createTeam(bench);
  bench.advance(2 * 86_400_000);
  await createTeam(bench, { name: "Breakers" });

  const stats = await bench.data("GET /audit/stats", { as: bench.addAccount([]) });

  expect(stats).toEqual({ dailyEvents: 1, totalEvents: 0, criticalEvents: 0, failedActions: 0, activeUsers: 1 });
  expect(await bench.refusal("GET /audit/stats", { as: "nobody" })).toBe("401 Unauthorized");
});

describe("GET /audit/dashboard", () => {
  test("sums up the rows of a range, day by day", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    await createTeam(bench);
    bench.advance(2 * 86_400_000);
    await writeSecrets(bench, { A: "1", B: "2" });

    const week = await bench.data(`GET /audit/dashboard?workspaceId=${workspaceId}&range=7d`);
    const day = await bench.data(`GET /audit/dashboard?workspaceId=${workspaceId}&range=24h`);

    expect(week).toEqual({
      period: "7d",
      stats: { totalEvents: 3, secretAccesses: 0, failedLogins: 0, activeUsers: 1 },
      trend: [
        { date: "2026-06-15", count: 1 },
        { date: "2026-06-17", count: 2 },
      ],
      anomalies: [],
    });
    expect(day).toMatchObject({ period: "24h", trend: [{ date: "2026-06-17", count: 2 }] });
  });

  test("counts uploaded accesses and failed logins", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    const actions = ["secret_access", "login_failed", "auth_failure", "rotationFailed", "run"];
    const logs = actions.map((action) => ({ timestamp: "2026-06-15T11:00:00Z", action, workspaceId }));
    await bench.data("POST /audit/cli-logs", { body: { logs } });

    const { stats } = await bench.data(`GET /audit/dashboard?workspaceId=${workspaceId}`);

    expect(stats).toEqual({ totalEvents: 5, secretAccesses: 1, failedLogins: 3, activeUsers: 1 });
  });

  test("sums up for others their own rows and those of projects within reach, and nothing without one", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    await createTeam(bench);
    await readValues(bench);
    const total = async (): Promise<unknown> => {
      const { stats } = await bench.data(`GET /audit/dashboard?workspaceId=${workspaceId}`, { as: "viewer" });
      return (stats as { totalEvents: number }).totalEvents;
    };

    expect(await total()).toBe(0);
    bench.join("viewer", "viewer");
    expect(await total()).toBe(1);
  });

  test("needs a login and a workspace", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /audit/dashboard", { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal("GET /audit/dashboard")).toBe("400 Workspace ID is required");
    expect(await bench.send("GET /audit/dashboard?workspaceId=ws_1")).toMatchObject({
      status: 500,
      body: { error: aDatabaseText },
    });
  });
});

describe("POST /audit/cli-logs", () => {
  test("takes entries as they are and fills in what they leave out", async () => {
    const bench = new Bench();
    const { projectId, workspaceId, userIds } = bench.fixtures;
    const timestamp = "2026-06-15T11:00:00.000Z";
    const logs = [
      { timestamp, action: "run", projectId, details: { command: "ls" } },
      { timestamp, action: "login", entity: "cli", entityId: "desk", workspaceId: unknownId },
      { timestamp, action: "logout" },
    ];

    const answer = await bench.send("POST /audit/cli-logs", { body: { logs } });

    expect(answer).toMatchObject({ status: 200, body: { success: true, count: 3 } });
    expect(answer.headers.get("X-RateLimit-Limit")).toBe("100000");
    const changes = { command: "ls" };
    expect(bench.auditRows).toMatchObject([
      { action: "run", entity: "cli-project", entityId: projectId, timestamp, workspaceId, changes },
      { action: "login", entity: "cli", entityId: "desk", timestamp, workspaceId: unknownId },
      { action: "logout", entityId: "global", workspaceId: null, userId: userIds.owner, changes: {} },
    ]);
    expect(bench.auditRows[0]).toMatchObject({ ipAddress: "127.0.0.1", userAgent: "XtraSec CLI" });
    expect(bench.auditRows.every(({ currentHash }) => currentHash !== null)).toBe(true);
  });

  test("writes down what a service account did as its project's creator's, and the page can still be read", async () => {
    const bench = new Bench();
    const { projectId, workspaceId, userIds } = bench.fixtures;
    const logs = [{ timestamp: "2026-06-15T11:00:00Z", action: "run", projectId }];

    const answer = await bench.data("POST /audit/cli-logs", { as: bench.addAccount([]), body: { logs } });

    expect(answer).toEqual({ success: true, count: 1 });
    expect(await bench.data(`GET /audit?workspaceId=${workspaceId}`)).toMatchObject({
      data: [{ action: "run", userId: userIds.owner }],
    });
  });

  test("takes all entries or none, and a project that cannot be found for none", async () => {
    const bench = new Bench();
    const timestamp = "2026-06-15T11:00:00Z";
    const send = async (logs: object[]): Promise<unknown> =>
      await bench.send("POST /audit/cli-logs", { body: { logs } });

    expect(await send([{ timestamp, action: "run" }, { action: "no time" }])).toMatchObject({ status: 500 });
    expect(bench.auditRows).toEqual([]);
    expect(await send([{ timestamp, action: "run", projectId: "prj_1" }])).toMatchObject({ status: 200 });
    expect(bench.auditRows).toMatchObject([{ entityId: "prj_1", workspaceId: null }]);
  });

  test("fails without a login at once, and refuses what is no list", async () => {
    const bench = new Bench();
    const unforeseen = { status: 500, text: '{"error":"Internal Server Error"}' };

    expect(await bench.send("POST /audit/cli-logs", { as: "nobody", body: {} })).toMatchObject(unforeseen);
    expect(await bench.refusal("POST /audit/cli-logs", { body: { logs: "x" } })).toBe(
      "400 Invalid format. Expected 'logs' array.",
    );
    expect(await bench.send("POST /audit/cli-logs", { body: { logs: [{}] } })).toMatchObject(unforeseen);
  });
});
