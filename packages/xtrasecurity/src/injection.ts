import { refuse } from "@keyrack/core";
import { listNames, SecretsError } from "./errors.ts";
import { checkFlags, checkNames, checkOptions, readNames, type UseSecretsOptions } from "./read-options.ts";
import { requireReadable } from "./readable.ts";
import { isReservedName } from "./reserved-names.ts";
import { service } from "./service.ts";
import type { Snapshot } from "./snapshot.ts";

/** Variables by their names, such as `process.env`. */
export type Variables = Record<string, string | undefined>;

/** How secrets become variables. */
export interface InjectSecretsOptions extends UseSecretsOptions {
  /** Whether a variable that is set is replaced; one that is set to the empty text counts as set. @defaultValue false */
  override?: boolean | undefined;
  /** Stands before every name. */
  prefix?: string | undefined;
  /** The keys to take, all others are left out. @defaultValue all */
  include?: readonly string[] | undefined;
  /** Keys to leave out. */
  exclude?: readonly string[] | undefined;
  /** Gives a key's name, before `prefix` is put to it. */
  transform?: ((key: string) => string) | undefined;
  /** What gets the variables. @defaultValue `process.env` */
  target?: Variables | undefined;
  /** Names that may be set although they are reserved, such as `TZ`; each as it is written. */
  allowReserved?: readonly string[] | undefined;
  /** Sets nothing, but checks and reports as if it did. @defaultValue false */
  dryRun?: boolean | undefined;
}

/** What an injection did, or with `dryRun` would do; names only. */
export interface InjectionReport {
  /** Variables that were set. */
  readonly injected: readonly string[];
  /** Variables that were set before and kept. */
  readonly skipped: readonly string[];
  /** Keys that `include` and `exclude` left out. */
  readonly excluded: readonly string[];
}

/** A value of this many bytes is no variable: systems refuse to start programs with it. */
const tooLarge = 1_000_000;

/** The names of options that say what becomes of secrets wherever they go. */
export const injectionNames: readonly string[] = readNames.concat(
  "override",
  "prefix",
  "include",
  "exclude",
  "transform",
  "allowReserved",
);
const optionNames: readonly string[] = [...injectionNames, "target", "dryRun"];

/** Checks the options of an injection. */
export function checkInjection(given: InjectSecretsOptions | undefined): InjectSecretsOptions {
  const options = checkOptions(given, optionNames);
  checkFlags(options, ["override", "dryRun"]);
  checkNames(options, ["include", "exclude", "allowReserved"]);
  const { prefix, target, transform } = options as Record<string, unknown>;
  if (prefix !== undefined && typeof prefix !== "string") throw refuse(service, "prefix must be a string.");
  if (transform !== undefined && typeof transform !== "function")
    throw refuse(service, "transform must be a function.");
  const isTarget =
    target === undefined || (typeof target === "object" && target !== null && Object.isExtensible(target));
  if (!isTarget) throw refuse(service, "target must be an object that can be changed.");
  return options;
}

/**
 * Sets secrets as variables, all or none: where one name or value is refused, nothing is set and the error lists the
 * names. A name must match `[A-Za-z_][A-Za-z0-9_]*` and must not be reserved; a value must have no NUL and less than
 * 1 MB. Checked are the final names.
 */
export function injectSnapshot(snapshot: Snapshot, options: InjectSecretsOptions): InjectionReport {
  const { exclude = [], include } = options;
  const isTaken = (key: string): boolean => !exclude.includes(key) && (include === undefined || include.includes(key));
  const taken = snapshot.names.filter(isTaken);
  requireReadable(snapshot, options, taken);
  const variables = taken.map((key) => ({ name: nameOf(key, options), value: snapshot.values[key] ?? "" }));
  refuseUnfit(variables, options);
  const target = options.target ?? ownEnvironment();
  const isKept = ({ name }: Variable): boolean => options.override !== true && isSet(target, name);
  const [kept, due] = [variables.filter(isKept), variables.filter((variable) => !isKept(variable))];
  if (due.some(({ name }) => isLocked(target, name))) throw refuse(service, "target has a member that cannot be set.");
  if (options.dryRun !== true) for (const { name, value } of due) target[name] = value;
  const excluded = snapshot.names.filter((key) => !isTaken(key));
  return Object.freeze({ injected: namesOf(due), skipped: namesOf(kept), excluded: Object.freeze(excluded) });
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

function nameOf(key: string, { prefix = "", transform }: InjectSecretsOptions): string {
  const name: unknown = transform ? transform(key) : key;
  if (typeof name === "string") return prefix + name;
  throw refuse(service, "transform must give a string.");
}

function namesOf(variables: readonly Variable[]): readonly string[] {
  return Object.freeze(variables.map(({ name }) => name));
}

function refuseUnfit(variables: readonly Variable[], { allowReserved = [] }: InjectSecretsOptions): void {
  const allowed = new Set(allowReserved);
  const names = namesOf(variables);
  const isTwice = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  const unfit = variables.filter(
    ({ name, value }) => !isName(name) || isReservedName(name, allowed) || !isValue(value) || isTwice(name),
  );
  if (unfit.length === 0) return;
  const keys = [...new Set(namesOf(unfit))];
  const message =
    "No variable was set, for these must not be variables by their names or values (exclude leaves a key out, " +
    `allowReserved lifts the ban of a name): ${listNames(keys)}`;
  throw new SecretsError({ service, code: "injection_refused", message, keys });
}

function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function isValue(value: string): boolean {
  return !value.includes("\0") && new TextEncoder().encode(value).length < tooLarge;
}

// A member that every object inherits is no variable.
function isSet(target: Variables, name: string): boolean {
  return Object.hasOwn(target, name) && target[name] !== undefined;
}

// Found out before the first is set, because an assignment to it throws.
function isLocked(target: Variables, name: string): boolean {
  return Object.getOwnPropertyDescriptor(target, name)?.writable === false;
}

function ownEnvironment(): Variables {
  const { process } = globalThis as { process?: { env?: Variables } };
  if (process?.env) return process.env;
  throw refuse(service, "target must be given where there is no process.env.");
}
