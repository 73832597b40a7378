#!/usr/bin/env node
import process from "node:process";
import { parseArgs } from "node:util";
import { renderCards, renderJson, type Shown } from "./card.ts";
import { type Launched, launchers, mount } from "./launch.ts";
import { type EmulatorServer, serve } from "./listen.ts";
import { VERSION } from "./version.ts";

interface Command {
  /** A service's name, or `all`. */
  readonly target: string;
  readonly port: number;
  readonly json: boolean;
}

const TARGETS = [...Object.keys(launchers), "all"];
const USAGE = `Usage: keyrack-emulator ${TARGETS.join("|")} [--port N] [--json]

Serves a service from memory on 127.0.0.1 until Ctrl-C.

  all         every service on one port, each behind /<its name>
  --port N    the port; a free one without it
  --json      print one line of JSON in place of the card
  --help      print this text
  --version   print the version
`;

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const command = readCommand(words);
  if (typeof command === "string") {
    process.stdout.write(command);
    return 0;
  }
  if (command instanceof Error) {
    process.stderr.write(`keyrack-emulator: ${command.message}\n\n${USAGE}`);
    return 2;
  }
  return await run(command);
}

/** Gives the command, the text that was asked for instead of one, or what is wrong. */
function readCommand(words: string[]): Command | string | Error {
  const parsed = parseWords(words);
  if (parsed instanceof Error) return parsed;
  const { values, positionals } = parsed;
  if (values.help) return USAGE;
  if (values.version) return `${VERSION}\n`;
  const [target = "", surplus] = positionals;
  if (!TARGETS.includes(target)) return new Error(`name one of ${TARGETS.join(", ")}${target && `, not "${target}"`}.`);
  if (surplus !== undefined) return new Error(`"${surplus}" is one word too many.`);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Infinity;
  if (port > 65_535) return new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  return { target, port, json: values.json };
}

function parseWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        port: { type: "string", default: "0" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function run({ target, port, json }: Command): Promise<number> {
  // Listened for before the card is out: whoever reads the card may end the command at once.
  const stopped = untilStopped();
  const services = new Map<string, Launched>();
  for (const [name, launch] of Object.entries(launchers)) {
    if (target === "all" || target === name) services.set(name, launch());
  }
  const server = await serveAll(services, { target, port });
  if (server instanceof Error) {
    process.stderr.write(`keyrack-emulator: ${server.message}\n`);
    return 1;
  }
  const shown = Array.from(services, ([name, service]): Shown => {
    const url = `${server.url}${target === "all" ? `/${name}` : ""}${service.basePath}`;
    return { name, url, fixtures: service.fixtures, example: service.example(url) };
  });
  process.stdout.write(json ? renderJson(shown) : renderCards(shown));
  await stopped;
  await server.close();
  return 0;
}

async function serveAll(
  services: ReadonlyMap<string, Launched>,
  { target, port }: Pick<Command, "target" | "port">,
): Promise<EmulatorServer | Error> {
  const handler = services.get(target)?.answer ?? mount(services);
  try {
    return await serve(handler, { port, basePath: "" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "EADDRINUSE")
      return new Error(`port ${port} of 127.0.0.1 is in use; leave --port out for a free one.`);
    return new Error(`port ${port} of 127.0.0.1 cannot be served (${code}).`);
  }
}

async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** Whoever read the output may leave; the service goes on. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
