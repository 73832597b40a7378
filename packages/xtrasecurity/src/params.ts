import { isObject } from "./json.ts";
import { refuseArgument } from "./service.ts";

/**
 * Checks what the service would take amiss: parameters must be an object, the named members texts that are not empty,
 * and every number a whole one from 1 on (it reads 0, and what JSON cannot carry, as "no limit").
 */
export function checkParams<T extends object>(params: T, ...texts: readonly (keyof T & string)[]): T {
  if (!isObject(params)) throw refuseArgument("params must be an object.");
  for (const name of texts) checkText(name, params[name]);
  for (const [name, value] of Object.entries<unknown>(params)) {
    const isWhole = typeof value !== "number" || (Number.isSafeInteger(value) && value >= 1);
    if (!isWhole) throw refuseArgument(`${name} must be an integer from 1 on.`);
  }
  return params;
}

/** Checks an id or a name that goes into a query or a body, where an empty one would mean "all" or nothing. */
export function checkText(name: string, value: unknown): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw refuseArgument(`${name} must be a string that is not empty.`);
}
