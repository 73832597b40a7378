import { ConfigError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someProject } from "./support/bench.ts";
import { addMember, startWorld } from "./support/emulator.ts";
import { as } from "./support/things.ts";

describe("deleting a branch", () => {
  test("deletes its secrets with it, so that none appears on main", async () => {
    const { owner } = startWorld();
    const { id } = await owner.branches.create(undefined, { name: "feature" });
    await owner.secrets.set("production", { TOKEN: "feature-value" }, { branch: "feature" });

    await owner.branches.delete(id);

    expect(await owner.branches.list()).toMatchObject([{ name: "main" }]);
    expect(await owner.getSecrets("production")).toEqual({});
  });

  test("is refused for main, which the service would delete", async () => {
    const { emulator, owner } = startWorld();

    const error = await failureOf(owner.branches.delete(emulator.fixtures.branchId));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "invalid_argument" });
    expect(emulator.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("finds only branches of the project", async () => {
    const { emulator, owner } = startWorld();

    const error = await failureOf(owner.branches.delete(emulator.fixtures.miserBranchId));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "not_found", status: 200, route: "/branch" });
    expect(emulator.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("by somebody who may not is a 401, whose error says that the token may be good", async () => {
    const world = startWorld();
    const { id } = await world.owner.branches.create(undefined, { name: "feature" });
    const developer = await addMember(world, world.emulator.fixtures.tokens.developer, "developer");

    const error = await failureOf(developer.branches.delete(id));

    expect(error).toMatchObject({
      status: 401,
      code: "authentication",
      hint: expect.stringContaining("401") as string,
    });
  });
});

describe("a branch", () => {
  test("is found by its name, and an unknown name is not_found", async () => {
    const { emulator, owner } = startWorld();
    const { id } = await owner.branches.create(undefined, { name: "feature/x y" });

    const found = await owner.branches.getByName(emulator.fixtures.projectId, "feature/x y");
    const error = await failureOf(owner.branches.getByName(undefined, "feature"));

    expect(found.id).toBe(id);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "not_found" });
    expect(String(error)).not.toContain('"feature"');
  });

  test("is cleared of its own secrets alone", async () => {
    const { owner } = startWorld();
    const { id } = await owner.branches.create(undefined, { name: "feature" });
    await owner.secrets.set("production", { TOKEN: "feature-value" }, { branch: "feature" });
    await owner.secrets.set("production", { TOKEN: "main-value" });

    await owner.branches.clear(id);

    expect(await owner.getSecrets("production", { branch: "feature", noCache: true })).toEqual({});
    expect(await owner.getSecrets("production", { noCache: true })).toEqual({ TOKEN: "main-value" });
  });

  test("is not listed without a project, for the service would list those of everybody", async () => {
    const { client, emulator } = startWorld();
    const stray = client(emulator.fixtures.token, { projectId: undefined });

    const error = await failureOf(stray.branches.list());
    const empty = await failureOf(stray.branches.list(""));

    expect([error, empty]).toMatchObject([{ code: "missing_project" }, { code: "invalid_argument" }]);
    expect(emulator.requests).toEqual([]);
  });

  test("is asked for in the project of a service account's token", async () => {
    const { client, emulator, owner } = startWorld();
    const account = await owner.serviceAccounts.create({ name: "CI" });
    const { key } = await owner.serviceAccounts.createKey(account.id);

    const branches = await client(key, { projectId: undefined }).branches.list();

    expect(branches).toMatchObject([{ name: "main", projectId: emulator.fixtures.projectId }]);
  });
});

