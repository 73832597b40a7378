import process from "node:process";
import { ConfigError } from "@keyrack/unkey";
import { chapters } from "./chapters.ts";
import { type Command, type HelpCommand, readCommand } from "./command.ts";
import { openFixtures, printInventory } from "./inventory-command.ts";
import { openEmulators, openServers, type Setting } from "./setting.ts";
import { tellStory } from "./story.ts";
import { Terminal } from "./terminal.ts";
import { demoKeyCount, usage } from "./usage.ts";

/** Everything that needs a setting. */
type Work = Exclude<Command, HelpCommand>;

// Whoever reads the transcript may leave before cleaning up is done.
process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const command = readCommand(words, process.env);
  if (command instanceof Error) return refuse(command.message);
  if (command.name === "help") {
    process.stdout.write(usage);
    return 0;
  }
  const setting = await open(command);
  if (setting instanceof ConfigError) return refuse(setting.message);
  try {
    return (await carryOut(command, setting)) ? 0 : 1;
  } finally {
    await setting.close();
  }
}

async function open(command: Work): Promise<Setting | ConfigError> {
  if (command.name === "demo") return await openEmulators({ keyCount: demoKeyCount });
  if (command.servers === undefined) return await openFixtures();
  try {
    return openServers(command.servers);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

async function carryOut(command: Work, setting: Setting): Promise<boolean> {
  if (command.name === "inventory") return await printInventory(setting, command.isJson);
  const terminal = new Terminal(process.stdout);
  return await tellStory({ setting, terminal, signal: stopSignal() }, chapters);
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
