import { expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, rowOf, sentence, wordsFor } from "./support/by-id.ts";
import { envelopeForm, unknownId } from "./support/secrets.ts";

async function twoVersions(bench: Bench, settings: Fields = {}): Promise<string> {
  const secretId = await createSecret(bench, settings);
  await bench.data(`PUT /secret?id=${secretId}`, { body: { value: "two" } });
  return secretId;
}

async function read(bench: Bench): Promise<Fields> {
  const [secret = {}] = await bench.data<Fields[]>(`GET /secret?projectId=${bench.fixtures.projectId}`);
  return secret;
}

test("a rollback stores the old value as a new version, in front of the history", async () => {
  const bench = new Bench();
  const secretId = await twoVersions(bench);
  const before = rowOf(bench, secretId);

  const answer = await bench.data("POST /secret/rollback", { body: { secretId, targetVersion: "1" } });

  const row = rowOf(bench, secretId);
  expect(answer).toEqual({
    success: true,
    message: "Successfully rolled back to version 1",
    version: "3",
    secret: { id: secretId, key: "KEY", version: "3" },
  });
  expect(row.history).toEqual([
    {
      version: "3",
      value: [expect.stringMatching(envelopeForm)],
      updatedAt: row.lastUpdated,
      updatedBy: bench.fixtures.emails.owner,
      description: "Rollback to version 1",
    },
    ...before.history,
  ]);
  expect(await read(bench)).toMatchObject({ value: "one", version: "3", updatedBy: bench.fixtures.emails.owner });
});

test("a rollback leaves one audit row outside the chain, and takes its reason as the description", async () => {
  const bench = new Bench();
  const secretId = await twoVersions(bench);

  await bench.data("POST /secret/rollback", { body: { secretId, targetVersion: "1", changeReason: "broken" } });

  const { workspaceId, userIds } = bench.fixtures;
  expect(rowOf(bench, secretId).history[0]?.description).toBe("broken");
  expect(bench.auditRows).toMatchObject([
    {
      userId: userIds.owner,
      action: "secret_rollback",
      entity: "secret",
      entityId: secretId,
      workspaceId,
      previousHash: null,
      currentHash: null,
    },
  ]);
});

test("a rollback restores a value that the import left in clear", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  const body = { projectId, secrets: [{ key: "KEY", value: "clear" }] };
  const { secrets } = await bench.data<{ secrets: { id: string }[] }>("POST /secret/bulk", { body });
  const secretId = secrets[0]?.id ?? "";
  await bench.data(`PUT /secret?id=${secretId}`, { body: { value: "two" } });

  await bench.data("POST /secret/rollback", { body: { secretId, targetVersion: "1" } });

  expect(rowOf(bench, secretId).value).toEqual([expect.stringMatching(envelopeForm)]);
  expect(await read(bench)).toMatchObject({ value: "clear" });
});

test("a rollback checks the login, the fields, the secret, the role and then the version", async () => {
  const bench = new Bench();
  const secretId = await twoVersions(bench);
  const ask = async (body: object, as: "owner" | "outsider" | "nobody" = "owner"): Promise<string> =>
    await bench.refusal("POST /secret/rollback", { as, body });

  expect(await ask({}, "nobody")).toBe("401 Unauthorized");
  expect(await ask({ secretId }, "outsider")).toBe("400 Missing required fields: secretId and targetVersion");
  expect(await ask({ secretId: unknownId, targetVersion: "9" }, "outsider")).toBe("404 Secret not found");
  expect(await ask({ secretId, targetVersion: "9" }, "outsider")).toBe("403 Forbidden: No access to this project");
  expect(await ask({ secretId, targetVersion: "9" })).toBe("404 Version 9 not found in history");
  expect(await ask({ secretId, targetVersion: 1 })).toBe("404 Version 1 not found in history");
  const current = await ask({ secretId, targetVersion: "2" });
  expect([current.slice(0, 3), current.slice(4)]).toEqual(["400", expect.stringMatching(sentence)]);
});

test("viewers roll nothing back, and developers nothing in production", async () => {
  const bench = new Bench();
  bench.join("developer", "developer");
  bench.join("viewer", "viewer");
  const released = await twoVersions(bench, { environmentType: "production" });
  const other = await twoVersions(bench);
  const ask = async (secretId: string, as: "developer" | "viewer"): Promise<string> =>
    await wordsFor(bench, "POST /secret/rollback", { as, body: { secretId, targetVersion: "1" } });

  expect(await ask(other, "viewer")).toBe("403 Forbidden: Viewers cannot rollback secrets");
  expect(await ask(released, "developer")).toBe("403 Forbidden: Developers cannot rollback production secrets");
  expect(await ask(other, "developer")).toBe("200 Successfully rolled back to version 1");
});

test("a service account rolls back as a developer of its own project", async () => {
  const bench = new Bench();
  const secretId = await twoVersions(bench);

  const answer = await bench.send("POST /secret/rollback", {
    as: bench.addAccount([]),
    body: { secretId, targetVersion: "1" },
  });

  expect(answer.status).toBe(200);
  expect(rowOf(bench, secretId).updatedBy).toBe("sa_deploy@bot");
});

test.each([{ raw: "{" }, { body: { secretId: "x", targetVersion: "1" } }])(
  "a rollback of %o fails with 500, words and details, and without quota headers",
  async (options) => {
    const bench = new Bench();

    const { status, body, headers } = await bench.send("POST /secret/rollback", options);

    expect(status).toBe(500);
    expect(body).toEqual({ error: "Internal server error during rollback", details: expect.any(String) });
    expect(headers.has("X-RateLimit-Limit")).toBe(false);
  },
);
