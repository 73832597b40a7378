import { expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { readValues, secretRow, secretsOf, unknownId, writeSecrets } from "./support/secrets.ts";

function linkTo(bench: Bench, wish: object = {}): object {
  const source = { sourceProjectId: bench.fixtures.projectId, sourceEnv: "production", sourceKey: "KEY" };
  return { key: "LINK", ...source, ...wish };
}

test("a link is a row without a value or a branch", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });

  const { status, body } = await bench.send(`POST ${secretsOf(bench, "staging")}/link`, { body: linkTo(bench) });

  const { projectId, userIds } = bench.fixtures;
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.any(String),
    key: "LINK",
    value: [],
    description: "Linked to Owner Project:production:KEY",
    environmentType: "staging",
    version: "1",
    projectId,
    branchId: null,
    type: "reference",
    history: [],
    lastUpdated: expect.any(String),
    updatedBy: userIds.owner,
    permission: [],
    expiryDate: null,
    rotationPolicy: "manual",
    isReference: true,
    sourceSecretId: secretRow(bench).id,
    shadowValue: [],
  });
});

test("a link reads as its source does, on main only", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  await bench.data(`POST ${secretsOf(bench)}/link`, { body: linkTo(bench) });

  await writeSecrets(bench, { KEY: "2" });

  expect(await readValues(bench, "?includeVersions=true")).toMatchObject({
    LINK: { value: "2", version: "1", isReference: true, source: "linked" },
  });
  expect(await readValues(bench, "?branch=next")).toEqual({});
});

test("a link whose source is gone is left out", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  await bench.data(`POST ${secretsOf(bench)}/link`, { body: linkTo(bench) });

  bench.store.secrets.delete(secretRow(bench));

  expect(await readValues(bench)).toEqual({});
});

test.each(["key", "sourceProjectId", "sourceEnv", "sourceKey"])("a link without %s is refused", async (field) => {
  const bench = new Bench();

  const { status, body } = await bench.send(`POST ${secretsOf(bench)}/link`, { body: linkTo(bench, { [field]: "" }) });

  expect(status).toBe(400);
  expect(body).toEqual({ error: expect.stringMatching(/^(\S+ ){6,}/) });
});

test("a link is refused in order: login, fields, project, secret, kind of secret", async () => {
  const bench = new Bench();
  const path = `POST ${secretsOf(bench)}/link`;
  const refusal = async (wish: object = {}): Promise<string> =>
    await bench.refusal(path, { body: linkTo(bench, wish) });
  await writeSecrets(bench, { KEY: "1" });
  await bench.data(path, { body: linkTo(bench) });

  expect(await bench.refusal(path, { as: "nobody", body: {} })).toBe("401 Unauthorized");
  expect(await refusal({ sourceProjectId: unknownId })).toBe("404 Source project not found");
  expect(await refusal({ sourceKey: "NONE" })).toMatch(/^404 (\S+ ){6,}/);
  expect(await refusal({ sourceEnv: "Production" })).toMatch(/^404 (\S+ ){6,}/);
  expect(await refusal({ sourceKey: "LINK" })).toMatch(/^400 (\S+ ){6,}/);
});

test("a link from or to a project that has no id fails with the text of the database", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  const path = (projectId: string): string => `POST /projects/${projectId}/envs/staging/secrets/link`;
  const text = /^500 [^]*Invalid `prisma\.\w+\.\w+\(\)` invocation/;

  expect(await bench.refusal(path("prj_1"), { body: linkTo(bench) })).toMatch(text);
  expect(await bench.refusal(path(unknownId), { body: linkTo(bench) })).toMatch(text);
  expect(
    await bench.refusal(`POST ${secretsOf(bench)}/link`, { body: linkTo(bench, { sourceProjectId: "x" }) }),
  ).toMatch(text);
});

test("anyone with a login may link, and the audit has a row", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  const account = bench.addAccount([]);

  await bench.data(`POST ${secretsOf(bench)}/link`, { as: "outsider", body: linkTo(bench) });
  await bench.data(`POST ${secretsOf(bench)}/link`, { as: account, body: linkTo(bench) });

  const { workspaceId, userIds } = bench.fixtures;
  const entityId = secretRow(bench, "LINK").id;
  expect(bench.auditRows.slice(1)).toMatchObject([
    { action: "secret.link", entity: "secret", entityId, workspaceId, userId: userIds.outsider },
    { action: "secret.link", entity: "secret", workspaceId, userId: `sa_${account.id}` },
  ]);
});
