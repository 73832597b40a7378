import { describe, expect, test } from "vitest";
import { readCommand } from "../src/command.ts";
import { openServers } from "../src/setting.ts";
import { run, runUnread } from "./support/run.ts";

const server = "https://example.com";

describe("arguments", () => {
  test.each([
    ["nothing at all", [], 'say "demo"'],
    ["an unknown command", ["unkey_5ecret5ecret5ecret"], "the only commands are"],
    ["one word too many", ["demo", "demo"], "the only commands are"],
    ["an unknown option", ["demo", "--colour"], "--colour"],
    ["a demo on a server", ["demo", "--base-url", server], "leave --base-url out"],
    ["a demo with a key", ["demo", "--optropic-key", "optr_live_5ecret5ecret"], "leave --optropic-key out"],
    ["a demo with an API", ["demo", "--api", "api_5ecret"], "leave --api out"],
    ["JSON of a demo", ["demo", "--json"], "--json needs inventory"],
    ["JSON of a story", ["--json", "--venice-url", server, "--venice-key", "5ecret"], "--json needs inventory"],
    ["a root key without a server", ["--root-key", "unkey_5ecret5ecret5ecret"], "--root-key needs --base-url"],
    ["an API without a server", ["--api", "api_5ecret"], "--api needs --base-url"],
    ["an AuthPI key without a server", ["--authpi-key", "key_1:5ecret5ecret"], "--authpi-key needs --authpi-url"],
    ["an account without a server", ["--account", "acc_5ecret"], "--account needs --authpi-url"],
    ["an Optropic key without a server", ["--optropic-key", "optr_live_5ecret"], "--optropic-key needs --optropic-url"],
    ["an XtraSecurity token without a server", ["--xtra-token", "xs_5ecret5ecret"], "--xtra-token needs --xtra-url"],
    ["a project without a server", ["--xtra-project", "5ecret"], "--xtra-project needs --xtra-url"],
    ["a Venice key without a server", ["--venice-key", "VENICE_ADMIN_KEY_5ecret"], "--venice-key needs --venice-url"],
    ["a server without a root key", ["--base-url", server], "UNKEY_ROOT_KEY"],
    ["a server without an AuthPI key", ["--authpi-url", server], "AUTHPI_API_KEY"],
    ["a server without an Optropic key", ["--optropic-url", server], "OPTROPIC_API_KEY"],
    ["a server without an XtraSecurity token", ["--xtra-url", server], "XTRA_TOKEN"],
    ["a server without a project", ["--xtra-url", server, "--xtra-token", "xs_5ecret"], "XTRA_PROJECT_ID"],
    ["a server without a Venice key", ["--venice-url", server], "VENICE_API_KEY"],
    [
      "an inventory with a key and no server",
      ["inventory", "--venice-key", "5ecret"],
      "--venice-key needs --venice-url",
    ],
    [
      "an inventory of no API",
      ["inventory", "--base-url", server, "--root-key", "unkey_5ecret"],
      "--base-url needs --api",
    ],
  ])("%s is refused, with a word on what is wrong and no secret", (_case, words, says) => {
    const command = readCommand(words, {});

    const message = command instanceof Error ? command.message : "";
    expect(message).toContain(says);
    expect(message).not.toContain("5ecret");
  });

  test.each([
    ["an Unkey address that is none", ["--base-url", "example", "--root-key", "unkey_5ecret5ecret"], "serverUrl"],
    ["an AuthPI address that is none", ["--authpi-url", "example", "--authpi-key", "key_1:5ecret"], "baseUrl"],
    ["an Optropic address that is none", ["--optropic-url", "example", "--optropic-key", "optr_5ecret"], "baseUrl"],
    [
      "an XtraSecurity address that is none",
      ["--xtra-url", "example", "--xtra-token", "xs_5ecret", "--xtra-project", "5ecret"],
      "apiUrl",
    ],
    ["a Venice address that is none", ["--venice-url", "example", "--venice-key", "5ecret"], "baseUrl"],
    ["an empty root key", ["--base-url", server, "--root-key", ""], "rootKey"],
    ["an empty AuthPI key", ["--authpi-url", server, "--authpi-key", ""], "apiKey"],
    ["an empty Optropic key", ["--optropic-url", server, "--optropic-key", ""], "apiKey"],
    ["an empty token", ["--xtra-url", server, "--xtra-token", "", "--xtra-project", "5ecret"], "token"],
    ["an empty project", ["--xtra-url", server, "--xtra-token", "xs_5ecret", "--xtra-project", ""], "projectId"],
    ["an empty Venice key", ["--venice-url", server, "--venice-key", ""], "apiKey"],
  ])("%s is refused by the client, which names the option and no secret", (_case, words, says) => {
    const command = readCommand(words, {});
    const servers = "servers" in command ? (command.servers ?? {}) : {};

    const open = (): unknown => openServers(servers);

    expect(open).toThrow(expect.objectContaining({ name: "ConfigError", message: expect.stringContaining(says) }));
    expect(open).not.toThrow(/5ecret/);
  });

  test("keys and the project come from the environment where they are not given", () => {
    const environment = { XTRA_TOKEN: "xs_1", XTRA_PROJECT_ID: "prj_1", VENICE_API_KEY: "key_1" };
    const words = ["--xtra-url", server, "--venice-url", server, "--venice-key", "key_2"];

    const command = readCommand(words, environment);

    expect(command).toMatchObject({
      name: "story",
      servers: { xtra: { url: server, key: "xs_1", projectId: "prj_1" }, venice: { url: server, key: "key_2" } },
    });
  });

  test("an inventory takes the named APIs, and JSON", () => {
    const words = [
      "inventory",
      "--json",
      "--base-url",
      server,
      "--root-key",
      "key_1",
      "--api",
      "api_1",
      "--api",
      "api_2",
    ];

    const command = readCommand(words, {});

    expect(command).toMatchObject({
      name: "inventory",
      isJson: true,
      servers: { unkey: { apiIds: ["api_1", "api_2"] } },
    });
  });
});

describe.concurrent("the command", { timeout: 30_000 }, () => {
  test("--help tells the ways to run it", async () => {
    const { code, stderr, stdout } = await run(["--help"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: key-desk demo\n +key-desk \[--base-url URL\].*\n +key-desk inventory \[--json\]/);
    expect(stderr).toBe("");
  });

  test.each([
    ["wrong words", ["unkey_5ecret5ecret5ecret"], "the only commands are"],
    ["an address that is none", ["--base-url", "example", "--root-key", "unkey_5ecret5ecret5ecret"], "serverUrl"],
  ])("%s end with 2, one line on what is wrong and the usage", async (_case, words, says) => {
    const { code, stderr, stdout } = await run(words);

    const [first] = stderr.split("\n");
    expect(code).toBe(2);
    expect(first).toMatch(/^key-desk: /);
    expect(first).toContain(says);
    expect(stderr).toContain("\n\nUsage: key-desk demo\n");
    expect(stderr).not.toContain("5ecret");
    expect(stdout).toBe("");
  });

  test("wrong words end with 2 also where nobody reads what is wrong with them", async () => {
    expect(await runUnread(["nonsense"])).toBe(2);
  });
});
