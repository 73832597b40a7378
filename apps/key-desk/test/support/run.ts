import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** How a command ended, and what it wrote. */
export interface Ending {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app from its sources, with no root key in the environment unless one is given. */
export async function run(words: readonly string[], rootKey?: string): Promise<Ending> {
  const { UNKEY_ROOT_KEY: _ours, ...rest } = process.env;
  const env = rootKey === undefined ? rest : { ...rest, UNKEY_ROOT_KEY: rootKey };
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=@keyrack/source", main, ...words],
      { env, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}
