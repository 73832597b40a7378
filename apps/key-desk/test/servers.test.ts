import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulators } from "../src/setting.ts";
import { leftovers } from "./support/leftovers.ts";
import { run } from "./support/run.ts";
import { secretsIn } from "./support/secrets.ts";
import { listen, type NamedServers } from "./support/named-servers.ts";
import { startEmulators } from "./support/told.ts";

describe("on servers that are named", { timeout: 30_000 }, () => {
  let emulators: Emulators;
  let servers: NamedServers;

  beforeEach(async () => {
    emulators = startEmulators();
    servers = await listen(emulators);
  });

  afterEach(async () => {
    for (const emulator of Object.values(emulators)) await emulator[Symbol.asyncDispose]();
  });

  test("the story runs on all five without faults, with few keys, and deletes what it made", async () => {
    const words = Object.values(servers.urlWords).flat();

    const { code, stderr, stdout } = await run(words, servers.environment);

    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain(`Unkey: ${servers.urls.unkey} with the root key unkey_`);
    expect(stdout).toContain(`AuthPI: ${servers.urls.authpi} with the API key key_`);
    expect(stdout).toContain(`Optropic: ${servers.urls.optropic} with the API key optr_`);
    expect(stdout).toContain(`XtraSecurity: ${servers.urls.xtra} with the token xs_`);
    expect(stdout).toContain(`Venice: ${servers.urls.venice} with the API key VENICE_`);
    for (const secret of secretsIn(emulators)) expect(stdout).not.toContain(secret);
    expect(stdout).toContain("✓ 27 keys, none missing or twice");
    expect(stdout).toContain("✓ it used the key and has no other; the desk's environment has none");
    expect(stdout).toContain("✓ old key 401, the program uses the new one");
    expect(stdout.match(/ – skipped: for the emulator only/g)).toHaveLength(5);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^27 steps passed, 5 skipped: /);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test.each([
    ["unkey", "10 steps passed, 6 skipped: ", ["AuthPI", "Optropic", "Venice", "XtraSecurity"]],
    ["authpi", "7 steps passed, 6 skipped: ", ["Unkey", "Optropic", "Venice", "XtraSecurity"]],
    ["optropic", "7 steps passed, 5 skipped: ", ["Unkey", "AuthPI", "Venice", "XtraSecurity"]],
    ["xtra", "5 steps passed, 7 skipped: ", ["Unkey", "AuthPI", "Optropic", "Venice"]],
    ["venice", "4 steps passed, 5 skipped: ", ["Unkey", "AuthPI", "Optropic", "XtraSecurity"]],
  ] as const)("with access to %s alone, the other services are skipped, and it says so", async (name, sum, others) => {
    const { code, stderr, stdout } = await run([...servers.urlWords[name], ...servers.keyWords[name]]);

    const untouched = Object.entries(emulators).filter(([other]) => other !== name);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain(sum);
    for (const other of others) {
      expect(stdout).toMatch(new RegExp(`\\n\\d+\\. ${other}\\n {3}– skipped: no access was given\\n`));
    }
    expect(untouched.flatMap(([, { requests }]) => requests)).toEqual([]);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test.each([
    [["unkey"], "Venice and XtraSecurity"],
    [["venice"], "XtraSecurity"],
    [["xtra"], "Venice"],
  ] as const)("with access to %s, the delivery says that %s is missing", async (names, missing) => {
    const words = names.flatMap((name) => [...servers.urlWords[name], ...servers.keyWords[name]]);

    const { stdout } = await run(words);

    expect(stdout).toMatch(new RegExp(`\\n\\d+\\. Delivery\\n {3}– skipped: no access to ${missing} was given\\n`));
  });

  test("a failed step ends the command with 1 once everything is deleted", async () => {
    const { fixtures } = emulators.unkey;
    emulators.unkey.inject({ kind: "fail", status: 500, route: "POST /v2/keys.rerollKey" });

    const { code, stdout } = await run([...servers.urlWords.unkey, ...servers.keyWords.unkey]);

    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain('Failed at step 6, "Reroll it": ');
    expect(stdout).not.toContain(fixtures.rootKey);
    expect(await leftovers(emulators)).toEqual([]);
  });
});
