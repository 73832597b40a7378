import type { ServerAccess } from "./open.ts";
import type { Servers } from "./setting.ts";

/** The words that name servers and what opens them, by the names of their options. */
export type ServerWords = Readonly<Record<string, string | string[] | undefined>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Gives the servers that are named, undefined where none is, or says which words contradict each other. */
export function readServers(words: ServerWords, environment: Environment): Servers | undefined | Error {
  const reader: Reader = { words, environment };
  try {
    const servers: Servers = {
      unkey: readUnkey(reader),
      authpi: readAuthPI(reader),
      optropic: readServer(reader, doors.optropic),
      xtra: readXtra(reader),
      venice: readServer(reader, doors.venice),
    };
    return Object.values(servers).some((server) => server !== undefined) ? servers : undefined;
  } catch (error) {
    if (error instanceof WrongWords) return error;
    throw error;
  }
}

/** Where the access to one service is found. */
interface Door {
  readonly url: string;
  readonly key: string;
  readonly variable: string;
  /** The option that only makes sense with this service. */
  readonly extra?: string;
}

const doors = {
  unkey: { url: "base-url", key: "root-key", variable: "UNKEY_ROOT_KEY", extra: "api" },
  authpi: { url: "authpi-url", key: "authpi-key", variable: "AUTHPI_API_KEY", extra: "account" },
  optropic: { url: "optropic-url", key: "optropic-key", variable: "OPTROPIC_API_KEY" },
  xtra: { url: "xtra-url", key: "xtra-token", variable: "XTRA_TOKEN", extra: "xtra-project" },
  venice: { url: "venice-url", key: "venice-key", variable: "VENICE_API_KEY" },
} satisfies Record<keyof Servers, Door>;

interface Reader {
  readonly words: ServerWords;
  readonly environment: Environment;
}

/** The words contradict each other. */
class WrongWords extends Error {}

function readUnkey(reader: Reader): Servers["unkey"] {
  const server = readServer(reader, doors.unkey);
  const apiIds = reader.words[doors.unkey.extra];
  return server && { ...server, apiIds: Array.isArray(apiIds) ? apiIds : [] };
}

function readAuthPI(reader: Reader): Servers["authpi"] {
  const server = readServer(reader, doors.authpi);
  return server && { ...server, accountId: textOf(reader, doors.authpi.extra) };
}

function readXtra(reader: Reader): Servers["xtra"] {
  const { extra, url } = doors.xtra;
  const server = readServer(reader, doors.xtra);
  const projectId = textOf(reader, extra) ?? reader.environment["XTRA_PROJECT_ID"];
  if (server === undefined) return undefined;
  if (projectId !== undefined) return { ...server, projectId };
  throw new WrongWords(`--${url} needs --${extra}, or XTRA_PROJECT_ID in the environment.`);
}

function readServer(reader: Reader, door: Door): ServerAccess | undefined {
  const url = textOf(reader, door.url);
  const key = textOf(reader, door.key);
  if (url === undefined) {
    const names = door.extra === undefined ? [door.key] : [door.key, door.extra];
    const orphan = names.find((name) => reader.words[name] !== undefined);
    if (orphan === undefined) return undefined;
    throw new WrongWords(`--${orphan} needs --${door.url}.`);
  }
  const found = key ?? reader.environment[door.variable];
  if (found !== undefined) return { url, key: found };
  throw new WrongWords(`--${door.url} needs --${door.key}, or ${door.variable} in the environment.`);
}

function textOf({ words }: Reader, name: string): string | undefined {
  const word = words[name];
  return typeof word === "string" ? word : undefined;
}
