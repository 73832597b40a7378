import process from "node:process";
import { parseArgs } from "node:util";
import { ConfigError } from "@keyrack/unkey";
import { chapters } from "./chapters.ts";
import { openEmulator, openServer, type ServerAccess, type Setting } from "./setting.ts";
import { tellStory } from "./story.ts";
import { Terminal } from "./terminal.ts";

type Command = "help" | "demo" | ServerAccess;

const demoKeyCount = 2_500;
const usage = `Usage: key-desk demo
       key-desk --base-url URL [--root-key KEY]

Tells the story of a desk that hands out keys, and checks every step of it.

  demo              on an emulator, with an outage and ${demoKeyCount.toLocaleString("en-US")} keys
  --base-url URL    on a real Unkey server, with 25 keys; what is made there is deleted at the end
  --root-key KEY    the root key for it; safer in the environment, as UNKEY_ROOT_KEY
  --help            print this text

Ends with 0 when every step passed, 1 when one failed or was stopped, 2 for wrong arguments.
`;

// Whoever reads the transcript may leave before cleaning up is done.
process.stdout.on("error", ignoreClosedPipe);
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const command = readCommand(words);
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

/** Gives what is to be done, or what is wrong with the words; never quotes a word, which could be a key. */
function readCommand(words: string[]): Command | Error {
  const parsed = parseWords(words);
  if (parsed instanceof Error) return parsed;
  const { positionals, values } = parsed;
  if (values.help) return "help";
  const [name, surplus] = positionals;
  if (surplus !== undefined || (name !== undefined && name !== "demo")) return new Error('the only command is "demo".');
  return name === undefined ? readAccess(values) : readDemo(values);
}

function parseWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        "base-url": { type: "string" },
        "root-key": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

interface AccessWords {
  readonly "base-url"?: string | undefined;
  readonly "root-key"?: string | undefined;
}

function readDemo(values: AccessWords): "demo" | Error {
  const hasAccess = values["base-url"] !== undefined || values["root-key"] !== undefined;
  return hasAccess ? new Error("demo has its own server and root key: leave --base-url and --root-key out.") : "demo";
}

function readAccess(values: AccessWords): ServerAccess | Error {
  const baseUrl = values["base-url"];
  const rootKey = values["root-key"] ?? process.env["UNKEY_ROOT_KEY"];
  if (baseUrl === undefined) return new Error('say "demo", or name a server by --base-url.');
  if (rootKey === undefined) return new Error("a server needs --root-key, or UNKEY_ROOT_KEY in the environment.");
  return { baseUrl, rootKey };
}

async function open(command: "demo" | ServerAccess): Promise<Setting | ConfigError> {
  if (command === "demo") return await openEmulator(demoKeyCount);
  try {
    return openServer(command);
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
