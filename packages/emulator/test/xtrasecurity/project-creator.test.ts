import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createSecret } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

test("toggling turns the status and not the block itself", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;

  const first = await bench.data(`POST /project/${projectId}/toggle-block`);
  const open = await bench.send(`GET /project?id=${projectId}`);
  const second = await bench.data(`POST /project/${projectId}/toggle-block`);

  expect(first).toMatchObject({ id: projectId, status: "blocked", isBlocked: false });
  expect(open.status).toBe(200);
  expect(second).toEqual(bench.store.projects.get(projectId));
  expect(second).toMatchObject({ status: "active" });
});

test("clearing takes every secret and every branch, main too", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  await createSecret(bench);
  await createSecret(bench, { branchId: undefined });

  const answer = await bench.data(`POST /project/${projectId}/clear`);

  expect(answer).toEqual({ message: "Project cleared successfully" });
  expect(await bench.data(`GET /project?id=${projectId}`)).toMatchObject({ branches: [], secrets: [] });
});

test("clearing fails as a whole where a schedule needs a secret", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  const secretId = await createSecret(bench);
  const body = { secretId, projectId, frequency: "daily", rotationMethod: "manual" };
  await bench.data("POST /rotation/schedules", { body });

  const answer = await bench.send(`POST /project/${projectId}/clear`);

  expect([answer.status, answer.text]).toEqual([500, "Internal Error"]);
  expect(await bench.data(`GET /project?id=${projectId}`)).toMatchObject({ branches: [{}], secrets: [{}] });
});

describe.each(["toggle-block", "clear"])("%s", (action) => {
  test("is for the project's creator and refuses in plain text", async () => {
    const bench = new Bench();
    bench.join("developer", "owner");
    const { projectId } = bench.fixtures;
    const ask = async (id: string, as: "owner" | "developer" | "nobody" = "owner"): Promise<unknown[]> => {
      const { status, text, headers } = await bench.send(`POST /project/${id}/${action}`, { as });
      return [status, text, headers.get("Content-Type")?.split(";")[0]];
    };

    expect(await ask(projectId, "nobody")).toEqual([401, "Unauthorized", "text/plain"]);
    expect(await ask(unknownId)).toEqual([404, "Project not found", "text/plain"]);
    expect(await ask(projectId, "developer")).toEqual([401, "Unauthorized", "text/plain"]);
    expect(await ask("x")).toEqual([500, "Internal Error", "text/plain"]);
  });

  test("is refused to a service account like to every stranger", async () => {
    const bench = new Bench();
    const as = bench.addAccount(["*"]);

    expect(await bench.refusal(`POST /project/${bench.fixtures.projectId}/${action}`, { as })).toBe("401 Unauthorized");
  });
});
