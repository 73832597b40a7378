import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, databaseWords, rowOf, wordsFor } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

describe("listing secrets by id", () => {
  test("gives the owner clear values, a clear history and the project", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const id = await createSecret(bench);
    await bench.data(`PUT /secret?id=${id}`, { body: { value: "two" } });

    const [secret] = await bench.data<Fields[]>(`GET /secret?projectId=${projectId}`);

    const { project, history } = secret ?? {};
    expect(secret).toEqual({ ...rowOf(bench, id), value: "two", project, history });
    expect(project).toEqual(bench.store.projects.get(projectId));
    expect(history).toMatchObject([
      { version: "2", value: "two" },
      { version: "1", value: "one" },
    ]);
  });

  test.each(["developer", "viewer"] as const)("shows a %s neither values nor history", async (person) => {
    const bench = new Bench();
    bench.join(person, person);
    await createSecret(bench);

    const secrets = await bench.data<Fields[]>(`GET /secret?projectId=${bench.fixtures.projectId}`, { as: person });

    expect(secrets).toMatchObject([{ key: "KEY", value: "[REDACTED]", history: [] }]);
    expect(Object.keys(secrets[0] ?? {})).not.toContain("isJit");
  });

  test("with a grant shows the granted secrets only", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    const id = await createSecret(bench);
    await createSecret(bench, { key: "OTHER" });
    bench.grant("developer", [id]);

    const secrets = await bench.data(`GET /secret?projectId=${bench.fixtures.projectId}`, { as: "developer" });

    expect(secrets).toMatchObject([
      { key: "KEY", value: "one", isJit: true, expiresAt: "2026-06-15T13:00:00.000Z" },
      { key: "OTHER", value: "[REDACTED]" },
    ]);
  });

  test("with a grant for the whole project shows all, until the grant is over", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    await createSecret(bench);
    bench.grant("viewer");
    const list = async (): Promise<unknown> =>
      await bench.data(`GET /secret?projectId=${bench.fixtures.projectId}`, { as: "viewer" });

    expect(await list()).toMatchObject([{ value: "one", isJit: true }]);
    bench.advance(60 * 60_000);
    expect(await list()).toMatchObject([{ value: "[REDACTED]" }]);
  });

  test("in an emergency shows all and says until when", async () => {
    const bench = new Bench();
    const { projectId, userIds } = bench.fixtures;
    bench.join("viewer", "viewer");
    await createSecret(bench);
    const startedAt = bench.store.createTime();
    const expiresAt = new Date(bench.store.now() + 60_000).toISOString();
    const facts = { incidentId: "INC-1", reason: "r", startedAt, expiresAt, endedAt: null, isActive: true };
    bench.store.breakGlassSessions.add({ id: bench.store.createId(), userId: userIds.viewer, projectId, ...facts });

    const [secret] = await bench.data<Fields[]>(`GET /secret?projectId=${projectId}`, { as: "viewer" });

    expect(secret).toMatchObject({ value: "one", expiresAt });
    expect(secret).not.toHaveProperty("isJit");
  });

  test("with a branch leaves out those without one, and has an empty value as it is", async () => {
    const bench = new Bench();
    const { projectId, branchId } = bench.fixtures;
    await createSecret(bench, { key: "LOOSE", branchId: undefined });
    await bench.data("POST /secret/bulk", { body: { projectId, branchId, secrets: [{ key: "EMPTY", value: "" }] } });

    const secrets = await bench.data<Fields[]>(`GET /secret?projectId=${projectId}&branchId=${branchId}`);

    expect(secrets.map(({ key, value }) => [key, value])).toEqual([["EMPTY", ""]]);
  });

  test("has words in place of the value of a link", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await createSecret(bench);
    const source = { sourceProjectId: projectId, sourceEnv: "development", sourceKey: "KEY" };
    await bench.data(`POST /projects/${projectId}/envs/development/secrets/link`, { body: { key: "LINK", ...source } });

    const secrets = await bench.data<Fields[]>(`GET /secret?projectId=${projectId}`);

    expect(secrets.map(({ key, value }) => [key, value])).toEqual([
      ["KEY", "one"],
      ["LINK", "[Decryption failed]"],
    ]);
  });

  test("is refused without a login, without a project and without a role in it", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /secret", { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal("GET /secret?projectId=")).toBe("400 Project ID is required");
    expect(await bench.refusal(`GET /secret?projectId=${bench.fixtures.projectId}`, { as: "outsider" })).toBe(
      "403 Forbidden",
    );
    expect(await bench.refusal(`GET /secret?projectId=${unknownId}`)).toBe("403 Forbidden");
  });

  test.each(["projectId=x", "projectId=%&branchId=x"])("fails with 500 for the malformed id in %s", async (query) => {
    const bench = new Bench();

    const { status, body } = await bench.send(`GET /secret?${query.replace("%", bench.fixtures.projectId)}`);

    expect(status).toBe(500);
    expect(body).toEqual({ error: "Failed to fetch secrets", details: expect.stringMatching(databaseWords) });
  });

  test("as a service account works only while the project has no secret", async () => {
    const bench = new Bench();
    const { projectId, miserProjectId } = bench.fixtures;
    const list = async (permissions: string[], project = projectId): Promise<string> =>
      await wordsFor(bench, `GET /secret?projectId=${project}`, { as: bench.addAccount(permissions) });

    expect(await list(["read:secrets"], miserProjectId)).toBe("403 Forbidden: SA locked to project");
    expect(await list(["write:secrets"])).toBe("403 Forbidden: Missing read:secrets scope");
    expect(await list(["read:secrets"])).toBe("200 []");
    await createSecret(bench);
    expect(await list(["read:secrets"])).toBe("500 Failed to fetch secrets");
  });
});
