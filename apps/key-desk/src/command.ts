import { parseArgs } from "node:util";
import type { ServerAccess } from "./open.ts";
import type { Servers } from "./setting.ts";

/** What is to be done. */
export type Command = "help" | "demo" | Servers;

/** Variables of the environment by their names. */
type Environment = Readonly<Record<string, string | undefined>>;

/** How many keys the demo makes to list them. */
export const demoKeyCount = 2_500;

/** The text of `--help`. */
export const usage: string = `Usage: key-desk demo
       key-desk [--base-url URL] [--authpi-url URL] [--optropic-url URL]

Tells the story of a desk that hands out keys, and checks every step of it.

  demo                    on emulators, with outages and ${demoKeyCount.toLocaleString("en-US")} keys
  --base-url URL          on a real Unkey server, with 25 keys
  --root-key KEY          the root key for it, else UNKEY_ROOT_KEY of the environment
  --authpi-url URL        on a real AuthPI server
  --authpi-key ID:SECRET  the API key for it, else AUTHPI_API_KEY of the environment
  --account ID            the account there, for a credential of several
  --optropic-url URL      on a real Optropic server
  --optropic-key KEY      the API key for it, else OPTROPIC_API_KEY of the environment
  --help                  print this text

A service without a URL is skipped; at least one is needed. What is made on a real server is deleted at the end where
the service can. Keys are safer in the environment.

Ends with 0 when every step passed, 1 when one failed or was stopped, 2 for wrong arguments.
`;

/** Gives what is to be done, or what is wrong with the words; never quotes a word, which could be a key. */
export function readCommand(words: string[], environment: Environment): Command | Error {
  const parsed = parseWords(words);
  if (parsed instanceof Error) return parsed;
  const { help, ...values } = parsed.values;
  if (help) return "help";
  const [name, surplus] = parsed.positionals;
  if (surplus !== undefined || (name !== undefined && name !== "demo")) return new Error('the only command is "demo".');
  return name === undefined ? readServers(values, environment) : readDemo(values);
}

function parseWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        "base-url": { type: "string" },
        "root-key": { type: "string" },
        "authpi-url": { type: "string" },
        "authpi-key": { type: "string" },
        account: { type: "string" },
        "optropic-url": { type: "string" },
        "optropic-key": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

type Values = Readonly<Record<string, string | undefined>>;

function readDemo(values: Values): "demo" | Error {
  const [name] = Object.keys(values);
  return name === undefined ? "demo" : new Error(`demo has its own servers and keys: leave --${name} out.`);
}

/** Where the access to one service is found. */
interface Door {
  readonly url: string;
  readonly key: string;
  readonly variable: string;
  /** The option that only makes sense with this service. */
  readonly account?: string;
}

const doors = {
  unkey: { url: "base-url", key: "root-key", variable: "UNKEY_ROOT_KEY" },
  authpi: { url: "authpi-url", key: "authpi-key", variable: "AUTHPI_API_KEY", account: "account" },
  optropic: { url: "optropic-url", key: "optropic-key", variable: "OPTROPIC_API_KEY" },
} satisfies Record<keyof Servers, Door>;

function readServers(values: Values, environment: Environment): Servers | Error {
  const read = (door: Door): ServerAccess | undefined => readServer(door, values, environment);
  try {
    const servers = { unkey: read(doors.unkey), authpi: read(doors.authpi), optropic: read(doors.optropic) };
    if (Object.values(servers).some((server) => server !== undefined)) return servers;
  } catch (error) {
    if (error instanceof WrongWords) return error;
    throw error;
  }
  return new Error('say "demo", or name a server by --base-url, --authpi-url or --optropic-url.');
}

/** The words contradict each other. */
class WrongWords extends Error {}

function readServer(door: Door, values: Values, environment: Environment): ServerAccess | undefined {
  const url = values[door.url];
  const accountId = door.account && values[door.account];
  const key = values[door.key];
  if (url === undefined) {
    if (key === undefined && accountId === undefined) return undefined;
    throw new WrongWords(`--${key === undefined ? door.account : door.key} needs --${door.url}.`);
  }
  const found = key ?? environment[door.variable];
  if (found !== undefined) return { url, key: found, accountId };
  throw new WrongWords(`--${door.url} needs --${door.key}, or ${door.variable} in the environment.`);
}
