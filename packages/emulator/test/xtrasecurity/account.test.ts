import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { secretsOf, writeSecrets } from "./support/secrets.ts";
import { createTeam, enlist } from "./support/teams.ts";

describe("GET /user", () => {
  test("shows six fields of the person behind the key", async () => {
    const bench = new Bench();
    const { userIds, emails } = bench.fixtures;

    const user = await bench.data("GET /user");

    const facts = { id: userIds.owner, name: "Owner Fixture", email: emails.owner, image: null };
    expect(user).toEqual({ ...facts, role: "user", tier: "enterprise" });
  });

  test("knows no service account, and nobody without a login", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET /user", { as: bench.addAccount(["*"]) })).toBe("404 User not found");
    expect(await bench.refusal("GET /user", { as: "nobody" })).toBe("401 Unauthorized");
  });
});

describe("GET /subscription/usage", () => {
  test("counts workspaces, projects, their secrets and the day's requests against the plan", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { A: "1", B: "2" });

    const usage = await bench.data("GET /subscription/usage");

    expect(usage).toEqual({
      workspaces: { used: 1, limit: 1_000 },
      projects: { used: 1, limit: 1_000_000 },
      secrets: { used: 2, limit: 10_000 },
      dailyRequests: { used: 1, limit: 100_000 },
    });
  });

  test("counts what is in the own workspaces, whoever made it, and nothing in others'", async () => {
    const bench = new Bench();
    const { workspaceId } = bench.fixtures;
    await enlist(bench, await createTeam(bench), { person: "developer", role: "admin" });
    await bench.data("POST /project", { as: "developer", body: { name: "Guest", description: "", workspaceId } });
    const used = async (as: "owner" | "developer"): Promise<unknown> =>
      (await bench.data<{ projects: { used: number } }>("GET /subscription/usage", { as })).projects.used;

    expect(await used("owner")).toBe(2);
    expect(await used("developer")).toBe(0);
  });

  test("allows 50 secrets to somebody without a project", async () => {
    const bench = new Bench();

    const usage = await bench.data("GET /subscription/usage", { as: "viewer" });

    expect(usage).toMatchObject({
      workspaces: { used: 0, limit: 1 },
      projects: { used: 0, limit: 3 },
      secrets: { used: 0, limit: 50 },
      dailyRequests: { used: 0, limit: 1_000 },
    });
    expect(await bench.refusal("GET /subscription/usage", { as: "nobody" })).toBe("401 Unauthorized");
  });
});

test("the service is healthy without a login", async () => {
  const bench = new Bench();

  const answer = await bench.send("GET /health", { as: "nobody" });

  expect(answer.body).toEqual({ status: "ok", timestamp: "2026-06-15T12:00:00.000Z" });
});

test("the description of the service is open to every web page", async () => {
  const bench = new Bench();

  const { headers, body } = await bench.send("GET /docs", { as: "nobody" });

  expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(body).toMatchObject({ openapi: expect.stringMatching(/^3\./), paths: { "/project": { get: {}, post: {} } } });
  const { paths } = body as { paths: Record<string, unknown> };
  expect(Object.keys(paths)).toContain(
    secretsOf(bench).replace(bench.fixtures.projectId, "{projectId}").replace("production", "{env}"),
  );
});

describe("POST /auth/cli-login", () => {
  test("gives a token of 24 hours for a person's key and leaves a row in the audit log", async () => {
    const bench = new Bench();
    const { token: apiKey, userIds, emails, workspaceId } = bench.fixtures;

    const answer = await bench.data<{ token: string }>("POST /auth/cli-login", { as: "nobody", body: { apiKey } });

    const user = { email: emails.owner, id: userIds.owner, role: "user" };
    expect(answer).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), user });
    const key = bench.store.apiKeys.first(({ userId }) => userId === userIds.owner);
    const row = { action: "user.login_cli", entity: "apiKey", entityId: key?.id, workspaceId, userId: userIds.owner };
    expect(bench.auditRows).toMatchObject([row]);
    const as = { key: answer.token };
    expect(await bench.data("GET /user", { as })).toMatchObject({ id: userIds.owner });
    bench.advance(24 * 60 * 60_000);
    expect((await bench.send("GET /user", { as })).status).toBe(401);
  });

  test("gives a token for the key of a service account, too, and leaves no row", async () => {
    const bench = new Bench();
    const { key: apiKey, id } = bench.addAccount(["read:secrets"]);

    const answer = await bench.data<{ token: string }>("POST /auth/cli-login", { as: "nobody", body: { apiKey } });

    const user = { email: "sa_deploy@bot", id: `sa_${id}`, role: "service_account", isServiceAccount: true };
    expect(answer).toMatchObject({ user });
    expect(bench.auditRows).toEqual([]);
    const resolved = await bench.data("GET /service-account/resolve", { as: { key: answer.token } });
    expect(resolved).toMatchObject({ serviceAccount: { id } });
  });

  test("refuses a missing, an unknown and an expired key, and every password", async () => {
    const bench = new Bench();
    const { key } = await bench.data<{ key: string }>("POST /auth/api-keys", { body: { expiresAt: "2026-06-15" } });
    const refusal = async (body: object): Promise<string> =>
      await bench.refusal("POST /auth/cli-login", { as: "nobody", body });

    expect(await refusal({})).toBe("400 Missing credentials");
    expect(await refusal({ email: "nobody@fixture.test", password: "x" })).toBe("401 Invalid credentials");
    const { owner: email } = bench.fixtures.emails;
    expect(await refusal({ email, password: "x" })).toBe("400 Password not set for this user");
    expect(await refusal({ email })).toBe("400 Missing credentials");
    expect(await refusal({ apiKey: "xs_0" })).toBe("401 Invalid Access Key");
    expect(await refusal({ apiKey: key })).toBe("401 Access Key has expired");
    expect((await bench.send("POST /auth/cli-login", { raw: "{" })).status).toBe(500);
  });
});
