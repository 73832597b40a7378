import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import {
  createBranch,
  envelopeForm,
  readValues,
  secretRow,
  secretsOf,
  sendAbout,
  unknownId,
  writeSecrets,
} from "./support/secrets.ts";

describe("one secret", () => {
  test("comes as its row with the value encrypted, nulls included", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });

    const { status, body } = await sendAbout(bench, "GET");

    expect(status).toBe(200);
    expect(body).toEqual({ ...secretRow(bench), value: [expect.stringMatching(envelopeForm)], expiryDate: null });
    expect(Object.keys(secretRow(bench))).toHaveLength(18);
  });

  test("is the oldest with its key, and the environment is compared exactly", async () => {
    const bench = new Bench();
    const branchId = createBranch(bench, "next");
    await writeSecrets(bench, { KEY: "1" }, { branch: "next" });
    await writeSecrets(bench, { KEY: "2" });

    expect((await sendAbout(bench, "GET")).body).toMatchObject({ branchId });
    expect(await bench.refusal(`GET ${secretsOf(bench, "Production")}/KEY`)).toBe("404 Secret not found");
  });

  test("is looked for before the role is", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const as = "outsider";

    expect(await bench.refusal(`GET /projects/${unknownId}/envs/production/secrets/KEY`, { as })).toBe(
      "404 Project not found or access denied",
    );
    expect(await bench.refusal(`GET ${secretsOf(bench)}/NONE`, { as })).toBe("404 Secret not found");
    expect(await bench.refusal(`GET ${secretsOf(bench)}/KEY`, { as })).toBe("403 Access Denied");
    expect(await bench.refusal(`GET ${secretsOf(bench)}/KEY`, { as: "nobody" })).toBe("401 Unauthorized");
  });

  test("is shown to a viewer and to the holder of a grant for it", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1", OTHER: "2" });
    bench.join("viewer", "viewer");
    bench.grant("outsider", [secretRow(bench).id]);

    expect((await sendAbout(bench, "GET", { as: "viewer" })).status).toBe(200);
    expect((await sendAbout(bench, "GET", { as: "outsider" })).status).toBe(200);
    expect(await bench.refusal(`GET ${secretsOf(bench)}/OTHER`, { as: "outsider" })).toBe("403 Access Denied");
  });

  test.each([
    [["read:secrets"], 200],
    [["admin"], 200],
    [["*"], 200],
    [["write:secrets"], 403],
  ])("is shown to a service account with %j as %i", async (permissions, status) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });

    expect((await sendAbout(bench, "GET", { as: bench.addAccount(permissions) })).status).toBe(status);
  });

  test("leaves an audit row when a person reads it", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });

    await sendAbout(bench, "GET");
    await sendAbout(bench, "GET", { as: bench.addAccount(["read:secrets"]) });

    const { id } = secretRow(bench);
    expect(bench.auditRows.slice(1)).toMatchObject([{ action: "secret.read", entity: "secret", entityId: id }]);
  });
});

describe("the deletion of a secret", () => {
  test("takes the oldest with the key and leaves an audit row", async () => {
    const bench = new Bench();
    createBranch(bench, "next");
    await writeSecrets(bench, { KEY: "1" }, { branch: "next" });
    await writeSecrets(bench, { KEY: "2" });
    const { id: entityId } = secretRow(bench);

    const { status, body } = await sendAbout(bench, "DELETE");

    expect([status, body]).toEqual([200, { success: true }]);
    expect(await readValues(bench, "?branch=next")).toEqual({});
    expect(bench.auditRows[2]).toMatchObject({ action: "secret.delete", entity: "secret", entityId });
    expect(await readValues(bench)).toEqual({ KEY: "2" });
  });

  test("looks for project and secret before the role", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const as = "outsider";

    expect(await bench.refusal(`DELETE /projects/${unknownId}/envs/production/secrets/KEY`, { as })).toBe(
      "404 Project not found",
    );
    expect(await bench.refusal(`DELETE ${secretsOf(bench)}/NONE`, { as })).toBe("404 Secret not found");
    expect(await bench.refusal(`DELETE ${secretsOf(bench)}/KEY`, { as: "nobody" })).toBe("401 Unauthorized");
  });

  test.each([
    ["admin", 200],
    ["developer", 403],
    ["viewer", 403],
  ])("answers a team's %s with %i", async (role, status) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    bench.join("developer", role);

    expect((await sendAbout(bench, "DELETE", { as: "developer" })).status).toBe(status);
  });

  test("is open to a service account with admin and to the holder of a grant, to no other without a role", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const statusFor = async (as: "outsider" | { key: string }): Promise<number> => {
      await writeSecrets(bench, { KEY: "1" });
      return (await sendAbout(bench, "DELETE", { as })).status;
    };

    expect(await statusFor(bench.addAccount(["read:secrets", "write:secrets"]))).toBe(403);
    expect(await statusFor(bench.addAccount(["admin"]))).toBe(200);
    expect(await statusFor("outsider")).toBe(403);
    bench.grant("outsider");
    expect(await statusFor("outsider")).toBe(200);
  });

  test("fails while a link needs the secret, with the text of the database", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "1" });
    const source = { sourceProjectId: bench.fixtures.projectId, sourceEnv: "production", sourceKey: "KEY" };
    await bench.data(`POST ${secretsOf(bench)}/link`, { body: { key: "LINK", ...source } });

    expect(await bench.refusal(`DELETE ${secretsOf(bench)}/KEY`)).toContain(
      "Invalid `prisma.secret.delete()` invocation",
    );
    expect(await bench.data(`DELETE ${secretsOf(bench)}/LINK`)).toEqual({ success: true });
    expect(await bench.data(`DELETE ${secretsOf(bench)}/KEY`)).toEqual({ success: true });
  });
});
