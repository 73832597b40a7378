import { execFile } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { packages, root } from "./support/repository.ts";
import { type Sample, samplesFolder, writeSamples } from "./support/samples.ts";

const execute = promisify(execFile);
const readmes = ["README.md", ...packages.map(({ folder }) => `packages/${folder}/README.md`)];
const samples = writeSamples(readmes.filter((readme) => existsSync(join(root, readme))));

afterAll(() => rmSync(samplesFolder, { recursive: true, force: true }));

test.each(readmes)("%s shows at least one sample", (readme) => {
  const own = samples.filter(({ place }) => place.startsWith(`${readme}:`));

  expect(own, "Write the README, with a block fenced as ```ts.").not.toEqual([]);
});

test("every sample compiles as it is printed", async () => {
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noUnusedLocals: false },
    files: samples.map(({ file }) => file),
    include: [],
  };
  writeFileSync(join(samplesFolder, "tsconfig.json"), JSON.stringify(config));

  const { output } = await node([
    join(root, "node_modules/typescript/bin/tsc"),
    "-p",
    samplesFolder,
    "--pretty",
    "false",
  ]);

  expect(output, "The line in front is the line of the README.").toBe("");
}, 60_000);

describe.concurrent("every sample runs against the emulator as it is printed", () => {
  test.each(samples.filter(({ runs }) => runs))(
    "$place",
    async ({ file }: Sample) => {
      const preload = pathToFileURL(join(import.meta.dirname, "support/offline.ts")).href;

      const { code, output } = await node(["--conditions=@keyrack/source", "--import", preload, file]);

      expect(code, output).toBe(0);
    },
    30_000,
  );
});

async function node(args: readonly string[]): Promise<{ code: unknown; output: string }> {
  try {
    const { stdout, stderr } = await execute(process.execPath, args, { cwd: root, timeout: 30_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    return { code: code ?? "killed", output: stdout + stderr };
  }
}
