import { describe, expect, test } from "vitest";
import { Bench, type Sender } from "./support/bench.ts";
import { aDatabaseText, aForbiddenSentence, anId, aSentence, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";

const path = "/access/break-glass";
const minute = 60_000;

function start({ fixtures }: Bench): { readonly body: object } {
  return { body: { projectId: fixtures.projectId, reason: "An incident." } };
}

describe("POST /access/break-glass", () => {
  test("opens the project for 15 minutes and leaves an unchained row in the workspace's audit log", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;

    const answer = await bench.data(`POST ${path}`, start(bench));

    expect(answer).toEqual({ success: true, message: aSentence, expiresAt: "2026-06-15T12:15:00.000Z" });
    const deed = { action: "break_glass_activated", entity: "project", entityId: projectId, workspaceId };
    expect(bench.auditRows).toMatchObject([{ ...deed, currentHash: null }]);
    const { expiresAt } = answer;
    expect(bench.auditRows[0]?.changes).toMatchObject({ reason: "An incident.", expiresAt });
  });

  test("shows the session that runs instead of starting a second, until it is over", async () => {
    const bench = new Bench();
    const { projectId, userIds } = bench.fixtures;
    await bench.data(`POST ${path}`, start(bench));

    const answer = await bench.data(`POST ${path}`, start(bench));

    expect(answer).toEqual({
      message: "Active Break Glass session already exists",
      session: {
        id: anId,
        userId: userIds.owner,
        projectId,
        incidentId: expect.stringMatching(/^INC-\d{13}$/),
        reason: "An incident.",
        startedAt: aTime,
        expiresAt: "2026-06-15T12:15:00.000Z",
        endedAt: null,
        isActive: true,
      },
    });
    bench.advance(15 * minute);
    expect(await bench.data(`POST ${path}`, start(bench))).toMatchObject({ success: true });
  });

  test("refuses missing fields, and then everybody but the project's managers", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    bench.join("developer", "developer");
    const reason = "Why";
    const send = async (body: object, as: Sender = "developer"): Promise<unknown> =>
      await bench.send(`POST ${path}`, { as, body });
    const forbidden = { status: 403, body: { error: aForbiddenSentence } };

    expect(await send({ projectId })).toMatchObject({
      status: 400,
      body: { error: "Missing required fields: projectId, reason" },
    });
    expect(await send({ projectId, reason })).toMatchObject(forbidden);
    expect(await send({ projectId, reason }, bench.addAccount(["*"]))).toMatchObject(forbidden);
    expect(await send({ projectId: unknownId, reason })).toMatchObject(forbidden);
    expect(await send({ projectId: "prj_1", reason })).toMatchObject({
      status: 500,
      body: { error: "Internal Server Error", details: aDatabaseText },
    });
    expect(await send({ projectId, reason }, "nobody")).toMatchObject({ status: 401 });
  });
});

test("commands can be written down while a session runs, and no longer after its end", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  const body = { projectId, command: "ls", output: "", metadata: {} };
  await bench.data(`POST ${path}`, start(bench));

  expect(await bench.data(`PUT ${path}`, { body })).toEqual({ success: true });
  const end = await bench.data(`PATCH ${path}`, { body: { projectId } });

  expect(end).toEqual({ success: true, message: "Break Glass session ended." });
  expect(await bench.refusal(`PUT ${path}`, { body })).toBe("403 No active Break Glass session found");
  expect(await bench.data(`PATCH ${path}`, { body: { projectId } })).toEqual(end);
  expect(await bench.refusal(`PATCH ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
});

test("without a project in the body, commands are for any running session, and the end is the end of all", async () => {
  const bench = new Bench();
  await bench.data(`POST ${path}`, start(bench));

  expect(await bench.data(`PUT ${path}`, { body: {} })).toEqual({ success: true });
  await bench.data(`PATCH ${path}`, { body: {} });

  expect(await bench.refusal(`PUT ${path}`, { body: {} })).toBe("403 No active Break Glass session found");
  for (const method of ["PUT", "PATCH"]) {
    const answer = await bench.send(`${method} ${path}`, { body: { projectId: "prj_1" } });
    expect(answer).toMatchObject({ status: 500, body: { error: aDatabaseText } });
  }
});
