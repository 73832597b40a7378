import { expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createBranch, secretRow, unknownId, writeSecrets } from "./support/secrets.ts";

function exportPath(bench: Bench, query = ""): string {
  return `GET /projects/${bench.fixtures.projectId}/kubernetes${query}`;
}

test("the export is a manifest in YAML", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { A: "1", B: "ü" }, { env: "development" });

  const { status, headers, text } = await bench.send(exportPath(bench));

  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/yaml");
  expect(headers.get("content-disposition")).toBe('attachment; filename="owner-project-development.yaml"');
  expect(text.trimEnd().split("\n")).toEqual([
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    "  name: owner-project-development",
    "  namespace: default",
    "  labels:",
    "    app.kubernetes.io/managed-by: xtrasync",
    '    xtrasync.io/project: "Owner Project"',
    "    xtrasync.io/environment: development",
    "type: Opaque",
    "data:",
    "  A: MQ==",
    "  B: w7w=",
  ]);
});

test("the export is JSON where it is asked for, with the name and namespace of the query", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });

  const { headers, body } = await bench.send(exportPath(bench, "?env=production&format=json&name=n&namespace=ns"));

  expect(headers.get("content-type")).toBe("application/json");
  expect(body).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: "n",
      namespace: "ns",
      labels: {
        "app.kubernetes.io/managed-by": "xtrasync",
        "xtrasync.io/project": "Owner Project",
        "xtrasync.io/environment": "production",
      },
    },
    type: "Opaque",
    data: { KEY: "MQ==" },
  });
});

test("every branch is in it, and a value that is empty or cannot be read is empty", async () => {
  const bench = new Bench();
  createBranch(bench, "next");
  await writeSecrets(bench, { EMPTY: "", BROKEN: "1" });
  await writeSecrets(bench, { NEXT: "1" }, { branch: "next" });
  secretRow(bench, "BROKEN").value = ["no envelope"];

  const { body } = await bench.send(exportPath(bench, "?env=production&format=json"));

  expect(body).toMatchObject({ data: { EMPTY: "", BROKEN: "", NEXT: "MQ==" } });
});

test("the export is refused to everybody but the project's creator, and without secrets", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });
  bench.join("developer", "admin");

  expect(await bench.refusal(exportPath(bench), { as: "nobody" })).toBe("401 Unauthorized");
  expect(await bench.refusal(exportPath(bench), { as: "developer" })).toBe("404 Project not found");
  expect(await bench.refusal(`GET /projects/${unknownId}/kubernetes`)).toBe("404 Project not found");
  expect(await bench.refusal(exportPath(bench, "?env=Production"))).toBe("404 No secrets found");
});

test.each([
  [
    "a malformed project",
    (): string => "GET /projects/prj_1/kubernetes",
    /Invalid `prisma\.project\.\w+\(\)` invocation/,
  ],
  [
    "a name that fits into no header",
    (bench: Bench): string => exportPath(bench, "?env=production&name=鍵"),
    /ByteString/,
  ],
])("the export fails with words for %s", async (_, request, words) => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });

  const { status, body } = await bench.send(request(bench));

  expect(status).toBe(500);
  expect(body).toEqual({ error: expect.stringMatching(words) });
});

test("the YAML leaves an audit row outside the chain, the JSON leaves none", async () => {
  const bench = new Bench();
  await writeSecrets(bench, { KEY: "1" });

  await bench.send(exportPath(bench, "?env=production&format=json"));
  await bench.send(exportPath(bench, "?env=production"));

  const { projectId } = bench.fixtures;
  expect(bench.auditRows.slice(1)).toMatchObject([
    { action: "kubernetes_export", entity: "project", entityId: projectId, previousHash: null, currentHash: null },
  ]);
});
