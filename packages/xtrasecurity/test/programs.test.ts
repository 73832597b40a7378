import { XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted } from "./support/bench.ts";
import { startWorld } from "./support/emulator.ts";
import { as, furnish, nobody } from "./support/things.ts";

/** For so long the service may still know a key that was deleted. */
const cachedFor = 5 * 60_000;

describe("a service account", () => {
  test("reads with its key, which is shown once, until the key is deleted", async () => {
    const { client, emulator, owner } = startWorld();
    await owner.secrets.set("production", { TOKEN: "value-1" });
    const account = await owner.serviceAccounts.create({ name: "CI" });
    const { id, key } = await owner.serviceAccounts.createKey(account.id, { label: "CI key" });
    const program = client(key);
    const secrets = await program.getSecrets("production", { noCache: true });

    await owner.serviceAccounts.deleteKey(account.id, id);
    emulator.clock.advance(cachedFor);

    expect(secrets).toEqual({ TOKEN: "value-1" });
    expect(JSON.stringify(await owner.serviceAccounts.list())).not.toContain(key);
    expect(await failureOf(program.getSecrets("production", { noCache: true }))).toMatchObject({ status: 401 });
  });

  test("has a key that runs out", async () => {
    const { client, emulator, owner } = startWorld();
    const account = await owner.serviceAccounts.create({ name: "CI" });
    const { key } = await owner.serviceAccounts.createKey(account.id, { expiresInDays: 1 });
    const program = client(key);
    await program.account.resolve();

    emulator.clock.advance(24 * 3_600_000 + cachedFor);

    expect(await failureOf(program.account.resolve())).toMatchObject({ code: "authentication" });
  });

  test("is told to be in a place for people where the service fails on it", async () => {
    const { client, owner } = startWorld();
    const account = await owner.serviceAccounts.create({ name: "CI" });
    const { key } = await owner.serviceAccounts.createKey(account.id);

    const error = await failureOf(client(key).notifications.list({}, { maxRetries: 0 }));

    expect(error).toMatchObject({ status: 500, hint: expect.stringContaining("service-account") as string });
  });

  test("of another project is named by projectId", async () => {
    const world = startWorld();
    const { miserProjectId: projectId } = world.emulator.fixtures;

    await as(world, "miser").serviceAccounts.create({ name: "CI" }, { projectId });

    expect(world.emulator.requests.at(-1)?.path).toBe(`/api/projects/${projectId}/service-accounts`);
  });
});

describe("a key of a person", () => {
  test("acts for the person until it is deleted", async () => {
    const { client, emulator, owner } = startWorld();
    const { id, key } = await owner.apiKeys.create({ label: "Laptop" });
    const laptop = client(key);
    const { email } = await laptop.account.get();

    await owner.apiKeys.delete(id);
    emulator.clock.advance(cachedFor);

    expect(email).toBe(emulator.fixtures.emails.owner);
    expect(await failureOf(laptop.account.get())).toMatchObject({ status: 401 });
  });

  test("is listed as a mask", async () => {
    const { owner } = startWorld();
    const { id, key } = await owner.apiKeys.create({ label: "Laptop" });

    const listed = (await owner.apiKeys.list()).find((row) => row.id === id);

    expect(listed).toMatchObject({ label: "Laptop", key: `xs_...${key.slice(-4)}`, lastUsed: null });
  });
});

describe("a webhook", () => {
  test("that cannot be reached is an answer of its trial", async () => {
    const { owner } = startWorld();
    const { id } = await owner.webhooks.create({ url: nobody, events: ["environment.clone"] });

    expect(await owner.webhooks.test(id)).toMatchObject({ success: false, error: expect.any(String) as string });
  });

  test("is switched off, and deleted", async () => {
    const { owner } = startWorld();
    const { id } = await owner.webhooks.create({ url: nobody, events: ["environment.clone"] });

    const { active } = await owner.webhooks.update(id, { active: false });
    await owner.webhooks.delete(id);

    expect(active).toBe(false);
    expect(await owner.webhooks.list()).toEqual([]);
  });
});

