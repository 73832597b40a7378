import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createBranch, readValues, secretRow, unknownId, writeSecrets } from "./support/secrets.ts";

function clonePath(bench: Bench): string {
  return `POST /projects/${bench.fixtures.projectId}/envs/clone`;
}

const toStaging = { fromEnv: "production", toEnv: "staging" };

test("what is not there yet is copied, what is there is skipped", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { A: "1", B: "2" });
  await writeSecrets(bench, { B: "kept" }, { env: "staging" });

  const answer = await bench.data(clonePath(bench), { body: toStaging });

  expect(answer).toEqual({ success: true, summary: { copied: 1, updated: 0, skipped: 1 } });
  expect(await readValues(bench, "", "staging")).toEqual({ A: "1", B: "kept" });
});

test("a copy begins at version 1 and keeps type and policy of its source", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  await writeSecrets(bench, { KEY: "2" });
  Object.assign(secretRow(bench), { type: "API Key", rotationPolicy: "auto" });

  await bench.data(clonePath(bench), { body: { fromEnv: "PRODUCTION", toEnv: "Staging" } });

  const [, copy] = bench.store.secrets.where(({ key }) => key === "KEY");
  const { branchId, userIds } = bench.fixtures;
  const description = "Cloned from production";
  expect(copy).toMatchObject({ environmentType: "staging", type: "API Key", rotationPolicy: "auto", version: "1" });
  expect(copy).toMatchObject({ branchId, description, updatedBy: userIds.owner });
  expect(copy?.history).toMatchObject([{ version: "1", description, updatedBy: userIds.owner }]);
});

test("with overwrite a target gets the next version, with its entry in front", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "new" });
  await writeSecrets(bench, { KEY: "old" }, { env: "staging" });

  const answer = await bench.data(clonePath(bench), { body: { ...toStaging, overwrite: true } });

  const [, target] = bench.store.secrets.where(({ key }) => key === "KEY");
  expect(answer).toEqual({ success: true, summary: { copied: 0, updated: 1, skipped: 0 } });
  expect(await readValues(bench, "", "staging")).toEqual({ KEY: "new" });
  expect(target).toMatchObject({ version: "2", description: "Created via CLI" });
  expect(target?.history).toMatchObject([{ version: "2", description: "Cloned from production" }, { version: "1" }]);
});

test("environments that differ in case are all sources, and with overwrite the last one wins", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  await writeSecrets(bench, { KEY: "2" }, { env: "PRODUCTION" });

  const first = await bench.data(clonePath(bench), { body: toStaging });
  const again = await bench.data(clonePath(bench), { body: { ...toStaging, overwrite: true } });

  expect(first["summary"]).toEqual({ copied: 1, updated: 0, skipped: 1 });
  expect(again["summary"]).toEqual({ copied: 0, updated: 2, skipped: 0 });
  expect(await readValues(bench, "", "staging")).toEqual({ KEY: "2" });
});

test("only the named branch is cloned, and secrets without a branch are not", async () => {
  const bench = new Bench();
  createBranch(bench, "next");
  await writeSecrets(bench, { KEY: "1", LOOSE: "2" });
  await writeSecrets(bench, { NEXT: "3" }, { branch: "next" });
  secretRow(bench, "LOOSE").branchId = null;

  const main = await bench.data(clonePath(bench), { body: toStaging });
  const next = await bench.data(clonePath(bench), { body: { ...toStaging, branch: "next" } });

  expect(main["summary"]).toEqual({ copied: 1, updated: 0, skipped: 0 });
  expect(next["summary"]).toEqual({ copied: 1, updated: 0, skipped: 0 });
  expect(await readValues(bench, "?branch=next", "staging")).toEqual({ NEXT: "3" });
});

test("the audit has a row that belongs to no workspace", async () => {
  const bench = new Bench();

  await bench.data(clonePath(bench), { body: toStaging });

  const { projectId } = bench.fixtures;
  expect(bench.auditRows).toMatchObject([
    {
      action: "ENVIRONMENT_CLONED",
      entity: "project",
      entityId: projectId,
      workspaceId: null,
      previousHash: "0".repeat(64),
    },
  ]);
});

describe("a clone is refused", () => {
  test("in order: login, environments, project, branch", async () => {
    const bench = new Bench();
    const refusal = async (body: object): Promise<string> => await bench.refusal(clonePath(bench), { body });
    const missing = "400 Source and destination environments required";

    expect(await bench.refusal(clonePath(bench), { as: "nobody", body: {} })).toBe("401 Unauthorized");
    expect(await bench.refusal(clonePath(bench), { as: "outsider", body: { fromEnv: "a" } })).toBe(missing);
    expect(await refusal({ fromEnv: "", toEnv: "b" })).toBe(missing);
    expect(await refusal({ fromEnv: "a", toEnv: "A" })).toBe("400 Cannot clone to same environment");
    expect(await refusal({ ...toStaging, branch: "nothing" })).toBe("404 Branch 'nothing' not found");
  });

  test("to everybody but the project's creator", async () => {
    const bench = new Bench();
    bench.join("developer", "admin");
    const body = { ...toStaging, branch: "nothing" };

    expect(await bench.refusal(clonePath(bench), { as: "developer", body })).toBe("404 Project not found");
    expect(await bench.refusal(`POST /projects/${unknownId}/envs/clone`, { body })).toBe("404 Project not found");
  });

  test.each(["{", "null", '{"fromEnv":1,"toEnv":"b"}'])("as a failure for the body %s", async (raw) => {
    const bench = new Bench();

    const { status, body } = await bench.send(clonePath(bench), { raw });

    expect(status).toBe(500);
    expect(body).toEqual({ error: expect.any(String), stack: expect.any(String) });
  });

  test("as a failure to a service account and for a malformed id", async () => {
    const bench = new Bench();
    const text = expect.stringContaining("Invalid `prisma.");

    const byAccount = await bench.send(clonePath(bench), { as: bench.addAccount(["*"]), body: toStaging });
    const malformed = await bench.send("POST /projects/prj_1/envs/clone", { body: toStaging });

    expect([byAccount.status, malformed.status]).toEqual([500, 500]);
    expect([byAccount.body, malformed.body]).toEqual([
      { error: text, stack: text },
      { error: text, stack: text },
    ]);
  });
});
