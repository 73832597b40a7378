import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulators } from "../src/setting.ts";
import { run } from "./support/run.ts";
import { leftovers, startEmulators } from "./support/told.ts";

describe("on servers that are named", () => {
  let emulators: Emulators;
  let urls: { readonly unkey: string; readonly authpi: string; readonly optropic: string };

  beforeEach(async () => {
    emulators = startEmulators();
    const [unkey, authpi, optropic] = await Promise.all([
      emulators.unkey.listen(),
      emulators.authpi.listen(),
      emulators.optropic.listen(),
    ]);
    urls = { unkey: unkey.url, authpi: authpi.url, optropic: optropic.url };
  });

  afterEach(async () => {
    for (const emulator of Object.values(emulators)) await emulator[Symbol.asyncDispose]();
  });

  test("the story runs on all three without faults, with few keys, and deletes what it made", async () => {
    const { authpi, optropic, unkey } = emulators;
    const { keyId, keySecret } = authpi.fixtures;
    const words = ["--base-url", urls.unkey, "--authpi-url", urls.authpi, "--optropic-url", urls.optropic];

    const { code, stderr, stdout } = await run(words, {
      UNKEY_ROOT_KEY: unkey.fixtures.rootKey,
      AUTHPI_API_KEY: `${keyId}:${keySecret}`,
      OPTROPIC_API_KEY: optropic.fixtures.apiKey,
    });

    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain(`Unkey: ${urls.unkey} with the root key unkey_`);
    expect(stdout).toContain(`AuthPI: ${urls.authpi} with the API key key_`);
    expect(stdout).toContain(`Optropic: ${urls.optropic} with the API key optr_`);
    for (const secret of [unkey.fixtures.rootKey, keySecret, optropic.fixtures.apiKey]) {
      expect(stdout).not.toContain(secret);
    }
    expect(stdout).toContain("✓ 27 keys, none missing or twice");
    expect(stdout.match(/ – skipped: for the emulator only/g)).toHaveLength(2);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^19 steps passed, 2 skipped: /);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test.each([
    ["unkey", "9 steps passed, 3 skipped: ", ["AuthPI", "Optropic"]],
    ["authpi", "6 steps passed, 3 skipped: ", ["Unkey", "Optropic"]],
    ["optropic", "6 steps passed, 2 skipped: ", ["Unkey", "AuthPI"]],
  ] as const)("with access to %s alone, the other services are skipped, and it says so", async (name, sum, others) => {
    const { authpi, optropic, unkey } = emulators;
    const { accountId, keyId, keySecret } = authpi.fixtures;
    const access = {
      unkey: ["--base-url", urls.unkey, "--root-key", unkey.fixtures.rootKey],
      authpi: ["--authpi-url", urls.authpi, "--authpi-key", `${keyId}:${keySecret}`, "--account", accountId],
      optropic: ["--optropic-url", urls.optropic, "--optropic-key", optropic.fixtures.apiKey],
    };

    const { code, stderr, stdout } = await run(access[name]);

    const untouched = Object.entries(emulators).filter(([other]) => other !== name);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain(sum);
    for (const other of others) {
      expect(stdout).toMatch(new RegExp(`\\n\\d+\\. ${other}\\n {3}– skipped: no access was given\\n`));
    }
    expect(untouched.flatMap(([, { requests }]) => requests)).toEqual([]);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test("a failed step ends the command with 1 once everything is deleted", async () => {
    const { fixtures } = emulators.unkey;
    emulators.unkey.inject({ kind: "fail", status: 500, route: "POST /v2/keys.rerollKey" });

    const { code, stdout } = await run(["--base-url", urls.unkey, "--root-key", fixtures.rootKey]);

    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain('Failed at step 6, "Reroll it": ');
    expect(stdout).not.toContain(fixtures.rootKey);
    expect(await leftovers(emulators)).toEqual([]);
  });
});
