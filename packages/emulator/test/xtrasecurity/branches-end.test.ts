import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createSecret, rowOf } from "./support/by-id.ts";
import { createBranch, readValues, unknownId } from "./support/secrets.ts";

function keysOf(bench: Bench): string[] {
  return bench.store.secrets.where(() => true).map(({ key }) => key);
}

describe("DELETE /branch?id=", () => {
  test("answers with the branch and leaves its secrets to main", async () => {
    const bench = new Bench();
    const branchId = createBranch(bench, "dev");
    const branch = bench.store.branches.get(branchId);
    const id = await createSecret(bench, { branchId, environmentType: "production" });

    const answer = await bench.data(`DELETE /branch?id=${branchId}`);

    expect(answer).toEqual({ message: "Branch deleted successfully", branch });
    expect(rowOf(bench, id).branchId).toBeNull();
    expect(await readValues(bench)).toEqual({ KEY: "one" });
  });

  test("leaves a chained audit row in no workspace", async () => {
    const bench = new Bench();
    const branchId = createBranch(bench, "dev");

    await bench.data(`DELETE /branch?id=${branchId}`);

    const { projectId: entityId } = bench.fixtures;
    expect(bench.auditRows).toMatchObject([
      { action: "BRANCH_DELETED", entity: "project", entityId, workspaceId: null },
    ]);
  });

  test("checks the login, the id, the branch, the role and the name", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const { branchId } = bench.fixtures;
    const shouted = createBranch(bench, "MAIN");
    const ask = async (query: string, as?: "viewer" | "outsider" | "nobody"): Promise<string> =>
      await bench.refusal(`DELETE /branch${query}`, { as });

    expect(await ask("", "nobody")).toBe("401 Unauthorized");
    expect(await ask("", "outsider")).toBe("400 Branch ID is required");
    expect(await ask(`?id=${unknownId}`, "outsider")).toBe("404 Branch not found");
    expect(await ask(`?id=${branchId}`, "outsider")).toBe("403 Forbidden: Viewers cannot delete branches");
    expect(await ask(`?id=${branchId}`, "viewer")).toBe("403 Forbidden: Viewers cannot delete branches");
    expect(await ask(`?id=${branchId}`)).toBe("400 Cannot delete main branch");
    expect(await ask(`?id=${shouted}`)).toBe("400 Cannot delete main branch");
    expect(await ask("?id=x")).toBe("500 Failed to delete branch");
  });

  test("works for a service account of the project", async () => {
    const bench = new Bench();
    const branchId = createBranch(bench, "dev");

    expect((await bench.send(`DELETE /branch?id=${branchId}`, { as: bench.addAccount([]) })).status).toBe(200);
  });
});

describe("POST /branch?operation=clear", () => {
  test("takes the branch's secrets without a body, for a developer too, and leaves an audit row", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    const { branchId, projectId } = bench.fixtures;
    await createSecret(bench);
    await createSecret(bench, { key: "LOOSE", branchId: undefined });

    const answer = await bench.data(`POST /branch?operation=clear&branchId=${branchId}`, { as: "developer" });

    expect(answer).toEqual({ message: "Branch cleared successfully" });
    expect(keysOf(bench)).toEqual(["LOOSE"]);
    expect(bench.auditRows).toMatchObject([{ action: "BRANCH_CLEARED", entityId: projectId, workspaceId: null }]);
  });

  test("is refused for an unknown branch and to those who may not write", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const path = `POST /branch?operation=clear&branchId=${bench.fixtures.branchId}`;

    expect(await bench.refusal(path, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`POST /branch?operation=clear&branchId=${unknownId}`)).toBe("404 Branch not found");
    for (const as of ["viewer", "outsider"] as const) {
      expect(await bench.refusal(path, { as })).toBe("403 Forbidden: Viewers cannot clear branches");
    }
  });

  test("fails as a whole while a link needs one of the secrets", async () => {
    const bench = new Bench();
    const { projectId, branchId } = bench.fixtures;
    await createSecret(bench);
    await createSecret(bench, { key: "OTHER" });
    const source = { sourceProjectId: projectId, sourceEnv: "development", sourceKey: "OTHER" };
    await bench.data(`POST /projects/${projectId}/envs/staging/secrets/link`, { body: { key: "LINK", ...source } });

    const refusal = await bench.refusal(`POST /branch?operation=clear&branchId=${branchId}`);

    expect(refusal).toBe("500 Failed to create branch");
    expect(keysOf(bench)).toEqual(["KEY", "OTHER", "LINK"]);
  });
});

describe("DELETE /branch/{branchId}", () => {
  test("takes the branch and its secrets, main too, and leaves no audit row", async () => {
    const bench = new Bench();
    const { branchId } = bench.fixtures;
    await createSecret(bench);

    const answer = await bench.data(`DELETE /branch/${branchId}`);

    expect(answer).toEqual({ message: "Branch deleted successfully" });
    expect(keysOf(bench)).toEqual([]);
    expect(bench.store.branches.get(branchId)).toBeUndefined();
    expect(bench.auditRows).toEqual([]);
  });

  test("is for the creator and for admins of a linked team, invited ones too", async () => {
    const bench = new Bench();
    bench.join("developer", "developer");
    bench.join("viewer", "admin");
    const membership = bench.store.memberships.first(({ role }) => role === "admin");
    if (membership !== undefined) membership.status = "pending";
    const { branchId } = bench.fixtures;

    expect(await bench.refusal(`DELETE /branch/${branchId}`, { as: "developer" })).toBe("401 Unauthorized");
    expect((await bench.send(`DELETE /branch/${branchId}`, { as: "viewer" })).status).toBe(200);
  });

  test("fails with 500 for a service account", async () => {
    const bench = new Bench();
    const as = bench.addAccount(["*"]);

    expect(await bench.refusal(`DELETE /branch/${bench.fixtures.branchId}`, { as })).toBe("500 Internal Error");
  });
});

describe("POST /branch/{branchId}/clear", () => {
  test("takes the branch's secrets and leaves no audit row", async () => {
    const bench = new Bench();
    const { branchId } = bench.fixtures;
    await createSecret(bench);

    const answer = await bench.data(`POST /branch/${branchId}/clear`);

    expect(answer).toEqual({ message: "Branch cleared successfully" });
    expect(keysOf(bench)).toEqual([]);
    expect(bench.auditRows).toEqual([]);
  });

  test("is for the creator only, not for a service account either", async () => {
    const bench = new Bench();
    bench.join("developer", "admin");
    const { branchId } = bench.fixtures;

    expect(await bench.refusal(`POST /branch/${branchId}/clear`, { as: "developer" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`POST /branch/${branchId}/clear`, { as: bench.addAccount(["*"]) })).toBe(
      "401 Unauthorized",
    );
  });
});

test.each(["DELETE /branch/%", "POST /branch/%/clear"])("%s refuses in plain text", async (route) => {
  const bench = new Bench();
  const ask = async (id: string, as: "owner" | "nobody" = "owner"): Promise<unknown[]> => {
    const { status, text, headers } = await bench.send(route.replace("%", id), { as });
    return [status, text, headers.get("Content-Type")?.split(";")[0]];
  };

  expect(await ask(bench.fixtures.branchId, "nobody")).toEqual([401, "Unauthorized", "text/plain"]);
  expect(await ask(unknownId)).toEqual([404, "Branch not found", "text/plain"]);
  expect(await ask("x")).toEqual([500, "Internal Error", "text/plain"]);
});
