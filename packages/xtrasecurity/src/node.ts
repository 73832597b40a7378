import { type ChildProcess, spawn } from "node:child_process";
import { isatty } from "node:tty";
import { ownOptions, refuse } from "@keyrack/core";
import { SecretsError } from "./errors.ts";
import { injectionNames, type InjectionReport, type InjectSecretsOptions, type Variables } from "./injection.ts";
import { throwIfAborted } from "./limits.ts";
import { service } from "./service.ts";

/** What gives secrets to a program: a client, or anything like it. */
export interface SecretsInjector {
  injectSecrets(env: string, options?: InjectSecretsOptions): Promise<InjectionReport>;
}

/** Where a stream of the program comes from or goes to: this process, nowhere, or an open file's descriptor. */
export type RunStream = "inherit" | "ignore" | number;

/** What is run, and with which of the secrets. */
export interface RunOptions extends Omit<InjectSecretsOptions, "target" | "dryRun"> {
  /** The program. No shell looks at it or at `args`. */
  command: string;
  /** @defaultValue none */
  args?: readonly string[] | undefined;
  /** Where it runs. @defaultValue the folder of this process */
  cwd?: string | undefined;
  /** Standard input, output and error, one for all or one each. @defaultValue "inherit" */
  stdio?: RunStream | readonly [RunStream, RunStream, RunStream] | undefined;
  /** Leaves `XTRA_TOKEN` and the other `XTRA_…` variables of this process to the program. @defaultValue false */
  keepOwnVariables?: boolean | undefined;
}

/** How a program ended: with an exit code, or by a signal. */
export interface RunResult {
  readonly exitCode: number | null;
  /** Such as `SIGTERM`. */
  readonly signal: string | null;
  /** Names of the variables that it got. */
  readonly injected: readonly string[];
}

const optionNames: ReadonlySet<string> = new Set(
  injectionNames.concat("command", "args", "cwd", "stdio", "keepOwnVariables"),
);
const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const running = new Set<ChildProcess>();
/** Milliseconds that an aborted program has to end by itself. */
const patience = 10_000;

/**
 * Runs a program with the secrets of an environment in its own variables; those of this process stay as they are.
 *
 * The program gets a copy of `process.env` without `XTRA_…`, and the secrets by the rules of `injectSecrets`: a
 * variable that is set is kept unless `override` is true, and one bad name runs nothing. SIGINT, SIGTERM and SIGHUP go
 * on to it while it runs, but for SIGINT in a terminal, which sends Ctrl-C to the program itself. When `signal` aborts
 * it gets SIGTERM, after 10 s SIGKILL, and the call rejects with the signal's reason once it has ended. A program that
 * cannot be started rejects with the code `spawn_failed`.
 */
export async function run(injector: SecretsInjector, env: string, options: RunOptions): Promise<RunResult> {
  const given = ownOptions({ service, option: "options" }, options, optionNames);
  const { args = [], command, cwd, keepOwnVariables = false, stdio = "inherit", ...injection } = given;
  checkProgram(command, args);
  const streams = checkStreams(stdio);
  const target = keepOwnVariables ? { ...process.env } : withoutOwn(process.env);
  const { injected } = await injector.injectSecrets(env, { ...injection, target });
  throwIfAborted(given.signal, "Running a program");
  const child = start(command, args, { cwd, env: target, stdio: streams });
  const end = await follow(child, given.signal);
  return { ...end, injected };
}

function checkProgram(command: unknown, args: unknown): void {
  const isText = (value: unknown): boolean => typeof value === "string" && !value.includes("\0");
  if (!isText(command) || command === "") throw refuse(service, "command must be a string that is not empty.");
  if (!Array.isArray(args) || !args.every(isText)) throw refuse(service, "args must be a list of strings without NUL.");
}

// Nobody would read a pipe, and a program that fills it waits for ever.
function checkStreams(stdio: RunStream | readonly RunStream[]): RunStream[] {
  const streams = typeof stdio === "object" ? [...stdio] : [stdio, stdio, stdio];
  const isStream = (stream: unknown): boolean =>
    stream === "inherit" || stream === "ignore" || (Number.isSafeInteger(stream) && Number(stream) >= 0);
  if (streams.length === 3 && streams.every(isStream)) return streams;
  throw refuse(service, 'stdio must be "inherit", "ignore", a file descriptor, or a list of three of these.');
}

function withoutOwn(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !/^XTRA_/i.test(name)));
}

function start(
  command: string,
  args: readonly string[],
  options: { cwd: string | undefined; env: Variables; stdio: RunStream[] },
): ChildProcess {
  try {
    return spawn(command, args, options);
  } catch (reason) {
    throw notStarted(reason);
  }
}

async function follow(child: ChildProcess, signal: AbortSignal | undefined): Promise<Omit<RunResult, "injected">> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    child.kill("SIGTERM");
    timer ??= setTimeout(() => child.kill("SIGKILL"), patience);
  };
  enter(child);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const end = await ended(child);
    throwIfAborted(signal, "Running a program");
    return end;
  } finally {
    leave(child);
    signal?.removeEventListener("abort", stop);
    clearTimeout(timer);
  }
}

// One listener for each signal serves all programs: of more than ten, Node would warn.
function enter(child: ChildProcess): void {
  if (running.size === 0) for (const name of passedOn) process.on(name, passOn);
  running.add(child);
}

function leave(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) for (const name of passedOn) process.off(name, passOn);
}

// A terminal sends Ctrl-C to all processes in its foreground, and many programs take a second one for "at once".
function passOn(name: NodeJS.Signals): void {
  if (name === "SIGINT" && [0, 1, 2].some(isatty)) return;
  for (const child of running) child.kill(name);
}

async function ended(child: ChildProcess): Promise<Omit<RunResult, "injected">> {
  return await new Promise((resolve, reject) => {
    child.once("error", (reason) => {
      // A signal that could not be sent is no failure of the program.
      if (child.pid === undefined) reject(notStarted(reason));
    });
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

// The platform's error quotes the arguments, and on some faults a variable's value; its word is enough.
function notStarted(reason: unknown): SecretsError {
  const { code } = reason as { code?: unknown };
  const word = typeof code === "string" ? code : "UNKNOWN";
  const message = `The command could not be started: ${word}.`;
  const cause = { name: "Error", code: word, message: word };
  return new SecretsError({ service, code: "spawn_failed", message, cause });
}
