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

test("values come by key, as text", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { DATABASE_URL: "postgres://x", GREETING: "Grüße 👋", BOM: "\uFEFFx" });

  const { status, headers, text } = await bench.send(`GET ${secretsOf(bench)}`);

  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(JSON.parse(text)).toEqual({ DATABASE_URL: "postgres://x", GREETING: "Grüße 👋", BOM: "\uFEFFx" });
  expect(headers.get("x-values-masked")).toBeNull();
});

test("a branch, an environment or a project without secrets is an empty map", async () => {
  const bench = new Bench();
  createBranch(bench, "next");
  await writeSecrets(bench, { KEY: "1" });

  expect(await readValues(bench, "?branch=nothing")).toEqual({});
  expect(await readValues(bench, "?branch=next")).toEqual({});
  expect(await readValues(bench, "", "staging")).toEqual({});
});

test("the environment is compared without regard to case, the branch is not", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" }, { env: "Production" });

  expect(await readValues(bench, "", "pRODUCTION")).toEqual({ KEY: "1" });
  expect(await readValues(bench, "?branch=")).toEqual({ KEY: "1" });
  expect(await readValues(bench, "?branch=Main")).toEqual({});
});

test("each branch has values of its own, and its name can hold a slash", async () => {
  const bench = new Bench();
  createBranch(bench, "feature/x");
  await writeSecrets(bench, { KEY: "1" });
  await writeSecrets(bench, { KEY: "2" }, { branch: "feature/x" });

  expect(await readValues(bench)).toEqual({ KEY: "1" });
  expect(await readValues(bench, "?branch=feature/x")).toEqual({ KEY: "2" });
  expect(await readValues(bench, "?branch=feature%2Fx")).toEqual({ KEY: "2" });
});

test("a secret without a branch is one of main", async () => {
  const bench = new Bench();
  createBranch(bench, "next");
  await writeSecrets(bench, { KEY: "1" });
  secretRow(bench).branchId = null;

  expect(await readValues(bench)).toEqual({ KEY: "1" });
  expect(await readValues(bench, "?branch=next")).toEqual({});
});

test("includeVersions=true, and no other word, gives objects with versions", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  await writeSecrets(bench, { KEY: "2" });

  expect(await readValues(bench, "?includeVersions=true")).toEqual({
    KEY: { value: "2", version: "2", isReference: false, source: "local" },
  });
  expect(await readValues(bench, "?includeVersions=1")).toEqual({ KEY: "2" });
});

test("an empty value comes as its envelope, and so does one that cannot be read", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { EMPTY: "", KEY: "1" });
  secretRow(bench).value = ["no envelope"];

  const values = await bench.data(`GET ${secretsOf(bench)}`);

  expect(values).toEqual({ EMPTY: expect.stringMatching(envelopeForm), KEY: "no envelope" });
  expect(JSON.parse(String(values["EMPTY"]))).toMatchObject({ encryptedData: "" });
});

test("of two secrets with one key the last wins, and one without a value is left out", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  createBranch(bench, "next");
  await writeSecrets(bench, { KEY: "2", BARE: "3" }, { branch: "next" });
  bench.store.secrets
    .where(({ version }) => version === "1")
    .forEach((row) => (row.branchId = bench.fixtures.branchId));
  secretRow(bench, "BARE").value = [];

  expect(await readValues(bench)).toEqual({ KEY: "2" });
});

test("a key __proto__ can be written and is never read", async () => {
  const bench = new Bench();
  const raw = '{"secrets":{"__proto__":"1","KEY":"2"}}';

  const written = await bench.data(`POST ${secretsOf(bench)}`, { raw });

  expect(written).toEqual({ success: true, count: 2 });
  expect((await bench.send(`GET ${secretsOf(bench)}`)).text).toBe('{"KEY":"2"}');
  expect((await bench.send(`GET ${secretsOf(bench)}?includeVersions=true`)).text).not.toContain("__proto__");
});

