import { AuthPIAdmin } from "@keyrack/authpi-admin";
import { Unkey } from "@keyrack/unkey";
import { XtraClient } from "@keyrack/xtrasecurity";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Credential } from "../src/inventory/credential.ts";
import { inventoryTable } from "../src/inventory/inventory-table.ts";
import type { Inventory } from "../src/inventory/take-inventory.ts";
import type { Emulators } from "../src/setting.ts";
import { renderTable } from "../src/table.ts";
import { listen, type NamedServers } from "./support/named-servers.ts";
import { run } from "./support/run.ts";
import { secretsIn } from "./support/secrets.ts";
import { startEmulators } from "./support/told.ts";

describe.concurrent("without a server", { timeout: 30_000 }, () => {
  test("the table shows the emulators as they start, and says so", async () => {
    const { code, stderr, stdout } = await run(["inventory"]);

    expect(code, stderr).toBe(0);
    expect(stdout).toContain("No server was named: these are the emulators as they start.");
    expect(stdout).toMatch(/\nService +Name and id +Shown as +Owner +Limits +Expires +Last used\n/);
    expect(stdout).toMatch(/\nUnkey +key_whitelist +wl_\w{4}… +nobody +none +never +never\n/);
    expect(stdout).toMatch(/\nXtraSecurity +owner key \(\w{24}\) +xs_\.\.\.\w{4} +owner@fixture\.test /);
    expect(stdout).toMatch(
      /\nVenice +capped \(\S+\) +…\w{6} +not told +INFERENCE, 10 USD per month, 5 DIEM per month /,
    );
    expect(stdout).toMatch(/\n13 credentials\n$/);
  });

  test("--json prints one JSON object, and says the rest elsewhere", async () => {
    const { code, stderr, stdout } = await run(["inventory", "--json"]);

    const { credentials, failures, skipped } = JSON.parse(stdout) as Inventory;
    expect(code).toBe(0);
    expect(new Set(credentials.map(({ service }) => service)).size).toBe(5);
    expect(credentials[0]).toEqual({
      service: "Unkey",
      id: "key_whitelist",
      name: "key_whitelist",
      mask: expect.stringMatching(/^wl_\w{4}…$/),
      owner: null,
      limits: [],
      expiresAt: null,
      lastUsedAt: null,
    });
    expect([failures, skipped]).toEqual([[], []]);
    expect(stderr).toBe("key-desk: No server was named: these are the emulators as they start.\n");
  });
});

