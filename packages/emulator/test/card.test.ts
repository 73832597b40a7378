import { spawn } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { endAll, finish, readUntil, start } from "./command.ts";

afterEach(endAll);

describe("the card", () => {
  test("names each of several facts that belong together on a line of its own", async () => {
    const child = start("xtrasecurity");

    const card = await readUntil(child, "Stop with Ctrl-C.\n");

    expect(card).toMatch(/^ {2}url +http:\/\/127\.0\.0\.1:\d+\/api$/m);
    expect(card).toMatch(/^ {2}tokens\.viewer +xs_[0-9a-f]{48}$/m);
    expect(card).toMatch(/^ {2}emails\.outsider +outsider@fixture\.test$/m);
  });

  test.each(["optropic", "authpi", "xtrasecurity", "venice"])("of %s has a curl command that works", async (name) => {
    const child = start(name);

    const card = await readUntil(child, "Stop with Ctrl-C.\n");
    const command = card.split("\n").find((line) => line.trimStart().startsWith("curl ")) ?? "";
    const pasted = await finish(
      spawn("sh", ["-c", `${command} --silent --output /dev/null --write-out '%{http_code}'`]),
    );

    expect(pasted.stdout).toMatch(/^20[01]$/);
  });

  test("names the url and the root key, and its curl command works when pasted", async () => {
    const child = start("unkey");

    const card = await readUntil(child, "Stop with Ctrl-C.\n");
    const command = card.split("\n").find((line) => line.trimStart().startsWith("curl ")) ?? "";
    const pasted = await finish(spawn("sh", ["-c", `${command} --silent --write-out ' %{http_code}'`]));

    expect(card).toMatch(/^ {2}url +http:\/\/127\.0\.0\.1:\d+$/m);
    expect(card).toMatch(/^ {2}rootKey +\S+$/m);
    expect(pasted.stdout).toMatch(/"apiId".* 200$/);
  });
});
