import { checkTimeout, type OptionOf, refuse } from "./checks.ts";
import type { SharedOptions } from "./request.ts";

/** Names of the options that every client takes. */
export const sharedOptionNames = ["fetch", "totalTimeout", "logger", "hooks", "allowInsecureHttp", "clock"] as const;

/** Names of the options that every call takes. */
export const callOptionNames = ["signal", "totalTimeout", "headers", "maxBodyBytes", "onMeta"] as const;

/** Checks the options that every client takes. */
export function checkSharedOptions(service: string, options: SharedOptions): void {
  const { allowInsecureHttp, clock, fetch, hooks, logger, totalTimeout } = options;
  if (fetch !== undefined && typeof fetch !== "function") throw refuse(service, "fetch must be a function.");
  if (totalTimeout !== undefined) checkTimeout({ service, option: "totalTimeout" }, totalTimeout);
  if (allowInsecureHttp !== undefined && typeof allowInsecureHttp !== "boolean") {
    throw refuse(service, "allowInsecureHttp must be true or false.");
  }
  requireMethods({ service, option: "logger" }, logger, ["debug", "info", "warn"]);
  requireMethods({ service, option: "clock" }, clock, ["now", "date", "sleep", "random"]);
  if (hooks !== undefined && (typeof hooks !== "object" || hooks === null)) {
    throw refuse(service, "hooks must be an object.");
  }
}

function requireMethods({ service, option }: OptionOf, value: object | undefined, names: readonly string[]): void {
  if (value === undefined) return;
  const has = (name: string): boolean => typeof (value as Record<string, unknown> | null)?.[name] === "function";
  if (!names.every(has)) throw refuse(service, `${option} must have the methods ${names.join(", ")}.`);
}
