import { checkHeaders, checkInteger, checkRetries, checkTimeout, ownOptions, refuse } from "@keyrack/core";
import { checkBranch } from "./environment.ts";
import { readLimits } from "./limits.ts";
import type { XtraCallOptions } from "./options.ts";
import { checkText } from "./params.ts";
import { service } from "./service.ts";

/** Which secrets of an environment are meant. */
export interface PlaceOptions extends XtraCallOptions {
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
  /** A branch's name, not its id. @defaultValue "main" */
  branch?: string | undefined;
}

/** How the keys of an environment are read. */
export interface ListKeysOptions extends PlaceOptions {
  /** Asks the service although the cache has an answer; the new one is kept. `withMeta` needs it. @defaultValue false */
  noCache?: boolean | undefined;
}

/** How secrets are read that must be usable. */
export interface UseSecretsOptions extends ListKeysOptions {
  /** Keys that must be there; the service answers `{}` to a branch or an environment that does not exist. */
  required?: readonly string[] | undefined;
  /** Whether an empty answer is an error. @defaultValue false */
  requireNonEmpty?: boolean | undefined;
}

/** How secrets are read. */
export interface GetSecretsOptions extends UseSecretsOptions {
  /** Gives the masks that a viewer gets, all values `***`, instead of failing. @defaultValue false */
  allowMasked?: boolean | undefined;
}

const callNames = ["signal", "totalTimeout", "headers", "maxBodyBytes", "onMeta", "timeout", "maxRetries"] as const;

/** The names of options that every method with secrets takes. */
export const placeNames: readonly string[] = ["projectId", "branch", ...callNames];

/** The names of options that reads of secrets take. */
export const readNames: readonly string[] = ["noCache", "required", "requireNonEmpty", ...placeNames];

/** Checks the options of a method: unknown names, and what all such methods would misunderstand, are refused. */
export function checkOptions<T extends PlaceOptions>(given: T | undefined, names: readonly string[]): T {
  const options = ownOptions({ service, option: "options" }, given, new Set(names));
  checkCall(options);
  checkBranch(options.branch);
  if (options.projectId !== undefined) checkText("projectId", options.projectId);
  checkFlags<GetSecretsOptions>(options, ["noCache", "allowMasked", "requireNonEmpty"]);
  checkNames<GetSecretsOptions>(options, ["required"]);
  return options;
}

// A wrong one is refused also where the cache has the answer, and before a watch begins.
function checkCall({ headers, maxBodyBytes, maxRetries, signal, timeout, totalTimeout }: XtraCallOptions): void {
  readLimits({ signal, totalTimeout }, Number.POSITIVE_INFINITY);
  checkHeaders(service, "headers", headers);
  if (maxBodyBytes !== undefined) {
    checkInteger({ service, option: "maxBodyBytes" }, maxBodyBytes, [1, Number.MAX_SAFE_INTEGER]);
  }
  if (timeout !== undefined) checkTimeout({ service, option: "timeout" }, timeout);
  if (maxRetries !== undefined) checkRetries({ service, option: "maxRetries" }, maxRetries);
}

/** The part of checked options that a read takes. */
export function readPart(options: ListKeysOptions): ListKeysOptions {
  const { noCache, projectId, branch } = options;
  return { projectId, branch, noCache, ...callPart(options) };
}

/** The part of checked options that a call takes. */
export function callPart(options: XtraCallOptions): XtraCallOptions {
  const { headers, maxBodyBytes, maxRetries, onMeta, signal, timeout, totalTimeout } = options;
  return { headers, maxBodyBytes, maxRetries, onMeta, signal, timeout, totalTimeout };
}

/** Refuses options that are neither true nor false. */
export function checkFlags<T extends object>(options: T, names: readonly (keyof T & string)[]): void {
  for (const name of names) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "boolean") throw refuse(service, `${name} must be true or false.`);
  }
}

/** Refuses an option that is no list of texts. */
export function checkNames<T extends object>(options: T, names: readonly (keyof T & string)[]): void {
  for (const name of names) {
    const value: unknown = options[name];
    const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
    if (value !== undefined && !isList) throw refuse(service, `${name} must be a list of strings.`);
  }
}
