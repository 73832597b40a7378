import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { aDatabaseText, aForbiddenSentence, anId, aTime } from "./support/forms.ts";
import { createSchedule } from "./support/rotation.ts";
import { readValues, secretRow, sendAbout, unknownId, writeSecrets } from "./support/secrets.ts";

const path = "/rotation/schedules";

describe("a run of a schedule", () => {
  test("replaces the value with 64 hex digits and moves the schedule on", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "old" });
    const scheduleId = await createSchedule(bench, { rotationMethod: "manual" });
    const { updatedBy, lastUpdated } = secretRow(bench);
    bench.advance(60 * 60_000);

    const answer = await bench.data("POST /rotation/run", { body: { scheduleId } });

    expect(answer).toEqual({ success: true, newValue: "HIDDEN" });
    expect(await readValues(bench)).toEqual({ KEY: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const secret = secretRow(bench);
    expect(secret).toMatchObject({ version: "2", type: "environment", description: "Created via CLI", updatedBy });
    expect(secret.lastUpdated > lastUpdated).toBe(true);
    const [row] = await bench.data<Fields[]>(`GET ${path}?projectId=${projectId}`);
    expect(row).toMatchObject({ nextRotation: "2026-06-16T13:00:00.000Z", lastRotation: aTime });
  });

  test("appends the old version and value to the history, without a writer or a description", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });
    const { lastUpdated: writtenAt } = secretRow(bench);
    const scheduleId = await createSchedule(bench);

    await bench.data("POST /rotation/run", { body: { scheduleId } });

    const { body } = await sendAbout(bench, "GET /history");
    const { history } = body as { history: Fields[] };
    expect(history).toHaveLength(2);
    expect(history[1]).toEqual({ version: "1", value: "old" });
    expect(secretRow(bench).history[1]).toMatchObject({ createdAt: writtenAt, rotatedBy: bench.fixtures.emails.owner });
  });

  test("is in the history of runs, the newest 50 of them", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const scheduleId = await createSchedule(bench);
    for (let run = 0; run < 51; run += 1) await bench.data("POST /rotation/run", { body: { scheduleId } });

    const runs = await bench.data<{ rotatedAt: string }[]>("GET /rotation/history");

    const times = runs.map(({ rotatedAt }) => rotatedAt);
    expect(runs).toHaveLength(50);
    expect(runs[0]).toEqual({
      id: anId,
      secretId: secretRow(bench).id,
      secretKey: "KEY",
      projectName: "Owner Project",
      branch: "main",
      rotationType: "scheduled",
      status: "success",
      oldValue: "***",
      newValue: "***",
      rotatedBy: "system",
      rotatedAt: aTime,
      duration: expect.any(Number),
      errorMessage: null,
      rollbackAvailable: false,
    });
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await bench.data("GET /rotation/history", { as: "outsider" })).toEqual([]);
    const { projectId, workspaceId } = bench.fixtures;
    expect(await bench.data(`GET /rotation/history?projectId=${projectId}`, { as: "outsider" })).toHaveLength(50);
    expect(await bench.data(`GET /rotation/history?workspaceId=${workspaceId}`)).toEqual(runs);
    expect(await bench.refusal("GET /rotation/history", { as: "nobody" })).toBe("401 Unauthorized");
  });

  test("refuses a missing and an unknown schedule, and everybody without a role that writes", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const scheduleId = await createSchedule(bench);
    const send = async (body: object, as: Sender = "outsider"): Promise<unknown> =>
      await bench.send("POST /rotation/run", { as, body });
    const refused = (status: number, error: unknown): object => ({ status, body: { error } });

    expect(await send({}, "nobody")).toMatchObject(refused(401, "Unauthorized"));
    expect(await send({})).toMatchObject(refused(400, "Schedule ID required"));
    expect(await send({ scheduleId: unknownId })).toMatchObject(refused(404, "Schedule not found"));
    expect(await send({ scheduleId })).toMatchObject(refused(403, aForbiddenSentence));
    expect(await send({ scheduleId: "sch_1" })).toMatchObject(refused(500, aDatabaseText));
  });
});
