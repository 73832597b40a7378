import { parseArgs } from "node:util";
import { readServers, type ServerWords } from "./server-words.ts";
import type { Servers } from "./setting.ts";

/** What is to be done. */
export type Command = HelpCommand | DemoCommand | StoryCommand | InventoryCommand;

/** Prints how to run the app. */
export interface HelpCommand {
  readonly name: "help";
}

/** Tells the story on emulators. */
interface DemoCommand {
  readonly name: "demo";
}

/** Tells the story on real servers. */
interface StoryCommand {
  readonly name: "story";
  readonly servers: Servers;
}

/** Lists the credentials of real servers, of emulators where there are none. */
interface InventoryCommand {
  readonly name: "inventory";
  readonly servers: Servers | undefined;
  readonly isJson: boolean;
}

/** Variables of the environment by their names. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Gives what is to be done, or what is wrong with the words; never quotes a word, which could be a key. */
export function readCommand(words: string[], environment: Environment): Command | Error {
  const parsed = parseWords(words);
  if (parsed instanceof Error) return parsed;
  const { help, json, ...serverWords } = parsed.values;
  if (help) return { name: "help" };
  const [name, surplus] = parsed.positionals;
  if (surplus !== undefined) return unknownCommand();
  if (json && name !== "inventory") return new Error("--json needs inventory.");
  if (name === "demo") return readDemo(serverWords);
  if (name === "inventory") return readInventory(serverWords, environment, json);
  return name === undefined ? readStory(serverWords, environment) : unknownCommand();
}

function parseWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        "base-url": { type: "string" },
        "root-key": { type: "string" },
        api: { type: "string", multiple: true },
        "authpi-url": { type: "string" },
        "authpi-key": { type: "string" },
        account: { type: "string" },
        "optropic-url": { type: "string" },
        "optropic-key": { type: "string" },
        "xtra-url": { type: "string" },
        "xtra-token": { type: "string" },
        "xtra-project": { type: "string" },
        "venice-url": { type: "string" },
        "venice-key": { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function unknownCommand(): Error {
  return new Error('the only commands are "demo" and "inventory".');
}

function readDemo(words: ServerWords): DemoCommand | Error {
  const [option] = Object.keys(words);
  if (option === undefined) return { name: "demo" };
  return new Error(`demo has its own servers and keys: leave --${option} out.`);
}

function readStory(words: ServerWords, environment: Environment): StoryCommand | Error {
  const servers = readServers(words, environment);
  if (servers instanceof Error) return servers;
  if (servers !== undefined) return { name: "story", servers };
  return new Error(
    'say "demo", or name a server by --base-url, --authpi-url, --optropic-url, --xtra-url or --venice-url.',
  );
}

function readInventory(words: ServerWords, environment: Environment, isJson: boolean): InventoryCommand | Error {
  const servers = readServers(words, environment);
  if (servers instanceof Error) return servers;
  if (servers?.unkey?.apiIds.length === 0) {
    return new Error("--base-url needs --api for an inventory: Unkey does not tell which APIs there are.");
  }
  return { name: "inventory", servers, isJson };
}
