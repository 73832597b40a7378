import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, sentence, wordsFor } from "./support/by-id.ts";
import { createBranch, envelopeForm, unknownId } from "./support/secrets.ts";

const one = { key: "KEY", value: "one" };

describe("the bulk import", () => {
  test("adds secrets beside others of the same key, and leaves the value in clear in the history", async () => {
    const bench = new Bench();
    const { projectId, branchId, emails } = bench.fixtures;
    await createSecret(bench);
    const secrets = [one, { ...one, key: "OTHER", type: "t", description: "d", environmentType: "staging" }];

    const answer = await bench.send("POST /secret/bulk", { body: { projectId, branchId, secrets } });

    const rows = bench.store.secrets.where(() => true);
    const [, first] = rows;
    const { lastUpdated } = first ?? {};
    const description = "Imported from .env file";
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      count: 2,
      secrets: rows.slice(1).map((row, index) => ({ ...row, value: secrets[index]?.value })),
    });
    expect(first).toMatchObject({ key: "KEY", description, environmentType: "development", type: "API Key", branchId });
    expect(first?.value).toEqual([expect.stringMatching(envelopeForm)]);
    expect(first?.history).toEqual([
      { version: "1", value: "one", description, updatedAt: lastUpdated, updatedBy: emails.owner },
    ]);
    expect(rows[2]).toMatchObject({ key: "OTHER", type: "t", description: "d", environmentType: "staging" });
  });

  test("takes an empty value", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;

    await bench.data("POST /secret/bulk", { body: { projectId, secrets: [{ key: "EMPTY", value: "" }] } });

    expect(await bench.data(`GET /secret?projectId=${projectId}`)).toMatchObject([{ key: "EMPTY", value: "" }]);
  });

  test("that fails for one secret has stored the others", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const secrets = [one, { key: "NUMBER", value: 5 }, { key: "LAST", value: "l" }];

    const { status, body } = await bench.send("POST /secret/bulk", { body: { projectId, secrets } });

    expect(status).toBe(500);
    expect(body).toEqual({ message: expect.any(String) });
    expect(bench.store.secrets.where(() => true).map(({ key }) => key)).toEqual(["KEY", "LAST"]);
  });

  test.each([{}, { secrets: [one] }, { projectId: unknownId }, { projectId: unknownId, secrets: [] }])(
    "is refused with a message for %o",
    async (body) => {
      const bench = new Bench();

      const answer = await bench.send("POST /secret/bulk", { body });

      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ message: expect.stringMatching(sentence) });
    },
  );

  test("checks the project, its room for all of them, and the role", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    bench.join("developer", "developer");
    const { projectId, miserProjectId } = bench.fixtures;
    const released = { ...one, environmentType: "production" };
    const ask = async (project: string, secrets: object[], as: "viewer" | "developer" | "outsider"): Promise<string> =>
      await wordsFor(bench, "POST /secret/bulk", { as, body: { projectId: project, secrets } });

    expect(await ask(unknownId, [one], "viewer")).toBe("404 Project or owner not found");
    expect(
      await ask(
        miserProjectId,
        Array.from({ length: 51 }, () => one),
        "viewer",
      ),
    ).toBe("403 Secret limit reached");
    expect(await ask(projectId, [one], "outsider")).toMatch(/^403 Forbidden: (\S+ ){5,}/);
    expect((await ask(projectId, [one], "viewer")).slice(4)).toMatch(sentence);
    expect(await ask(projectId, [one, released], "developer")).toBe(
      "403 Developers cannot create secrets in Production",
    );
    expect(await ask(projectId, [one], "developer")).toMatch(/^201/);
  });

  test("wants a login, and of a service account write:secrets", async () => {
    const bench = new Bench();
    const body = { projectId: bench.fixtures.projectId, secrets: [one] };

    expect(await bench.refusal("POST /secret/bulk", { as: "nobody", body })).toBe("401 Unauthorized");
    expect(await bench.refusal("POST /secret/bulk", { as: bench.addAccount(["read:secrets"]), body })).toBe(
      "403 Forbidden: Missing write:secrets scope",
    );
    expect((await bench.send("POST /secret/bulk", { as: bench.addAccount(["write:secrets"]), body })).status).toBe(201);
  });
});

describe("copying secrets", () => {
  test("finds nothing in an empty branch or environment, and says so before it looks at the target", async () => {
    const bench = new Bench();
    const { branchId } = bench.fixtures;
    await createSecret(bench);
    const copy = async (settings: Fields): Promise<unknown> =>
      await bench.data("POST /secret/copy", {
        body: { sourceBranchId: branchId, targetBranchId: unknownId, ...settings },
      });

    const nothing = { message: "No secrets found to copy", count: 0 };
    expect(await copy({ sourceBranchId: unknownId })).toEqual(nothing);
    expect(await copy({ sourceEnvironment: "staging" })).toEqual(nothing);
  });

  test("is refused to everybody, the owner too", async () => {
    const bench = new Bench();
    const { branchId: sourceBranchId } = bench.fixtures;
    const targetBranchId = createBranch(bench, "other");
    await createSecret(bench);
    const copy = async (body: object): Promise<string> => await bench.refusal("POST /secret/copy", { body });

    expect((await copy({ sourceBranchId })).slice(4)).toMatch(sentence);
    expect(await copy({ sourceBranchId, targetBranchId: unknownId })).toBe("404 Target branch not found");
    expect(await copy({ sourceBranchId, targetBranchId, sourceEnvironment: "all" })).toMatch(
      /^403 Forbidden: (\S+ ){5,}/,
    );
    expect(await copy({ sourceBranchId: "x", targetBranchId })).toMatch(/^500 \s*Invalid `prisma/);
    expect(await bench.refusal("POST /secret/copy", { as: "nobody", body: {} })).toBe("401 Unauthorized");
  });
});
