import { describe, expect, test } from "vitest";
import { run } from "./support/run.ts";

describe.concurrent("arguments", () => {
  test("--help tells the ways to run it", async () => {
    const { code, stderr, stdout } = await run(["--help"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: key-desk demo\n +key-desk \[--base-url URL\]/);
    expect(stderr).toBe("");
  });

  test.each([
    ["nothing at all", [], 'say "demo"'],
    ["an unknown command", ["unkey_5ecret5ecret5ecret"], 'the only command is "demo"'],
    ["one word too many", ["demo", "demo"], 'the only command is "demo"'],
    ["an unknown option", ["demo", "--colour"], "--colour"],
    ["a demo on a server", ["demo", "--base-url", "https://example.com"], "leave --base-url out"],
    ["a demo with a key", ["demo", "--optropic-key", "optr_live_5ecret5ecret"], "leave --optropic-key out"],
    ["a root key without a server", ["--root-key", "unkey_5ecret5ecret5ecret"], "--base-url"],
    ["an AuthPI key without a server", ["--authpi-key", "key_1:5ecret5ecret"], "--authpi-url"],
    ["an account without a server", ["--account", "acc_5ecret"], "--account needs --authpi-url"],
    ["an Optropic key without a server", ["--optropic-key", "optr_live_5ecret"], "--optropic-url"],
    ["a server without a root key", ["--base-url", "https://example.com"], "UNKEY_ROOT_KEY"],
    ["a server without an AuthPI key", ["--authpi-url", "https://example.com"], "AUTHPI_API_KEY"],
    ["a server without an Optropic key", ["--optropic-url", "https://example.com"], "OPTROPIC_API_KEY"],
    ["an address that is none", ["--base-url", "example", "--root-key", "unkey_5ecret5ecret5ecret"], "serverUrl"],
    ["an AuthPI address that is none", ["--authpi-url", "example", "--authpi-key", "key_1:5ecret"], "baseUrl"],
    [
      "an Optropic address that is none",
      ["--optropic-url", "example", "--optropic-key", "optr_live_5ecret"],
      "baseUrl",
    ],
    ["an empty root key", ["--base-url", "https://example.com", "--root-key", ""], "rootKey"],
    ["an empty AuthPI key", ["--authpi-url", "https://example.com", "--authpi-key", ""], "apiKey"],
    ["an empty Optropic key", ["--optropic-url", "https://example.com", "--optropic-key", ""], "apiKey"],
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
