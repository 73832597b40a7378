import { XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { failureOf, someSecret } from "./support/bench.ts";
import { addMember, startWorld } from "./support/emulator.ts";

test("what is written is read, also the empty text, and injected", async () => {
  const { owner } = startWorld();
  const secrets = { DATABASE_URL: someSecret, EMPTY: "", JSON: '{"iv":"x","kid":"y"}' };

  const report = await owner.secrets.set("production", secrets);
  const read = await owner.getSecrets("production");
  const target = {};
  await owner.injectSecrets("Production", { target });

  expect(report).toEqual({ written: Object.keys(secrets), unchanged: [] });
  expect({ ...read }).toEqual(secrets);
  expect(target).toEqual(secrets);
});

test("a secret is rotated, looked up in its history and rolled back", async () => {
  const { owner } = startWorld();
  await owner.secrets.set("staging", { API_KEY: "first" });
  await owner.secrets.set("staging", { API_KEY: "second" });

  const { version } = await owner.secrets.rollback("staging", "API_KEY", { version: "1" });
  const rolledBack = await owner.getSecrets("staging");
  const { shadowValue } = await owner.secrets.rotate("staging", "API_KEY");
  const rotated = await owner.getSecrets("staging");
  const { currentVersion, history } = await owner.secrets.history("staging", "API_KEY");

  expect([version, rolledBack["API_KEY"]]).toEqual(["3", "first"]);
  expect(rotated["API_KEY"]).toBe(shadowValue);
  expect(shadowValue).toMatch(/^[0-9a-f]{32}$/);
  expect(currentVersion).toBe("4");
  expect(history.map((entry) => entry.version)).toEqual(["1", "2", "3", "3"]);
});

describe("branches", () => {
  test("have secrets of their own, and deleting on one leaves the others", async () => {
    const { emulator, owner } = startWorld();
    await owner.branches.create(emulator.fixtures.projectId, { name: "next" });
    await owner.secrets.set("production", { A: "main" });
    await owner.secrets.set("production", { A: "next" }, { branch: "next" });

    await owner.secrets.delete("production", "A", { branch: "next" });

    expect({ ...(await owner.getSecrets("production")) }).toEqual({ A: "main" });
    expect({ ...(await owner.getSecrets("production", { branch: "next" })) }).toEqual({});
  });

  test("that do not exist are empty to read and an error to write", async () => {
    const { owner } = startWorld();

    const read = await owner.getSecrets("production", { branch: "typo" });
    const error = await failureOf(owner.secrets.set("production", { A: "1" }, { branch: "typo" }));

    expect({ ...read }).toEqual({});
    expect(error).toMatchObject({ code: "not_found", status: 404 });
  });
});

test("links show another secret's value, and are deleted by their key", async () => {
  const { emulator, owner } = startWorld();
  const source = { sourceProjectId: emulator.fixtures.projectId, sourceEnv: "staging", sourceKey: "SHARED" };
  await owner.secrets.set("staging", { SHARED: "value" });

  const link = await owner.secrets.link("production", { key: "LINKED", ...source });
  const versions = await owner.secrets.listVersions("production");
  await owner.secrets.delete("production", "LINKED");

  expect(link).toMatchObject({ key: "LINKED", isReference: true, branchId: null });
  expect(versions["LINKED"]).toMatchObject({ value: "value", isReference: true, source: "linked" });
  expect(await owner.listKeys("production")).toEqual([]);
});

test("environments are cloned, and the next read sees it", async () => {
  const { owner } = startWorld();
  await owner.secrets.set("staging", { A: "1", B: "2" });
  await owner.getSecrets("production");

  const { summary } = await owner.secrets.clone({ fromEnv: "staging", toEnv: "production" });

  expect(summary).toEqual({ copied: 2, updated: 0, skipped: 0 });
  expect({ ...(await owner.getSecrets("production")) }).toEqual({ A: "1", B: "2" });
});

test("two writers who expect the same version do not overwrite each other", async () => {
  const { client, emulator, owner } = startWorld();
  const other = client(emulator.fixtures.token);
  await owner.secrets.set("production", { COUNT: "1" });

  const conflict = await failureOf(
    owner.secrets.set("production", { COUNT: "x" }, { expectedVersions: { COUNT: "7" } }),
  );
  let rounds = 0;
  await owner.secrets.update("production", async ({ COUNT = "0" }) => {
    rounds++;
    if (rounds === 1) await other.secrets.set("production", { COUNT: "10" });
    return { COUNT: String(Number(COUNT) + 1) };
  });

  expect(conflict).toMatchObject({ code: "conflict", conflicts: [{ key: "COUNT", expected: "7", actual: "1" }] });
  expect(rounds).toBe(2);
  expect((await owner.getSecrets("production"))["COUNT"]).toBe("11");
});

describe("roles", () => {
  test("a viewer gets masks, which are no values", async () => {
    const world = startWorld();
    await world.owner.secrets.set("production", { A: someSecret });
    const viewer = await addMember(world, world.emulator.fixtures.tokens.viewer, "viewer");

    const error = await failureOf(viewer.getSecrets("production"));
    const versions = await failureOf(viewer.secrets.listVersions("production"));
    const written = await failureOf(viewer.secrets.set("production", { A: "x" }));

    expect(error).toMatchObject({ code: "masked_values", keys: ["A"] });
    expect(versions).toMatchObject({ code: "masked_values", keys: ["A"] });
    expect(written).toMatchObject({ code: "permission", status: 403 });
    expect(await viewer.listKeys("production")).toEqual(["A"]);
  });

  test("a developer reads and writes", async () => {
    const world = startWorld();
    const developer = await addMember(world, world.emulator.fixtures.tokens.developer, "developer");

    await developer.secrets.set("production", { A: "1" });

    expect((await developer.getSecrets("production"))["A"]).toBe("1");
  });

  test("an outsider gets nothing, and a bad token is told apart", async () => {
    const { client, emulator } = startWorld();

    const outside = await failureOf(client(emulator.fixtures.tokens.outsider).getSecrets("production"));
    const unknown = await failureOf(client("xs_unknown").getSecrets("production"));

    expect(outside).toMatchObject({ code: "permission", status: 403 });
    expect(unknown).toMatchObject({ code: "authentication", status: 401 });
    expect(unknown).toBeInstanceOf(XtraError);
  });

  test("a service account needs no project id, and is told where it has no business", async () => {
    const { client, emulator, owner } = startWorld();
    const { id } = await owner.serviceAccounts.create({ name: "CI", permissions: ["write:secrets"] });
    const { key } = await owner.serviceAccounts.createKey(id, { label: "runner" });
    const account = client(key, { projectId: undefined, maxRetries: 0 });

    await account.secrets.set("production", { A: "1" });
    const secrets = await account.getSecrets("production");
    const who = await account.whoami();
    const refused = await failureOf(account.projects.get(emulator.fixtures.projectId));

    expect(secrets["A"]).toBe("1");
    expect(who).toMatchObject({ kind: "service-account", project: { id: emulator.fixtures.projectId } });
    expect(refused).toMatchObject({ status: 500, hint: expect.stringContaining("service-account tokens") });
  });
});

describe("limits", () => {
  test("the quota of the owner is told", async () => {
    const { owner } = startWorld();

    await owner.getSecrets("production");

    expect(owner.rateLimit).toMatchObject({ limit: 100_000, remaining: 99_999, resetAt: expect.any(Date) });
  });

  test("the limit of the address is waited for, where the caller has the time", async () => {
    const { emulator, owner } = startWorld({ cache: false, maxRetries: 10, totalTimeout: 3_600_000 });
    for (let count = 0; count < 100; count++) await owner.getSecrets("production");

    await owner.getSecrets("production");

    const statuses = emulator.requests.length;
    expect(statuses).toBeGreaterThan(101);
  });

  test("an id of another form is a 500 that says so", async () => {
    const { owner } = startWorld({ maxRetries: 0 });

    const error = await failureOf(owner.getSecrets("production", { projectId: "prj_123456789" }));

    expect(error).toMatchObject({ status: 500, hint: expect.stringContaining("24 hexadecimal digits") });
  });
});

test("what is known of a secret comes without its value", async () => {
  const { owner } = startWorld();
  const secret = { key: "A", value: someSecret, environmentType: "production", description: "d" };

  const created = await owner.secrets.create(secret);
  const updated = await owner.secrets.updateById(created.id, { description: "e" });
  const fetched = await owner.secrets.get("production", "A");
  const listed = await owner.secrets.list();

  expect(created).toMatchObject({ key: "A", description: "d", branchId: null });
  expect(updated).toMatchObject({ id: created.id, description: "e", version: "2" });
  expect(fetched.id).toBe(created.id);
  expect(listed).toMatchObject([{ id: created.id }]);
  expect(JSON.stringify([created, updated, fetched, listed])).not.toMatch(/hunter2|encryptedData/);
});
