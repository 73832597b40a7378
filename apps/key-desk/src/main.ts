import process from "node:process";
import { ConfigError } from "@keyrack/unkey";
import { chapters } from "./chapters.ts";
import { type Command, demoKeyCount, readCommand, usage } from "./command.ts";
import { openEmulators, openServers, type Setting } from "./setting.ts";
import { tellStory } from "./story.ts";
import { Terminal } from "./terminal.ts";

// Whoever reads the transcript may leave before cleaning up is done.
process.stdout.on("error", ignoreClosedPipe);
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const command = readCommand(words, process.env);
  if (command instanceof Error) return refuse(command.message);
  if (command === "help") {
    process.stdout.write(usage);
    return 0;
  }
  const setting = await open(command);
  if (setting instanceof ConfigError) return refuse(setting.message);
  try {
    const terminal = new Terminal(process.stdout);
    return (await tellStory({ setting, terminal, signal: stopSignal() }, chapters)) ? 0 : 1;
  } finally {
    await setting.close();
  }
}

async function open(command: Exclude<Command, "help">): Promise<Setting | ConfigError> {
  if (command === "demo") return await openEmulators(demoKeyCount);
  try {
    return openServers(command);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function refuse(message: string): number {
  process.stderr.write(`key-desk: ${message}\n\n${usage}`);
  return 2;
}

/** Aborts at the first Ctrl-C or termination signal, so that there is time to clean up; a second one ends the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
