import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { XtraClient } from "@keyrack/xtrasecurity";
import { run } from "@keyrack/xtrasecurity/node";
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

/** Runs the customer's program with the secret of the shelf, which goes into no other environment than the program's. */
export async function runCustomer({ mayBeOld, reader, shelf, signal, url }: CustomerRun): Promise<CustomerEnd> {
  const folder = await mkdtemp(join(tmpdir(), "key-desk-"));
  const path = join(folder, "output");
  try {
    const file = await open(path, "w");
    try {
      const { exitCode, injected } = await run(reader, shelf.env, {
        branch: shelf.branch,
        noCache: !mayBeOld,
        // The desk's own key for Venice may stand in its environment under the same name.
        override: true,
        command: process.execPath,
        args: [...process.execArgv, program, url],
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
