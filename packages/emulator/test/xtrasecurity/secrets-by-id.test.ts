import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, draftSecret, rowOf, sentence, wordsFor } from "./support/by-id.ts";
import { envelopeForm, unknownId } from "./support/secrets.ts";

describe("creating a secret", () => {
  test("answers with the whole row, its value in clear and its history encrypted", async () => {
    const bench = new Bench();
    const { projectId, branchId, emails } = bench.fixtures;

    const answer = await bench.send("POST /secret", { body: draftSecret(bench) });

    const { lastUpdated } = answer.body as Fields;
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      key: "KEY",
      value: "one",
      description: "",
      environmentType: "development",
      version: "1",
      projectId,
      branchId,
      type: "API Key",
      history: [
        {
          version: "1",
          value: [expect.stringMatching(envelopeForm)],
          description: "",
          updatedAt: lastUpdated,
          updatedBy: emails.owner,
        },
      ],
      lastUpdated,
      updatedBy: emails.owner,
      permission: [],
      expiryDate: null,
      rotationPolicy: "manual",
      isReference: false,
      sourceSecretId: null,
      shadowValue: [],
    });
  });

  test("keeps the settings that are given, a date alone as midnight UTC", async () => {
    const bench = new Bench();
    const settings = { type: "token", description: "d", permission: ["a"], rotationPolicy: "auto" };

    const answer = await bench.data("POST /secret", {
      body: draftSecret(bench, { ...settings, expiryDate: "2027-01-02", branchId: "" }),
    });

    expect(answer).toMatchObject({ ...settings, expiryDate: "2027-01-02T00:00:00.000Z", branchId: null });
  });

  test("leaves neither an audit row nor a notification", async () => {
    const bench = new Bench();

    await createSecret(bench);

    expect(bench.auditRows).toEqual([]);
    expect(bench.store.notifications.where(() => true)).toEqual([]);
  });

  test("without a branch is found by a write to main, which moves it there", async () => {
    const bench = new Bench();
    const id = await createSecret(bench, { branchId: undefined, environmentType: "production" });
    const path = `/projects/${bench.fixtures.projectId}/envs/production/secrets`;

    await bench.data(`POST ${path}`, { body: { secrets: { KEY: "two" } } });

    expect(rowOf(bench, id)).toMatchObject({ version: "2", branchId: bench.fixtures.branchId });
  });

  test.each(["key", "value", "projectId"])("is refused without %s", async (name) => {
    const bench = new Bench();

    const { status, body } = await bench.send("POST /secret", { body: draftSecret(bench, { [name]: "" }) });

    expect(status).toBe(400);
    expect(body).toEqual({ message: expect.stringMatching(sentence) });
  });

  test("looks for the project and its room before it looks at the role", async () => {
    const bench = new Bench();
    const { miserProjectId, projectId } = bench.fixtures;
    const secrets = Array.from({ length: 50 }, (_, index) => ({ key: `K${index}`, value: "v" }));
    await bench.data("POST /secret/bulk", { as: "miser", body: { projectId: miserProjectId, secrets } });
    const create = async (project: string): Promise<unknown> =>
      (await bench.send("POST /secret", { as: "outsider", body: draftSecret(bench, { projectId: project }) })).body;

    const answers = [await create(unknownId), await create(miserProjectId), await create(projectId)];

    expect(answers).toEqual([
      { error: "Project or owner not found" },
      { error: "Secret limit reached", message: expect.stringMatching(sentence) },
      { error: expect.stringMatching(/^Forbidden: (\S+ ){5,}/) },
    ]);
  });

  test("in production is for owners and admins, elsewhere for developers too", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "viewer");
    const create = async (as: "developer" | "viewer", environmentType: string): Promise<string> =>
      await wordsFor(bench, "POST /secret", { as, body: draftSecret(bench, { environmentType }) });

    expect(await create("developer", "production")).toBe("403 Developers cannot create secrets in Production");
    expect(await create("developer", "Production")).toMatch(/^201/);
    expect(await create("viewer", "development")).toMatch(/^403 (\S+ ){6,}/);
  });

  test.each([
    ["a malformed project", { projectId: "prj_1" }],
    ["no environment", { environmentType: undefined }],
    ["a number as its value", { value: 5 }],
    ["no date as its expiry date", { expiryDate: "soon" }],
    ["a malformed branch", { branchId: "main" }],
  ])("fails with 500 and only a message for %s", async (_, settings) => {
    const bench = new Bench();

    const { status, body } = await bench.send("POST /secret", { body: draftSecret(bench, settings) });

    expect(status).toBe(500);
    expect(body).toEqual({ message: expect.any(String) });
    expect(bench.store.secrets.where(() => true)).toEqual([]);
  });

  test("fails with 500 and only a message for a body that is no JSON, and wants a login first", async () => {
    const bench = new Bench();

    const broken = await bench.send("POST /secret", { raw: "{" });
    const anonymous = await wordsFor(bench, "POST /secret", { as: "nobody", raw: "{" });

    expect(broken).toMatchObject({ status: 500, body: { message: expect.any(String) } });
    expect(broken.headers.get("X-RateLimit-Limit")).toBe("100000");
    expect(anonymous).toBe("401 Unauthorized");
  });

  test("as a service account needs exactly write:secrets in its own project, and signs with a mail of its own", async () => {
    const bench = new Bench();
    const create = async (permissions: string[], projectId?: string): Promise<string> => {
      const as = bench.addAccount(permissions, projectId);
      return await wordsFor(bench, "POST /secret", { as, body: draftSecret(bench, { environmentType: "production" }) });
    };

    expect(await create(["write:secrets"], bench.fixtures.miserProjectId)).toBe("403 Forbidden: SA locked to project");
    expect(await create(["admin"])).toBe("403 Forbidden: Missing write:secrets scope");
    expect(await create(["write:secrets"])).toMatch(/^201/);
    expect(bench.store.secrets.first(() => true)?.updatedBy).toBe("sa_deploy@bot");
  });
});
