import { expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createBranch, envelopeForm, readValues, secretRow, secretsOf, writeSecrets } from "./support/secrets.ts";

test("a new secret has version 1, the writer's id, and one entry in its history", async () => {
  const bench = new Bench();
  const { projectId, branchId, userIds } = bench.fixtures;

  const answer = await bench.data(`POST ${secretsOf(bench)}`, { body: { secrets: { KEY: "1", OTHER: "2" } } });

  expect(answer).toEqual({ success: true, count: 2 });
  const row = secretRow(bench);
  expect(row).toEqual({
    id: expect.any(String),
    key: "KEY",
    value: [expect.stringMatching(envelopeForm)],
    description: "Created via CLI",
    environmentType: "production",
    version: "1",
    projectId,
    branchId,
    type: "environment",
    history: [
      {
        version: "1",
        value: row.value,
        updatedAt: row.lastUpdated,
        updatedBy: userIds.owner,
        description: "Created via CLI",
      },
    ],
    lastUpdated: expect.any(String),
    updatedBy: userIds.owner,
    permission: [],
    expiryDate: null,
    rotationPolicy: "manual",
    isReference: false,
    sourceSecretId: null,
    shadowValue: [],
  });
});

test("another write is another version, even of the same value, and its entry comes last", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  const { lastUpdated } = secretRow(bench);

  await writeSecrets(bench, { KEY: "1" });

  const row = secretRow(bench);
  expect(row).toMatchObject({ version: "2", description: "Created via CLI" });
  expect(row.history).toMatchObject([{ version: "1" }, { version: "2", description: "Updated via CLI" }]);
  expect(row.history[1]?.value).toEqual(row.value);
  expect(row.lastUpdated > lastUpdated).toBe(true);
});

test("the branch is taken from the map, then the body, then the query", async () => {
  const bench = new Bench();
  for (const name of ["a", "b", "c"]) createBranch(bench, name);
  const write = async (secrets: object, branch?: string): Promise<void> => {
    await bench.data(`POST ${secretsOf(bench)}?branch=c`, { body: { secrets, branch } });
  };

  await write({ branch: "a", KEY: "of a" }, "b");
  await write({ KEY: "of b" }, "b");
  await write({ KEY: "of c" });

  expect(await readValues(bench, "?branch=a")).toEqual({ KEY: "of a" });
  expect(await readValues(bench, "?branch=b")).toEqual({ KEY: "of b" });
  expect(await readValues(bench, "?branch=c")).toEqual({ KEY: "of c" });
});

test("a body without the wrapper is the map itself", async () => {
  const bench = new Bench();
  createBranch(bench, "next");

  const answer = await bench.data(`POST ${secretsOf(bench)}`, { body: { KEY: "1", branch: "next" } });

  expect(answer).toEqual({ success: true, count: 1 });
  expect(await readValues(bench, "?branch=next")).toEqual({ KEY: "1" });
});

test("environments that differ in case are different places to write to", async () => {
  const bench = new Bench();

  await writeSecrets(bench, { KEY: "1" }, { env: "production" });
  await writeSecrets(bench, { KEY: "2" }, { env: "PRODUCTION" });

  expect(bench.store.secrets.where(() => true).map(({ version }) => version)).toEqual(["1", "1"]);
  expect(await readValues(bench)).toEqual({ KEY: "2" });
});

test.each([[1], [null], [true], [{}]])(
  "the value %j fails the request, and what came before it is written",
  async (value) => {
    const bench = new Bench();
    const body = { secrets: { FIRST: "1", BAD: value, LAST: "3" } };

    const { status, text } = await bench.send(`POST ${secretsOf(bench)}`, { body });

    expect([status, text]).toEqual([500, '{"error":"Internal Server Error"}']);
    expect(await readValues(bench)).toEqual({ FIRST: "1" });
  },
);

test("a write on main takes over a secret without a branch, and leaves a link alone", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1", LOOSE: "2" });
  secretRow(bench, "LOOSE").branchId = null;
  const source = { sourceProjectId: bench.fixtures.projectId, sourceEnv: "production", sourceKey: "KEY" };
  await bench.data(`POST ${secretsOf(bench)}/link`, { body: { key: "LINK", ...source } });

  await writeSecrets(bench, { LOOSE: "3", LINK: "4" });

  expect(secretRow(bench, "LOOSE")).toMatchObject({ version: "2", branchId: bench.fixtures.branchId });
  expect(await readValues(bench, "?includeVersions=true")).toMatchObject({
    LOOSE: { value: "3" },
    LINK: { value: "4", source: "local", version: "1" },
  });
  expect(bench.store.secrets.where(({ key }) => key === "LINK")).toHaveLength(2);
});

test("each key leaves an audit row, one after another in the chain, a service account's too", async () => {
  const bench = new Bench();
  const { workspaceId, userIds } = bench.fixtures;
  const account = bench.addAccount(["write:secrets"]);
  await writeSecrets(bench, { KEY: "1", OTHER: "2" });

  await bench.data(`POST ${secretsOf(bench)}`, { as: account, body: { secrets: { KEY: "3" } } });

  const entityId = secretRow(bench).id;
  expect(bench.auditRows).toMatchObject([
    { action: "secret.create", entity: "secret", entityId, userId: userIds.owner, workspaceId },
    { action: "secret.create", entity: "secret", userId: userIds.owner },
    { action: "secret.update", entity: "secret", entityId, userId: `sa_${account.id}`, workspaceId },
  ]);
  const hashes = bench.auditRows.map(({ currentHash }) => currentHash);
  expect(bench.auditRows.map(({ previousHash }) => previousHash)).toEqual(["0".repeat(64), ...hashes.slice(0, 2)]);
});

test("writes that come at once are done one after another", async () => {
  const bench = new Bench();
  const values = ["1", "2", "3", "4"];

  await Promise.all(values.map(async (KEY) => await writeSecrets(bench, { KEY })));

  expect(secretRow(bench)).toMatchObject({ version: "4" });
  expect(await readValues(bench)).toEqual({ KEY: "4" });
});

test("of a secret's history the newest 1,000 entries are kept", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  const row = secretRow(bench);
  row.history = Array.from({ length: 1_000 }, (_, index) => ({ version: `old ${index}` }));

  await writeSecrets(bench, { KEY: "2" });

  expect(row.history).toHaveLength(1_000);
  expect([row.history[0]?.version, row.history.at(-1)?.version]).toEqual(["old 1", "2"]);
});
