import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const running = new Set<ChildProcessWithoutNullStreams>();

/** How a command ended, and what it wrote. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command of this package. */
export function start(...words: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...words]);
  running.add(child);
  return child;
}

/** Ends every command that was started and still runs. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
}

/** Waits for the end of a command, with all that it wrote. */
export async function finish(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const [stdout, stderr, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Reads until the output ends with `end`; what comes later is left to others. */
export async function readUntil(child: ChildProcessWithoutNullStreams, end: string): Promise<string> {
  let text = "";
  while (!text.endsWith(end)) {
    const [chunk] = (await once(child.stdout, "data")) as [Buffer];
    text += chunk.toString();
  }
  return text;
}

/** Reads a stream to its end. */
export async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}
