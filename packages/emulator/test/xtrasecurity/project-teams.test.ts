import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { sentence } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

async function createTeam(bench: Bench): Promise<string> {
  const body = { name: "Team", description: "", workspaceId: bench.fixtures.workspaceId };
  const { id } = await bench.data<{ id: string }>("POST /team", { body });
  return id;
}

function pathOf(bench: Bench): string {
  return `/project/${bench.fixtures.projectId}/teams`;
}

test("a team is linked with 200 and stands in the list with its facts", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  const teamId = await createTeam(bench);

  const answer = await bench.send(`POST ${pathOf(bench)}`, { body: { teamId } });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ id: expect.any(String), teamId, projectId, team: bench.store.teams.get(teamId) });
  expect(await bench.data(`GET ${pathOf(bench)}`)).toEqual([answer.body]);
});

test("linking leaves a chained audit row in the project's workspace", async () => {
  const bench = new Bench();
  const { projectId, workspaceId } = bench.fixtures;
  const teamId = await createTeam(bench);

  await bench.data(`POST ${pathOf(bench)}`, { body: { teamId } });

  expect(bench.auditRows.at(-1)).toMatchObject({
    action: "project.team_assigned",
    entity: "project",
    entityId: projectId,
    workspaceId,
    previousHash: bench.auditRows.at(-2)?.currentHash,
  });
});

test("a link is taken away by its own id", async () => {
  const bench = new Bench();
  const teamId = await createTeam(bench);
  const { id } = await bench.data<{ id: string }>(`POST ${pathOf(bench)}`, { body: { teamId } });

  const answer = await bench.data(`DELETE ${pathOf(bench)}/${id}`);

  expect(answer).toEqual({ success: true });
  expect(await bench.data(`GET ${pathOf(bench)}`)).toEqual([]);
});

test("a link that is unknown or another project's is not found", async () => {
  const bench = new Bench();
  const teamId = await createTeam(bench);
  const { miserProjectId } = bench.fixtures;
  const other = bench.store.teamProjects.add({ id: bench.store.createId(), teamId, projectId: miserProjectId });

  for (const id of [unknownId, other.id]) {
    expect(await bench.refusal(`DELETE ${pathOf(bench)}/${id}`)).toBe("404 Assignment not found");
  }
});

test("linking checks the login, the team's id, the role and then the link", async () => {
  const bench = new Bench();
  const teamId = await createTeam(bench);
  await bench.data(`POST ${pathOf(bench)}`, { body: { teamId } });
  const ask = async (body: object, as: "owner" | "outsider" | "nobody" = "owner"): Promise<string> =>
    await bench.refusal(`POST ${pathOf(bench)}`, { as, body });

  const strange = await ask({ teamId }, "outsider");
  const repeated = await ask({ teamId });

  expect(await ask({}, "nobody")).toBe("401 Unauthorized");
  expect(await ask({}, "outsider")).toBe("400 Team ID is required");
  expect([strange.slice(0, 3), strange.slice(4)]).toEqual(["403", expect.stringMatching(sentence)]);
  expect([repeated.slice(0, 3), repeated.slice(4)]).toEqual(["409", expect.stringMatching(sentence)]);
});

describe.each(["GET", "POST", "DELETE"])("%s of a project's teams", (verb) => {
  const options: { body?: Fields } = verb === "POST" ? { body: { teamId: unknownId } } : {};
  const rest = verb === "DELETE" ? `/${unknownId}` : "";

  test.each(["developer", "viewer", "outsider"] as const)("is refused to a %s", async (person) => {
    const bench = new Bench();
    if (person !== "outsider") bench.join(person, person);

    const refusal = await bench.refusal(`${verb} ${pathOf(bench)}${rest}`, { ...options, as: person });

    expect([refusal.slice(0, 3), refusal.slice(4)]).toEqual(["403", expect.stringMatching(sentence)]);
  });

  test("fails with an empty 500 for a malformed id", async () => {
    const bench = new Bench();

    const answer = await bench.send(`${verb} /project/x/teams${rest}`, options);

    expect([answer.status, answer.text]).toEqual([500, ""]);
  });
});

test.each([{ body: { teamId: unknownId } }, { body: { teamId: "x" } }, { raw: "{" }])(
  "linking %o fails with an empty 500",
  async (options) => {
    const bench = new Bench();

    const answer = await bench.send(`POST ${pathOf(bench)}`, options);

    expect([answer.status, answer.text]).toEqual([500, ""]);
  },
);
