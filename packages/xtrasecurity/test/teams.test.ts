import { XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";
import { addMember, startWorld } from "./support/emulator.ts";
import { as, furnish } from "./support/things.ts";

test("a team that does not exist is not_found, although the service answers 200", async () => {
  const { owner } = startWorld();

  const error = await failureOf(owner.teams.get("64b0c0ffee64b0c0ffee64b0"));

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "not_found", status: 200, method: "GET", route: "/team/{}" });
});

test("a team is made without a description, which the service demands", async () => {
  const { emulator, owner } = startWorld();

  const team = await owner.teams.create({ name: "Crew", workspaceId: emulator.fixtures.workspaceId });

  expect(team).toMatchObject({
    description: "",
    members: [{ role: "admin", userId: emulator.fixtures.userIds.owner }],
  });
});

test("an invitation is accepted or declined by the one who was invited", async () => {
  const world = startWorld();
  const { emulator, owner } = world;
  const { emails, workspaceId } = emulator.fixtures;
  const { id: teamId } = await owner.teams.create({ name: "Crew", workspaceId });
  await owner.teams.invite({ teamId, email: emails.developer, role: "developer" });
  await owner.teams.invite({ teamId, email: emails.viewer, role: "viewer" });

  await as(world, "developer").teams.acceptInvite(teamId);
  await as(world, "viewer").teams.declineInvite(teamId);

  const { members } = await owner.teams.get(teamId);
  expect(members.map(({ role, status, user }) => [user.email, role, status])).toEqual([
    [emails.owner, "admin", "active"],
    [emails.developer, "developer", "active"],
  ]);
  expect(await as(world, "viewer").teams.listInvites()).toEqual([]);
});

test("who is invited twice is a conflict", async () => {
  const { emulator, owner } = startWorld();
  const { emails, workspaceId } = emulator.fixtures;
  const { id: teamId } = await owner.teams.create({ name: "Crew", workspaceId });
  const invitation = { teamId, email: emails.viewer, role: "viewer" } as const;
  await owner.teams.invite(invitation);

  expect(await failureOf(owner.teams.invite(invitation))).toMatchObject({ status: 409, code: "conflict" });
});

test("a member who gets the role of a viewer reads masks, and without membership nothing", async () => {
  const world = startWorld();
  const { owner } = world;
  await owner.secrets.set("production", { TOKEN: "value-1" });
  const developer = await addMember(world, world.emulator.fixtures.tokens.developer, "developer");
  const [team] = await owner.teams.list();
  const { members } = await owner.teams.get(team?.id ?? "");
  const memberId = members.find(({ role }) => role === "developer")?.id ?? "";
  const before = await developer.getSecrets("production", { noCache: true });

  await owner.teams.setRole(memberId, "viewer");
  const asViewer = await failureOf(developer.getSecrets("production", { noCache: true }));
  await owner.teams.removeMember(memberId);
  const asNobody = await failureOf(developer.getSecrets("production", { noCache: true }));

  expect(before).toEqual({ TOKEN: "value-1" });
  expect(asViewer).toMatchObject({ code: "masked_values" });
  expect(asNobody).toMatchObject({ code: "permission", status: 403 });
});

test("deleting a team is refused by the service itself, since its creator stays in it", async () => {
  const { emulator, owner } = startWorld();
  const { id } = await owner.teams.create({ name: "Crew", workspaceId: emulator.fixtures.workspaceId });

  const error = await failureOf(owner.teams.delete(id));

  expect(error).toMatchObject({ status: 500, code: "server", attempts: 1 });
  expect(await owner.teams.list()).toHaveLength(1);
});

describe("the plan", () => {
  test("that allows one team is plan_limit at the second", async () => {
    const world = startWorld();
    const { miserWorkspaceId: workspaceId } = world.emulator.fixtures;
    const { teams } = as(world, "miser");
    await teams.create({ name: "One", workspaceId });

    expect(await failureOf(teams.create({ name: "Two", workspaceId }))).toMatchObject({
      code: "plan_limit",
      status: 403,
    });
  });

  test("that allows one workspace is plan_limit at the second", async () => {
    const world = startWorld();

    const error = await failureOf(as(world, "miser").workspaces.create({ name: "Second" }));

    expect(error).toMatchObject({ code: "plan_limit", status: 403 });
  });
});

describe("a project", () => {
  test("is open to a team from the moment that the team is added until it is removed", async () => {
    const world = startWorld();
    const { emulator, owner } = world;
    const { projectId } = emulator.fixtures;
    const developer = await addMember(world, emulator.fixtures.tokens.developer, "developer");
    const [link] = await owner.projects.listTeams(projectId);
    const during = await developer.projects.get(projectId);

    await owner.projects.removeTeam(projectId, link?.id ?? "");
    const after = await failureOf(developer.projects.get(projectId));

    expect(during.currentUserRole).toBe("developer");
    expect(after).toMatchObject({ status: 404, code: "not_found" });
  });

  test("lets in only the addresses on its list", async () => {
    const { emulator, owner } = startWorld();
    const { projectId } = emulator.fixtures;

    const added = await owner.projects.addIp(projectId, { ip: "10.0.0.0/8", description: "Office" });
    const refused = await failureOf(owner.getSecrets("production"));
    const left = await owner.projects.removeIp(projectId, "10.0.0.0/8");

    expect(added).toMatchObject([{ ip: "10.0.0.0/8", description: "Office" }]);
    expect(refused).toMatchObject({ status: 403, code: "ip_not_allowed" });
    expect(left).toEqual([]);
    expect(await owner.getSecrets("production")).toEqual({});
  });

  test("with a service account is not deleted, but loses its branches, as documented", async () => {
    const { emulator, owner } = startWorld();
    const { projectId } = emulator.fixtures;
    await owner.serviceAccounts.create({ name: "CI" });

    const error = await failureOf(owner.projects.delete(projectId));

    expect(error).toMatchObject({ status: 500, attempts: 1, maybeApplied: true });
    expect(await owner.projects.get(projectId)).toMatchObject({ branches: [] });
  });

  test("is exported for Kubernetes as text", async () => {
    const world = startWorld();
    const { projectId } = await furnish(world);

    const text = await world.owner.projects.exportKubernetes(projectId, { env: "production", format: "json" });

    expect(JSON.parse(text)).toMatchObject({ kind: "Secret", data: { ONLY_MAIN: btoa("main-value-2") } });
  });
});
