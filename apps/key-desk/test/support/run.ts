import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

const keyNames = /^(UNKEY|AUTHPI|OPTROPIC|XTRA|VENICE)_/;

/** How a command ended, and what it wrote. */
export interface Ending {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app from its sources, with no keys in the environment but those that are given. */
export async function run(words: readonly string[], keys: Readonly<Record<string, string>> = {}): Promise<Ending> {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !keyNames.test(name)));
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=@keyrack/source", main, ...words],
      { env: { ...rest, ...keys }, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

/** Runs the app with both its outputs closed by their reader, and gives its exit code. */
export async function runUnread(words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, ["--conditions=@keyrack/source", main, ...words]);
  child.stdout.destroy();
  child.stderr.destroy();
  return await new Promise((resolve) => child.once("close", resolve));
}