describe("who may read", () => {
  test.each(["owner", "admin", "developer"])("a team's %s sees the values", async (role) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    bench.join("developer", role);

    const { headers, body } = await bench.send(`GET ${secretsOf(bench)}`, { as: "developer" });

    expect(body).toEqual({ KEY: "1" });
    expect(headers.get("x-values-masked")).toBeNull();
  });

  test.each(["viewer", "guest"])("a team's %s sees a mask for each value, and a header tells", async (role) => {
    const bench = new Bench();
    await writeSecrets(bench, { A: "1", B: "2" });
    bench.join("viewer", role);

    const { status, headers, body } = await bench.send(`GET ${secretsOf(bench)}`, { as: "viewer" });

    expect(status).toBe(200);
    expect(body).toEqual({ A: "***", B: "***" });
    expect(headers.get("x-values-masked")).toBe("true");
    expect(headers.get("x-mask-reason")).toBe("viewer-role");
  });

  test("masked values with versions come without the header", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    bench.join("viewer", "viewer");

    const { headers, body } = await bench.send(`GET ${secretsOf(bench)}?includeVersions=true`, { as: "viewer" });

    expect(body).toEqual({ KEY: { value: "***", version: "1", isReference: false, source: "local" } });
    expect(headers.get("x-values-masked")).toBeNull();
  });

  test("nobody is 401, somebody without a role and an unknown project are 403", async () => {
    const bench = new Bench();
    const unknown = `GET /projects/${unknownId}/envs/production/secrets`;

    expect(await bench.refusal(`GET ${secretsOf(bench)}`, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`GET ${secretsOf(bench)}`, { as: "outsider" })).toBe("403 Access Denied");
    expect(await bench.refusal(unknown)).toBe("403 Access Denied");
  });

  test("an id that is no id at all is the failure of the service", async () => {
    const bench = new Bench();

    const { status, headers } = await bench.send("GET /projects/prj_123456789/envs/production/secrets");

    expect(status).toBe(500);
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
  });

  test("a service account needs no permission in its own project", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });

    expect(await bench.data(`GET ${secretsOf(bench)}`, { as: bench.addAccount([]) })).toEqual({ KEY: "1" });
  });

  test("a grant lets an outsider see masks, for as long as it counts", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    bench.grant("outsider");

    const granted = await bench.send(`GET ${secretsOf(bench)}`, { as: "outsider" });
    bench.advance(60 * 60_000);

    expect(granted.body).toEqual({ KEY: "***" });
    expect(granted.headers.get("x-values-masked")).toBe("true");
    expect(await bench.refusal(`GET ${secretsOf(bench)}`, { as: "outsider" })).toBe("403 Access Denied");
  });

  test("a grant of some secrets narrows what a developer sees, a grant of the project does not", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1", OTHER: "2" });
    bench.join("developer", "developer");
    bench.join("viewer", "developer");

    bench.grant("developer", [secretRow(bench).id]);
    bench.grant("viewer");

    expect(await bench.data(`GET ${secretsOf(bench)}`, { as: "developer" })).toEqual({ KEY: "1" });
    expect(await bench.data(`GET ${secretsOf(bench)}`, { as: "viewer" })).toEqual({ KEY: "1", OTHER: "2" });
  });
});

describe("the audit", () => {
  test("gets a row for a read of values, an empty one too", async () => {
    const bench = new Bench();
    const { projectId, workspaceId, userIds } = bench.fixtures;

    await readValues(bench, "", "staging");

    expect(bench.auditRows).toEqual([
      {
        id: expect.any(String),
        userId: userIds.owner,
        action: "secret.bulk_read",
        entity: "project",
        entityId: projectId,
        changes: expect.any(Object),
        timestamp: expect.any(String),
        workspaceId,
        previousHash: "0".repeat(64),
        currentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        ipAddress: "127.0.0.1",
        userAgent: null,
      },
    ]);
  });

  test("gets none for versions, an unknown branch, a refusal or a service account", async () => {
    const bench = new Bench();

    await readValues(bench, "?includeVersions=true");
    await readValues(bench, "?branch=nothing");
    await bench.send(`GET ${secretsOf(bench)}`, { as: "outsider" });
    await bench.send(`GET ${secretsOf(bench)}`, { as: bench.addAccount([]) });

    expect(bench.auditRows).toEqual([]);
  });

  test("gets a second row with the same predecessor in the reader's own workspace", async () => {
    const bench = new Bench();
    const { workspaceId, miserWorkspaceId } = bench.fixtures;
    bench.join("miser", "viewer");
    await readValues(bench);

    await bench.send(`GET ${secretsOf(bench)}`, { as: "miser" });

    const [first, second, third] = bench.auditRows;
    expect([second?.workspaceId, third?.workspaceId]).toEqual([workspaceId, miserWorkspaceId]);
    expect([second?.previousHash, third?.previousHash]).toEqual([first?.currentHash, first?.currentHash]);
  });
});
