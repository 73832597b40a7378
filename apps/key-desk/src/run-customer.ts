import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { XtraClient } from "@keyrack/xtrasecurity";
import { run, type SecretsInjector } from "@keyrack/xtrasecurity/node";
import type { Shelf } from "./steps/xtra-branch.ts";

/** From where the customer's program gets its key, and where it uses it. */
export interface CustomerRun {
  readonly reader: XtraClient;
  readonly shelf: Shelf;
  /** Where Venice is. */
  readonly url: string;
  /** Whether the secret may come from the reader's cache. */
  readonly mayBeOld: boolean;
  readonly signal: AbortSignal;
}

/** How the customer's program ended. */
export interface CustomerEnd {
  readonly exitCode: number | null;
  /** Names of the variables that it got. */
  readonly injected: readonly string[];
  /** What it wrote; empty where its key was refused. */
  readonly output: string;
}

const program = fileURLToPath(new URL("./customer.ts", import.meta.url));

/** What the program gets of the desk's own variables: where programs are, and how servers are reached. */
const shared: ReadonlySet<string> = new Set([
  "PATH",
  "SYSTEMROOT",
  "NODE_EXTRA_CA_CERTS",
  "NODE_USE_ENV_PROXY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
]);

/**
 * Runs the customer's program with the secret of the shelf, which goes into no other environment than the program's.
 * The desk's own keys do not go into that one.
 */
export async function runCustomer({ mayBeOld, reader, shelf, signal, url }: CustomerRun): Promise<CustomerEnd> {
  const folder = await mkdtemp(join(tmpdir(), "key-desk-"));
  const path = join(folder, "output");
  try {
    const file = await open(path, "w");
    try {
      const { exitCode, injected } = await run(withoutDesk(reader), shelf.env, {
        branch: shelf.branch,
        noCache: !mayBeOld,
        command: process.execPath,
        args: [...aboutSources(process.execArgv), program, url],
        stdio: ["ignore", file.fd, "inherit"],
        signal,
      });
      return { exitCode, injected, output: await readFile(path, "utf8") };
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Injects into a bare environment: the desk's own keys are none of the customer's business. */
function withoutDesk(reader: XtraClient): SecretsInjector {
  return {
    injectSecrets: async (env, options = {}) => {
      const { target = {} } = options;
      for (const name of Object.keys(target)) if (!shared.has(name.toUpperCase())) delete target[name];
      return await reader.injectSecrets(env, { ...options, target });
    },
  };
}

// Other options of Node's could read the desk's keys from a file, or take the port of its debugger.
function aboutSources(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const isPair = word === "--conditions" || word === "-C";
    if (isPair) return [word, words[index + 1] ?? ""];
    return /^--(conditions=|experimental-strip-types$)/.test(word) ? [word] : [];
  });
}
