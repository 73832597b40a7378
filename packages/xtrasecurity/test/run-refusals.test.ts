import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, printed, scripted, someSecret } from "./support/bench.ts";
import { run, type RunOptions } from "@keyrack/xtrasecurity/node";

const program = { command: process.execPath, args: ["--eval", ""] };
const secrets = json({ DATABASE_URL: someSecret });

async function refusalOf(options: object, answer = secrets): Promise<unknown> {
  const given = { ...program, stdio: "ignore", ...options } as RunOptions;
  return await failureOf(run(clientOf(scripted(answer)), "production", given));
}

describe("a program that cannot be started", () => {
  test("is an error with the platform's word, and without arguments", async () => {
    const error = await refusalOf({ command: "/no/such/program", args: ["--password", "hunter3"] });

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "spawn_failed", cause: { code: "ENOENT" } });
    expect(printed(error)).not.toMatch(/hunter|password/);
  });

  test("is an error also where the folder does not exist", async () => {
    const cwd = join(tmpdir(), crypto.randomUUID());

    expect(await refusalOf({ cwd })).toMatchObject({ code: "spawn_failed" });
  });

  test("is an error also where values are too long for the system", async () => {
    const big = "x".repeat(999_999);

    const error = await refusalOf({}, json({ BIG: big, BIGGER: big, BIGGEST: big }));

    expect(error).toMatchObject({ code: "spawn_failed", cause: { code: "E2BIG" } });
    expect(printed(error)).not.toContain("xxxx");
  });
});

test.each<[what: string, options: object]>([
  ["command", { command: "" }],
  ["command", { command: "a\0b" }],
  ["args", { args: "--eval" }],
  ["args", { args: ["a\0b"] }],
  ["stdio", { stdio: "pipe" }],
  ["stdio", { stdio: ["inherit", "inherit"] }],
  ["target", { target: {} }],
  ["shell", { shell: true }],
])("a wrong %s is refused before anything is read", async (what, options) => {
  const service = scripted(secrets);
  const given = { ...program, ...options } as RunOptions;

  const error = await failureOf(run(clientOf(service), "production", given));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringContaining(what) });
  expect(service.sent).toEqual([]);
});