describe("copySecrets", () => {
  test("writes what baseEnv shows on main into the new branch, and nothing else", async () => {
    const { owner } = startWorld();
    await owner.secrets.set("production", { TOKEN: "main-value", EMPTY: "" });
    await owner.secrets.set("staging", { OTHER: "staging-value" });

    await owner.branches.create(undefined, { name: "feature", baseEnv: "production", copySecrets: true });

    expect(await owner.getSecrets("production", { branch: "feature" })).toEqual({ TOKEN: "main-value", EMPTY: "" });
    expect(await owner.getSecrets("staging", { branch: "feature" })).toEqual({});
  });

  test("is off by default: baseEnv alone copies nothing", async () => {
    const { owner } = startWorld();
    await owner.secrets.set("production", { TOKEN: "main-value" });

    await owner.branches.createBranch(undefined, { name: "feature", baseEnv: "production" });

    expect(await owner.getSecrets("production", { branch: "feature" })).toEqual({});
  });

  test("with an environment that has no secrets fails before anything is made", async () => {
    const { owner } = startWorld();

    const error = await failureOf(
      owner.branches.create(undefined, { name: "feature", baseEnv: "prodction", copySecrets: true }),
    );

    expect(error).toMatchObject({ code: "missing_secrets" });
    expect(await owner.branches.list()).toHaveLength(1);
  });

  test("with masks fails before anything is made", async () => {
    const world = startWorld();
    await world.owner.secrets.set("production", { TOKEN: "main-value" });
    const viewer = await addMember(world, world.emulator.fixtures.tokens.viewer, "viewer");

    const error = await failureOf(
      viewer.branches.create(undefined, { name: "feature", baseEnv: "production", copySecrets: true }),
    );

    expect(error).toMatchObject({ code: "masked_values", keys: ["TOKEN"] });
    expect(await world.owner.branches.list()).toHaveLength(1);
  });

  test("needs baseEnv", async () => {
    const { emulator, owner } = startWorld();

    const error = await failureOf(owner.branches.create(undefined, { name: "feature", copySecrets: true }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringContaining("baseEnv") as string });
    expect(emulator.requests).toEqual([]);
  });

  test("does not read what an outsider may not read", async () => {
    const world = startWorld();
    const error = await failureOf(
      as(world, "outsider").branches.create(undefined, { name: "x", baseEnv: "production", copySecrets: true }),
    );

    expect(error).toMatchObject({ status: 403, code: "permission" });
  });
});

describe("a comparison with values", () => {
  test("gives them in clear, an empty one as the empty text", async () => {
    const { emulator, owner } = startWorld();
    const { id: compare } = await owner.branches.create(undefined, { name: "feature" });
    await owner.secrets.set("production", { BOTH: "old", GONE: "" });
    await owner.secrets.set("production", { BOTH: "new", FRESH: "f" }, { branch: "feature" });

    const comparison = await owner.branches.compare({ base: emulator.fixtures.branchId, compare, includeValues: true });

    const environmentType = "production";
    expect(comparison).toEqual({
      added: [{ key: "FRESH", environmentType, value: "f" }],
      removed: [{ key: "GONE", environmentType, value: "" }],
      modified: [{ key: "BOTH", environmentType, baseValue: "old", compareValue: "new" }],
    });
  });

  test("leaves out a value that the service could not decrypt", async () => {
    const decryptedValue = JSON.stringify({ iv: "0".repeat(24), encryptedData: "5ec7e7", authTag: "0".repeat(32) });
    const service = scripted(
      json({ added: [{ key: "A", environmentType: "x", decryptedValue }], removed: [], modified: [] }),
    );

    const { added } = await clientOf(service).branches.compare({ base: "b", compare: "c", includeValues: true });

    expect(added).toEqual([{ key: "A", environmentType: "x" }]);
  });

  test("that is no comparison is invalid_response", async () => {
    const service = scripted(json({ added: [], removed: [] }));

    const error = await failureOf(clientOf(service).branches.compare({ base: "b", compare: "c" }));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "invalid_response", message: expect.stringContaining('"modified"') as string });
  });
});

test("a write of a branch whose answer is lost is not repeated", async () => {
  const service = scripted(() => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  });
  const { branches } = clientOf(service);

  const errors = [
    await failureOf(branches.create(someProject, { name: "feature" })),
    await failureOf(branches.update("b", { name: "feature" })),
    await failureOf(branches.clear("b")),
  ];

  expect(errors).toMatchObject(Array.from({ length: 3 }, () => ({ code: "network", maybeApplied: true, attempts: 1 })));
  expect(service.sent).toHaveLength(3);
});