describe("rotation", () => {
  test("replaces the value, and once it has run its plan can only be switched off", async () => {
    const world = startWorld();
    const { owner } = world;
    const { scheduleId } = await furnish(world);

    await owner.rotation.run(scheduleId);

    const { ONLY_MAIN } = await owner.getSecrets("production");
    const kept = await failureOf(owner.rotation.delete(scheduleId));
    expect(ONLY_MAIN).toMatch(/^[0-9a-f]{64}$/);
    expect(await owner.rotation.history()).toMatchObject([{ secretKey: "ONLY_MAIN", status: "success" }]);
    expect(kept).toMatchObject({ status: 500, attempts: 1 });
    expect(await owner.rotation.update(scheduleId, { enabled: false })).toMatchObject({ status: "paused" });
    expect(await failureOf(owner.rotation.run(scheduleId))).toMatchObject({ status: 500 });
  });

  test("forgets the value that the cache had", async () => {
    const world = startWorld();
    const { scheduleId } = await furnish(world);
    const { ONLY_MAIN: before } = await world.owner.getSecrets("production");

    await world.owner.rotation.run(scheduleId);

    const { ONLY_MAIN: after } = await world.owner.getSecrets("production");
    expect(before).toBe("main-value-2");
    expect(after).not.toBe(before);
  });

  test("of a workspace is listed without a project", async () => {
    const world = startWorld();
    const { workspaceId } = await furnish(world);

    const plans = await world.owner.rotation.list({ workspaceId });

    expect(plans).toMatchObject([{ secretKey: "ONLY_MAIN" }]);
    expect(world.emulator.requests.at(-1)?.query).toEqual({ workspaceId });
  });
});

describe("notifications", () => {
  test("tell of what was done, can be read and deleted", async () => {
    const { emulator, owner } = startWorld();
    await owner.teams.create({ name: "Crew", workspaceId: emulator.fixtures.workspaceId });
    const [note] = await owner.notifications.list();

    const read = await owner.notifications.update(note?.id ?? "", { read: true });
    await owner.notifications.delete(read.id);

    expect(note).toMatchObject({ taskTitle: "Team Created", read: false });
    expect(read).toMatchObject({ id: note?.id, read: true });
    expect(await owner.notifications.list()).toEqual([]);
  });

  test("of somebody else cannot be touched", async () => {
    const world = startWorld();
    const { noteId } = await furnish(world);

    const error = await failureOf(as(world, "outsider").notifications.delete(noteId));

    expect(error).toMatchObject({ status: 403, code: "permission" });
  });

  test("have rules and channels whose ids are known from their lists alone", async () => {
    const { emulator, owner } = startWorld();
    const { workspaceId } = emulator.fixtures;

    const rule = await owner.notifications.createRule({ name: "R", workspaceId, triggers: ["system_error"] });
    const channel = await owner.notifications.createChannel({ name: "C", type: "email", workspaceId });

    expect([rule, channel]).toEqual([
      expect.not.objectContaining({ id: expect.anything() as unknown }),
      expect.not.objectContaining({ id: expect.anything() as unknown }),
    ]);
    expect(await owner.notifications.listRules(workspaceId)).toMatchObject([{ id: expect.any(String) as string }]);
    expect(await owner.notifications.listChannels(workspaceId)).toMatchObject([{ id: expect.any(String) as string }]);
  });

  test("in another form than the service's are invalid_response", async () => {
    const service = scripted(json([{ id: "n1" }]));

    const error = await failureOf(clientOf(service).notifications.list());

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "invalid_response" });
  });
});

describe("the account", () => {
  test("knows a person's plan and use", async () => {
    const { owner } = startWorld();

    const usage = await owner.account.usage();

    expect(usage).toMatchObject({ workspaces: { used: 1 }, dailyRequests: { limit: 100_000 } });
  });

  test("of a service account is its project, and that of a person is none", async () => {
    const { client, emulator, owner } = startWorld();
    const account = await owner.serviceAccounts.create({ name: "CI" });
    const { key } = await owner.serviceAccounts.createKey(account.id);

    const { project } = await client(key).account.resolve();

    expect(project.id).toBe(emulator.fixtures.projectId);
    expect(await failureOf(client(key).account.get())).toMatchObject({ status: 404 });
    expect(await failureOf(owner.account.resolve())).toMatchObject({ status: 401 });
  });
});

test("a workspace with a project stays, and one without goes", async () => {
  const { emulator, owner } = startWorld();
  const { id } = await owner.workspaces.create({ name: "Second" });

  const full = await failureOf(owner.workspaces.delete(emulator.fixtures.workspaceId));
  await owner.workspaces.delete(id);

  expect(full).toMatchObject({ status: 500, attempts: 1 });
  expect(await owner.workspaces.list()).toMatchObject([{ name: "Owner Workspace", role: "owner" }]);
});
