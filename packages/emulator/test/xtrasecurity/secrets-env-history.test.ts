import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import {
  envelopeForm,
  readValues,
  secretRow,
  secretsOf,
  sendAbout,
  unknownId,
  writeSecrets,
} from "./support/secrets.ts";

describe("the history", () => {
  test("has every value in clear, oldest write first, with the writer's mail", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    await writeSecrets(bench, { KEY: "" });

    const { status, body } = await sendAbout(bench, "GET /history");

    const updatedAt = expect.any(String);
    const updatedBy = "owner@fixture.test";
    expect(status).toBe(200);
    expect(body).toEqual({
      currentVersion: "2",
      history: [
        { version: "1", updatedAt, updatedBy, description: "Created via CLI", value: "1" },
        { version: "2", updatedAt, updatedBy, description: "Updated via CLI", value: "" },
      ],
    });
  });

  test("leaves out what an entry lacks, and says where there is no value or none that can be read", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const [entry] = secretRow(bench).history;
    secretRow(bench).history = [
      { version: "1", value: entry?.value ?? "", createdAt: bench.store.createTime(), rotatedBy: "schedule" },
      { version: "2", updatedBy: "someone@else.test", value: "[unchanged]" },
      { version: "3", value: "clear", updatedBy: `sa_${unknownId}` },
      { version: "4", value: [] },
    ];

    const { history } = await bench.data<{ history: Fields[] }>(`GET ${secretsOf(bench)}/KEY/history`);

    expect(history).toEqual([
      { version: "1", value: "1" },
      { version: "2", updatedBy: "someone@else.test", value: "Value unchanged in this version" },
      { version: "3", updatedBy: `sa_${unknownId}`, value: "Error decrypting or legacy format" },
      { version: "4", value: "" },
    ]);
  });

  test("is open to every role and to the project's service account, and leaves no audit row", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    bench.join("viewer", "viewer");

    expect((await sendAbout(bench, "GET /history", { as: "viewer" })).body).toMatchObject({
      history: [{ value: "1" }],
    });
    expect((await sendAbout(bench, "GET /history", { as: bench.addAccount([]) })).status).toBe(200);
    expect(bench.auditRows).toHaveLength(1);
  });

  test("is refused in order: login, role, secret", async () => {
    const bench = new Bench();
    const path = `GET ${secretsOf(bench)}/NONE/history`;
    const roleless = "403 Forbidden: No access to this project";

    expect(await bench.refusal(path, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(path, { as: "outsider" })).toBe(roleless);
    expect(await bench.refusal(`GET /projects/${unknownId}/envs/production/secrets/KEY/history`)).toBe(roleless);
    expect(await bench.refusal(path)).toBe("404 Secret not found");
  });

  test("fails for a malformed project, and for a key with a bare %", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { "50%": "1", "a b/c": "2" });

    const malformed = await bench.refusal("GET /projects/prj_1/envs/production/secrets/KEY/history");

    expect(malformed).toMatch(/^500 [^]*Invalid `prisma\.project\.\w+\(\)` invocation/);
    expect(await bench.refusal(`GET ${secretsOf(bench)}/50%25/history`)).toBe("500 URI malformed");
    expect((await bench.send(`GET ${secretsOf(bench)}/50%25`)).body).toMatchObject({ key: "50%" });
    expect((await bench.send(`GET ${secretsOf(bench)}/a%20b%2Fc/history`)).status).toBe(200);
  });
});

describe("a rollback", () => {
  test("stores the old value as a new version, with its entry in front", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "first" });
    await writeSecrets(bench, { KEY: "second" });

    const { status, body } = await sendAbout(bench, "POST /history", { body: { version: "1" } });

    expect([status, body]).toEqual([200, { success: true, version: "3" }]);
    expect(await readValues(bench)).toEqual({ KEY: "first" });
    expect(secretRow(bench).history).toMatchObject([
      {
        version: "3",
        value: [expect.stringMatching(envelopeForm)],
        description: "Rolled back to version 1",
        updatedBy: bench.fixtures.userIds.owner,
      },
      { version: "1" },
      { version: "2" },
    ]);
    expect(secretRow(bench).description).toBe("Created via CLI");
  });

  test("encrypts a value that a bulk import has left in clear", async () => {
    const bench = new Bench();
    const { projectId, branchId } = bench.fixtures;
    const secrets = [{ key: "KEY", value: "first", environmentType: "production" }];
    await bench.data("POST /secret/bulk", { body: { projectId, branchId, secrets } });
    await writeSecrets(bench, { KEY: "second" });

    await sendAbout(bench, "POST /history", { body: { version: "1" } });

    expect(secretRow(bench).value).toEqual([expect.stringMatching(envelopeForm)]);
    expect(await readValues(bench)).toEqual({ KEY: "first" });
  });

  test("leaves no audit row", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "first" });
    await writeSecrets(bench, { KEY: "second" });

    await sendAbout(bench, "POST /history", { body: { version: "1" } });

    expect(bench.auditRows.map(({ action }) => action)).toEqual(["secret.create", "secret.update"]);
  });

  test.each([
    [{}, "400 Version required"],
    [{ version: "" }, "400 Version required"],
    [{ version: "2" }, "400 Already on this version"],
    [{ version: 1 }, "404 Version not found in history"],
    [{ version: "7" }, "404 Version not found in history"],
  ])("with %j is %s", async (body, refusal) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    await writeSecrets(bench, { KEY: "2" });

    expect(await bench.refusal(`POST ${secretsOf(bench)}/KEY/history`, { body })).toBe(refusal);
  });

  test("is refused in order: login, body, version, role, secret", async () => {
    const bench = new Bench();
    const path = `POST ${secretsOf(bench)}/NONE/history`;
    const body = { version: "1" };

    expect(await bench.refusal(path, { as: "nobody", body })).toBe("401 Unauthorized");
    expect(await bench.refusal(path, { as: "outsider" })).toMatch(/^500 ./);
    expect(await bench.refusal(path, { as: "outsider", body: {} })).toBe("400 Version required");
    expect(await bench.refusal(path, { as: "outsider", body })).toBe("403 Forbidden: No access to this project");
    expect(await bench.refusal(path, { body })).toBe("404 Secret not found");
  });

  test.each(["production", "staging"])("of a developer and a service account in %s", async (env) => {
    const bench = new Bench();
    bench.join("developer", "developer");
    await writeSecrets(bench, { KEY: "1" }, { env });
    await writeSecrets(bench, { KEY: "2" }, { env });
    const path = `POST ${secretsOf(bench, env)}/KEY/history`;
    const forbidden = { error: "Forbidden: Developers cannot rollback production secrets" };
    const expected = (version: string): object => (env === "production" ? forbidden : { success: true, version });

    const byDeveloper = await bench.send(path, { as: "developer", body: { version: "1" } });
    const byAccount = await bench.send(path, { as: bench.addAccount([]), body: { version: "1" } });

    expect(byDeveloper.body).toEqual(expected("3"));
    expect(byAccount.body).toEqual(expected("4"));
  });

  test("of a viewer is refused everywhere", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    await writeSecrets(bench, { KEY: "1" }, { env: "staging" });
    const path = `POST ${secretsOf(bench, "staging")}/KEY/history`;

    const refusal = await bench.refusal(path, { as: "viewer", body: { version: "1" } });

    expect(refusal).toBe("403 Forbidden: Viewers cannot rollback secrets");
  });
});
