import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, databaseWords, rowOf, sentence, wordsFor } from "./support/by-id.ts";
import { envelopeForm, unknownId } from "./support/secrets.ts";

describe("changing a secret by id", () => {
  test("answers with the stored row and puts the change in front of its history", async () => {
    const bench = new Bench();
    const id = await createSecret(bench);
    const before = rowOf(bench, id);
    const body = { value: "two", description: "d", changeReason: "because" };

    const answer = await bench.data<Fields>(`PUT /secret?id=${id}`, { body });

    const row = rowOf(bench, id);
    const entry = { version: "2", value: row.value, description: "d", changeReason: "because" };
    expect(answer).toEqual(row);
    expect(row.value).toEqual([expect.stringMatching(envelopeForm)]);
    expect(row).toMatchObject({ version: "2", description: "d", updatedBy: bench.fixtures.emails.owner });
    expect(row.lastUpdated > before.lastUpdated).toBe(true);
    expect(row.history).toEqual([
      { ...entry, updatedAt: row.lastUpdated, updatedBy: bench.fixtures.emails.owner },
      ...before.history,
    ]);
  });

  test("keeps whatever is sent empty, but for the description, and counts a version all the same", async () => {
    const bench = new Bench();
    const id = await createSecret(bench, { description: "d", expiryDate: "2027-01-01" });
    const before = rowOf(bench, id);
    const body = { key: "", value: "", type: "", environmentType: "", rotationPolicy: "", expiryDate: "" };

    await bench.data(`PUT /secret?id=${id}`, { body: { ...body, description: "" } });

    const { version, lastUpdated, history, ...rest } = rowOf(bench, id);
    expect(version).toBe("2");
    expect(history[0]).toEqual({
      version: "2",
      value: "[unchanged]",
      description: "d",
      updatedAt: lastUpdated,
      updatedBy: bench.fixtures.emails.owner,
    });
    expect(rest).toMatchObject({ key: "KEY", value: before.value, type: "API Key", environmentType: "development" });
    expect(rest).toMatchObject({ description: "", rotationPolicy: "manual", expiryDate: "2027-01-01T00:00:00.000Z" });
  });

  test("changes every setting that is sent", async () => {
    const bench = new Bench();
    const id = await createSecret(bench);
    const body = { key: "NEW", environmentType: "staging", type: "t", permission: ["a"], rotationPolicy: "auto" };

    await bench.data(`PUT /secret?id=${id}`, { body: { ...body, expiryDate: "2027-03-04" } });

    expect(rowOf(bench, id)).toMatchObject({ ...body, expiryDate: "2027-03-04T00:00:00.000Z" });
  });

  test.each([{ expiryDate: "soon" }, { permission: "a" }, { value: 5 }, { description: null }])(
    "fails with 500 for %o and changes nothing",
    async (body) => {
      const bench = new Bench();
      const id = await createSecret(bench);
      const before = rowOf(bench, id);

      const answer = await bench.send(`PUT /secret?id=${id}`, { body });

      expect(answer).toMatchObject({ status: 500, body: { message: expect.any(String) } });
      expect(rowOf(bench, id)).toEqual(before);
    },
  );
});

describe("deleting a secret by id", () => {
  test("takes exactly that row", async () => {
    const bench = new Bench();
    const first = await createSecret(bench);
    const second = await createSecret(bench);

    const answer = await bench.data(`DELETE /secret?id=${second}`);

    expect(answer).toEqual({ message: "Secret deleted successfully" });
    expect(bench.store.secrets.where(() => true).map(({ id }) => id)).toEqual([first]);
  });

  test("fails with 500 while the secret is the source of a link", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const id = await createSecret(bench);
    const source = { sourceProjectId: projectId, sourceEnv: "development", sourceKey: "KEY" };
    await bench.data(`POST /projects/${projectId}/envs/staging/secrets/link`, { body: { key: "LINK", ...source } });

    const { status, body } = await bench.send(`DELETE /secret?id=${id}`);

    expect(status).toBe(500);
    expect(body).toEqual({ message: expect.stringMatching(databaseWords) });
  });
});

describe.each(["PUT", "DELETE"])("%s /secret", (verb) => {
  const word = verb === "PUT" ? "update" : "delete";

  test("wants a login, an id, a secret of this id and a role, in this order", async () => {
    const bench = new Bench();
    const id = await createSecret(bench);
    const ask = async (query: string, as: "owner" | "outsider" | "nobody" = "owner"): Promise<unknown> =>
      (await bench.send(`${verb} /secret${query}`, { as, body: {} })).body;

    expect(await ask("", "nobody")).toEqual({ error: "Unauthorized" });
    expect(await ask("", "outsider")).toEqual({ message: "Secret ID is required" });
    expect(await ask(`?id=${unknownId}`, "outsider")).toEqual({ message: "Secret not found" });
    expect(await ask(`?id=${id}`, "outsider")).toEqual({ error: expect.stringMatching(/^Forbidden: (\S+ ){5,}/) });
    expect(await ask("?id=x")).toEqual({ message: expect.stringMatching(databaseWords) });
  });

  test("keeps developers off production and viewers off everything", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "viewer");
    const released = await createSecret(bench, { environmentType: "production" });
    const other = await createSecret(bench);
    const ask = async (id: string, as: "developer" | "viewer"): Promise<string> =>
      await wordsFor(bench, `${verb} /secret?id=${id}`, { as, body: {} });

    expect(await ask(released, "developer")).toBe(`403 Developers cannot ${word} secrets in Production`);
    expect((await ask(other, "viewer")).slice(4)).toMatch(sentence);
    expect(await ask(other, "developer")).toMatch(/^200/);
  });

  test("as a service account needs write:secrets in its own project", async () => {
    const bench = new Bench();
    const id = await createSecret(bench);
    const { miserProjectId } = bench.fixtures;
    const ask = async (permissions: string[], projectId?: string): Promise<string> =>
      await wordsFor(bench, `${verb} /secret?id=${id}`, { as: bench.addAccount(permissions, projectId), body: {} });

    expect(await ask(["write:secrets"], miserProjectId)).toBe("403 Forbidden: SA locked to project");
    expect(await ask(["read:secrets"])).toBe("403 Forbidden: Missing write:secrets scope");
    expect(await ask(["write:secrets"])).toMatch(/^200/);
  });
});

test("changing a secret reads the body before it looks for the secret", async () => {
  const bench = new Bench();

  const answer = await bench.send(`PUT /secret?id=${unknownId}`, { raw: "{" });

  expect(answer).toMatchObject({ status: 500, body: { message: expect.any(String) } });
});
