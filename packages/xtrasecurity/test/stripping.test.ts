import { expect, test } from "vitest";
import { failureOf, printed } from "./support/bench.ts";
import { startWorld } from "./support/emulator.ts";
import { as, furnish } from "./support/things.ts";

/** Values of the furnished secrets, and members that hold values or credentials. */
const hidden = /main-value|feature-value|encryptedData|"(?:value|history|shadowValue|password|mfaSecret|emailOtp)"/;

test("a list of branches has none of the secrets that the service sends with it", async () => {
  const world = startWorld();
  const { projectId } = await furnish(world);
  const raw = await world.owner.request("GET", "/branch", { query: { projectId } });

  const branches = await world.owner.branches.list();

  expect(JSON.stringify(raw)).toMatch(hidden);
  expect(JSON.stringify(branches)).not.toMatch(hidden);
  expect(Object.keys(branches[0] ?? {}).toSorted()).toEqual(
    [
      "createdAt",
      "createdBy",
      "description",
      "id",
      "name",
      "permissions",
      "projectId",
      "secretCount",
      "user",
      "versionNo",
    ].toSorted(),
  );
});

test("a single branch, a new one and a changed one come without project and secrets", async () => {
  const world = startWorld();
  const { featureId, projectId } = await furnish(world);

  const found = await world.owner.branches.get(featureId);
  const named = await world.owner.branches.getByName(projectId, "feature");
  const created = await world.owner.branches.create(projectId, { name: "next" });
  const changed = await world.owner.branches.update(featureId, { description: "d" });

  for (const branch of [found, named, created, changed]) {
    expect(branch).not.toHaveProperty("project");
    expect(branch).not.toHaveProperty("secrets");
  }
});

test("a comparison of branches has keys alone", async () => {
  const world = startWorld();
  const { branchId: base, featureId: compare } = await furnish(world);
  const raw = await world.owner.request("GET", "/branch/compare", { query: { base, compare } });

  const comparison = await world.owner.branches.compare({ base, compare });

  expect(JSON.stringify(raw)).toMatch(hidden);
  expect(comparison).toEqual({
    added: [],
    removed: [{ key: "ONLY_MAIN", environmentType: "production" }],
    modified: [{ key: "API_KEY", environmentType: "production" }],
  });
});

test("an audit row shows of its person no more than id, name, mail address, image and role", async () => {
  const world = startWorld();
  const { workspaceId } = await furnish(world);
  const raw = await world.owner.request("GET", "/audit", { query: { workspaceId } });

  const page = await world.owner.audit.list({ workspaceId, pageSize: 1 });
  const following = await page.next();

  expect(JSON.stringify(raw)).toMatch(hidden);
  for (const row of [...page.data, ...(following?.data ?? [])]) {
    expect(Object.keys(row.user).toSorted()).toEqual(["email", "id", "image", "name", "role"]);
  }
  expect(following?.data).toHaveLength(1);
});

test("an invitation shows of its person no more than that either", async () => {
  const world = startWorld();
  await furnish(world);
  const viewer = as(world, "viewer");
  const raw = await viewer.request("GET", "/team/invite");

  const [invite] = await viewer.teams.listInvites();

  expect(JSON.stringify(raw)).toMatch(hidden);
  expect(Object.keys(invite?.user ?? {}).toSorted()).toEqual(["email", "id", "image", "name", "role"]);
});

test("projects, teams and requests for access hold neither values nor credentials", async () => {
  const world = startWorld();
  const { projectId, teamId, workspaceId } = await furnish(world);
  const { access, projects, teams, workspaces } = world.owner;

  const answers = [
    await projects.list(),
    await projects.get(projectId),
    await projects.create({ name: "Other", workspaceId }),
    await projects.update(projectId, { description: "d" }),
    await teams.get(teamId),
    await access.list({ mode: "approved" }),
    await access.listRequests({ projectId }),
    await workspaces.get(workspaceId),
  ];

  expect(JSON.stringify(answers)).not.toMatch(hidden);
  expect(JSON.stringify(answers)).toContain("API_KEY");
});

test("the error of a branch list that is cut short quotes nothing of the secrets in it", async () => {
  const world = startWorld();
  await furnish(world);
  world.emulator.inject({ kind: "truncate", afterBytes: 1_500, times: 9 });

  const error = await failureOf(world.owner.branches.list());

  expect(error).toMatchObject({ method: "GET", path: "/branch" });
  expect(printed(error)).not.toMatch(hidden);
});
