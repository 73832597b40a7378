import { type ConfigError, refuse } from "@keyrack/core";
import { service } from "./service.ts";
import type { RatelimitRequest } from "./types/ratelimit.ts";

/** Refuses an argument before a byte is sent; `message` names it, never its value. */
export function refuseArgument(message: string): ConfigError {
  return refuse(service, message, "invalid_argument");
}

/**
 * Checks what the service would take amiss: the body must be an object, the named members texts that are not empty,
 * and every number outside `meta` an integer that JSON carries exactly (NaN would arrive as null, which often means
 * unlimited).
 */
export function checkBody<T extends object>(params: T, ...texts: readonly (keyof T & string)[]): T {
  requireObject("params", params);
  for (const name of texts) {
    const value: unknown = params[name];
    if (typeof value !== "string" || value === "") throw refuseArgument(`${name} must be a string that is not empty.`);
  }
  checkNumbers(params, "", 0);
  return params;
}

/** Checks a body that is a list of objects, each as `checkBody` would. */
export function checkBodies<T extends object>(
  list: readonly T[],
  ...texts: readonly (keyof T & string)[]
): readonly T[] {
  if (!Array.isArray(list)) throw refuseArgument("params must be a list.");
  for (const item of list as readonly T[]) checkBody(item, ...texts);
  return list;
}

/**
 * Fills in `autoApply`, which the service demands although it has a default, and refuses a name that comes twice:
 * most methods would keep the last one without a word.
 */
export function completeLimits<T extends { ratelimits?: readonly RatelimitRequest[] | undefined }>(
  params: T,
  place = "ratelimits",
): T {
  const limits: unknown = params.ratelimits;
  if (limits === undefined) return params;
  if (!Array.isArray(limits)) throw refuseArgument(`${place} must be a list; [] stands for none.`);
  const names = new Set<unknown>();
  const ratelimits = (limits as readonly RatelimitRequest[]).map((limit, index) => {
    requireObject(`${place}[${index}]`, limit);
    if (names.has(limit.name)) throw refuseArgument(`${place}[${index}].name must differ from the names before it.`);
    names.add(limit.name);
    return { ...limit, autoApply: limit.autoApply ?? false };
  });
  return { ...params, ratelimits };
}

/** Checks that a value is an object and no list. */
export function requireObject(place: string, value: unknown): asserts value is object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw refuseArgument(`${place} must be an object.`);
}

// Deeper than any field that the service knows; a cycle ends here and is refused when the body is serialised.
const deepest = 6;

function checkNumbers(value: object, place: string, depth: number): void {
  for (const [name, item] of Object.entries(value)) {
    // What a caller keeps in `meta` is the caller's own JSON.
    if (name === "meta") continue;
    const where = Array.isArray(value) ? `${place}[${name}]` : `${place === "" ? "" : `${place}.`}${name}`;
    if (typeof item === "number" && !Number.isSafeInteger(item)) {
      throw refuseArgument(`${where} must be an integer within ±${Number.MAX_SAFE_INTEGER}.`);
    }
    if (typeof item === "object" && item !== null && depth < deepest) checkNumbers(item, where, depth + 1);
  }
}
