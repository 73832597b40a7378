import { describe, expect, test } from "vitest";
import { run } from "./support/run.ts";

describe.concurrent("arguments", () => {
  test("--help tells both ways to run it", async () => {
    const { code, stderr, stdout } = await run(["--help"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: key-desk demo\n +key-desk --base-url URL/);
    expect(stderr).toBe("");
  });

  test.each([
    ["nothing at all", [], 'say "demo"'],
    ["an unknown command", ["unkey_5ecret5ecret5ecret"], 'the only command is "demo"'],
    ["one word too many", ["demo", "demo"], 'the only command is "demo"'],
    ["an unknown option", ["demo", "--colour"], "--colour"],
    ["a demo on a server", ["demo", "--base-url", "https://example.com"], "leave --base-url and --root-key out"],
    ["a root key without a server", ["--root-key", "unkey_5ecret5ecret5ecret"], "--base-url"],
    ["a server without a root key", ["--base-url", "https://example.com"], "UNKEY_ROOT_KEY"],
    ["an address that is none", ["--base-url", "example", "--root-key", "unkey_5ecret5ecret5ecret"], "serverUrl"],
    ["an empty root key", ["--base-url", "https://example.com", "--root-key", ""], "rootKey"],
  ])("%s ends with 2, says what is wrong and shows no secret", async (_case, words, says) => {
    const { code, stderr, stdout } = await run(words);

    const [first] = stderr.split("\n");
    expect(code).toBe(2);
    expect(first).toMatch(/^key-desk: /);
    expect(first).toContain(says);
    expect(stderr).not.toContain("5ecret");
    expect(stdout).toBe("");
  });
});
