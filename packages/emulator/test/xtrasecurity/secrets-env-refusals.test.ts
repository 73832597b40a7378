import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import {
  createBranch,
  envelopeForm,
  readValues,
  secretRow,
  secretsOf,
  unknownId,
  writeSecrets,
} from "./support/secrets.ts";

describe("expected versions", () => {
  test("that do not fit are a conflict, told for each key, and nothing is written", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { A: "1", B: "1", C: "1" });
    const body = { secrets: { A: "2", B: "2", C: "2" }, expectedVersions: { A: "7", B: 1, C: "1" } };

    const answer = await bench.send(`POST ${secretsOf(bench)}`, { body });

    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      error: "Conflict detected",
      conflicts: [
        { key: "A", expected: "7", actual: "1", remoteValue: expect.stringMatching(envelopeForm) },
        { key: "B", expected: 1, actual: "1", remoteValue: expect.stringMatching(envelopeForm) },
      ],
    });
    expect(await readValues(bench)).toEqual({ A: "1", B: "1", C: "1" });
  });

  test("that are empty or meant for a key that is not there do not count", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const body = { secrets: { KEY: "2", NEW: "2" }, expectedVersions: { KEY: "", NEW: "4" } };

    expect(await bench.data(`POST ${secretsOf(bench)}`, { body })).toEqual({ success: true, count: 2 });
  });

  test("are compared with the oldest secret that has the key, on whichever branch", async () => {
    const bench = new Bench();
    createBranch(bench, "next");
    await writeSecrets(bench, { KEY: "1" });
    await writeSecrets(bench, { KEY: "2" });
    await writeSecrets(bench, { KEY: "1" }, { branch: "next" });
    const write = { secrets: { KEY: "3" }, branch: "next" };

    const right = await bench.send(`POST ${secretsOf(bench)}`, { body: { ...write, expectedVersions: { KEY: "1" } } });
    const wrong = await bench.send(`POST ${secretsOf(bench)}`, { body: { ...write, expectedVersions: { KEY: "2" } } });

    expect([right.status, wrong.status]).toEqual([409, 200]);
  });
});

describe("who may write", () => {
  const body = { secrets: { KEY: "1" } };
  const roleless = "403 Forbidden: Your role does not permit writing secrets.";
  const scopeless = "403 Forbidden: Service Account lacks write:secrets permission.";

  test("a team's developer may, in production too, and a viewer may not", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "viewer");

    expect(await bench.data(`POST ${secretsOf(bench)}`, { as: "developer", body })).toEqual({
      success: true,
      count: 1,
    });
    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: "viewer", body })).toBe(roleless);
  });

  test("nobody is 401, and an outsider, a grant and an unknown project are 403", async () => {
    const bench = new Bench();
    bench.grant("viewer");

    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: "nobody", body })).toBe("401 Unauthorized");
    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: "outsider", body })).toBe(roleless);
    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: "viewer", body })).toBe(roleless);
    expect(await bench.refusal(`POST /projects/${unknownId}/envs/production/secrets`, { body })).toBe(roleless);
  });

  test("a service account needs write:secrets and its own project", async () => {
    const bench = new Bench();
    const writer = bench.addAccount(["write:secrets"]);
    const reader = bench.addAccount(["read:secrets"]);
    const foreign = bench.addAccount(["write:secrets"], bench.fixtures.miserProjectId);

    expect(await bench.data(`POST ${secretsOf(bench)}`, { as: writer, body })).toEqual({ success: true, count: 1 });
    expect(secretRow(bench).updatedBy).toBe(`sa_${writer.id}`);
    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: reader, body })).toBe(scopeless);
    expect(await bench.refusal(`POST ${secretsOf(bench)}`, { as: foreign, body })).toBe(scopeless);
  });
});

test("a branch that does not exist is 404", async () => {
  const bench = new Bench();
  const body = { secrets: { KEY: "1" }, branch: "nothing" };

  expect(await bench.refusal(`POST ${secretsOf(bench)}`, { body })).toBe("404 Branch 'nothing' not found");
});