describe("on servers that are named", { timeout: 30_000 }, () => {
  let emulators: Emulators;
  let servers: NamedServers;
  let words: string[];

  beforeEach(async () => {
    emulators = startEmulators();
    servers = await listen(emulators);
    const { protectedApiId, whitelistApiId } = emulators.unkey.fixtures;
    words = ["inventory", "--api", protectedApiId, "--api", whitelistApiId, ...Object.values(servers.urlWords).flat()];
  });

  afterEach(async () => {
    for (const emulator of Object.values(emulators)) await emulator[Symbol.asyncDispose]();
  });

  test.each([[[]], [["--json"]]])("no secret is in what it prints with %j", async (options) => {
    const { code, stderr, stdout } = await run([...words, ...options], servers.environment);

    const secrets = [...secretsIn(emulators), emulators.unkey.fixtures.whitelistKey];
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("key_whitelist");
    expect(secrets.filter((secret) => (stdout + stderr).includes(secret))).toEqual([]);
  });

  test("a service that refuses is named with what it refused, the others are shown, and the exit code is 1", async () => {
    const { inferenceApiKey } = emulators.venice.fixtures;
    emulators.xtra.inject({ kind: "fail", status: 403, route: "GET /api/auth/api-keys", body: { error: "Forbidden" } });

    const { code, stdout } = await run(words, { ...servers.environment, VENICE_API_KEY: inferenceApiKey });

    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ XtraSecurity did not list its personal keys: .* failed with 403/);
    expect(stdout).toMatch(/✗ Venice did not list its keys: .* failed with 401/);
    expect(stdout).toContain("key_whitelist");
    expect(stdout).not.toContain(inferenceApiKey);
  });

  test("with --json what was refused is in the object, and the exit code is 1", async () => {
    emulators.optropic.inject({ kind: "fail", status: 403, route: "GET /v1/keys" });

    const { code, stderr, stdout } = await run([...words, "--json"], servers.environment);

    const { credentials, failures } = JSON.parse(stdout) as Inventory;
    expect(code).toBe(1);
    expect(failures).toEqual([
      { service: "Optropic", kind: "keys", reason: expect.stringContaining("failed with 403") },
    ]);
    expect(new Set(credentials.map(({ service }) => service))).toEqual(
      new Set(["Unkey", "AuthPI", "XtraSecurity", "Venice"]),
    );
    expect(stderr).toMatch(/^key-desk: Optropic did not list its keys: /);
  });

  test("services without a URL are skipped, and it says so", async () => {
    const { code, stdout } = await run(["inventory", ...servers.urlWords.venice, ...servers.keyWords.venice]);

    expect(code).toBe(0);
    expect(stdout.match(/– \w+ was skipped: no access was given/g)).toEqual([
      "– Unkey was skipped: no access was given",
      "– AuthPI was skipped: no access was given",
      "– Optropic was skipped: no access was given",
      "– XtraSecurity was skipped: no access was given",
    ]);
    expect(emulators.unkey.requests).toEqual([]);
  });

  test("what an Unkey key has left and may do is told, in words", async () => {
    const { unkey } = emulators;
    const client = new Unkey({ rootKey: unkey.fixtures.rootKey, fetch: unkey.fetch });
    const expires = Date.now() + 60_000;
    const { data } = await client.keys.createKey({
      apiId: unkey.fixtures.protectedApiId,
      externalId: "guest",
      enabled: false,
      expires,
      credits: { remaining: 1, refill: { interval: "daily", amount: 10 } },
      ratelimits: [{ name: "exports", limit: 3, duration: 60_000 }],
      permissions: ["doors.open"],
    });

    const { stdout } = await run([...words, "--json"], servers.environment);

    const { credentials } = JSON.parse(stdout) as Inventory;
    expect(credentials.find(({ id }) => id === data.keyId)).toEqual({
      service: "Unkey",
      id: data.keyId,
      name: null,
      mask: expect.stringMatching(/^\w{4}…$/),
      owner: "guest",
      limits: ["disabled", "1 credit, refilled to 10 daily", "3 exports per 60 s", "doors.open"],
      expiresAt: new Date(expires).toISOString(),
      lastUsedAt: null,
    });
    expect(stdout).not.toContain(data.key);
  });

  test("an Optropic key tells its environment, its rate and what it may do", async () => {
    const { stdout } = await run([...words, "--json"], servers.environment);

    const { credentials } = JSON.parse(stdout) as Inventory;
    expect(credentials.find(({ name }) => name === "limited")?.limits).toEqual([
      "live",
      "1,000,000 requests per hour",
      "assets:read",
      "audit:read",
    ]);
  });

  test("keys of AuthPI's organizations and of XtraSecurity's service accounts are listed with their owners", async () => {
    const { authpi, xtra } = emulators;
    const { accountId, issuerId, keyId: id, keySecret: secret } = authpi.fixtures;
    const { projectId, token } = xtra.fixtures;
    const issuer = new AuthPIAdmin({ apiKey: { id, secret }, accountId, fetch: authpi.fetch }).issuer(issuerId);
    const { serviceAccounts } = new XtraClient({ token, projectId, fetch: xtra.fetch });
    const organization = await issuer.organizations.create({ name: "Guests", org_type: "business" });
    const restrictions = { scopes: ["users:read"] };
    await issuer.organization(organization.id).apiKeys.create({ name: "door", restrictions });
    const account = await serviceAccounts.create({ name: "robot", permissions: ["read:secrets"] });
    await serviceAccounts.createKey(account.id, { label: "arm", expiresInDays: 2 });

    const { stdout } = await run([...words, "--json"], servers.environment);

    const { credentials } = JSON.parse(stdout) as Inventory;
    expect(credentials.find(({ name }) => name === "door")).toMatchObject({
      owner: organization.id,
      limits: ["users:read"],
    });
    expect(credentials.find(({ name }) => name === "arm")).toMatchObject({
      owner: "robot",
      limits: ["read:secrets"],
      lastUsedAt: null,
    });
  });
});

describe("the table", () => {
  const bare: Credential = { service: "Unkey", id: "key_1", name: null, limits: [] };

  test("tells never and nobody from what a service does not tell", () => {
    const known = { ...bare, owner: null, expiresAt: null, lastUsedAt: null };

    const { rows } = inventoryTable([bare, known]);

    expect(rows).toEqual([
      ["Unkey", "key_1", "not told", "not told", "none", "not told", "not told"],
      ["Unkey", "key_1", "not told", "nobody", "none", "never", "never"],
    ]);
  });

  test("shows times to the minute in UTC, and the name before the id", () => {
    const { rows } = inventoryTable([{ ...bare, name: "door", expiresAt: "2026-05-04T03:02:01.000+01:00" }]);

    expect(rows[0]).toContain("door (key_1)");
    expect(rows[0]).toContain("2026-05-04 02:02Z");
  });

  test("a text that would widen every row is cut, but not the id", () => {
    const long = "x".repeat(300);

    const { rows } = inventoryTable([{ ...bare, name: long, owner: long, limits: [long] }]);

    const [, label, , owner, limits] = rows[0] ?? [];
    expect(label).toMatch(/^x{55}… \(key_1\)$/);
    expect([owner, limits]).toEqual(["x".repeat(55) + "…", "x".repeat(55) + "…"]);
  });

  test("has room for any number of credentials", () => {
    const count = 200_000;

    const lines = renderTable(inventoryTable(Array.from({ length: count }, () => bare)));

    expect(lines).toHaveLength(count + 1);
  });

  test("no name can begin a row of its own or move the cursor", () => {
    const lines = renderTable(inventoryTable([{ ...bare, name: "a\nVenice\u001B[2J\u202E" }]));

    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("a?Venice?[2J? (key_1)");
  });
});
