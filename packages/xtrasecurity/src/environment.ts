import { refuseArgument } from "./service.ts";

/** The environments that the service's own tools know. */
const wellKnown: ReadonlySet<string> = new Set(["development", "staging", "production"]);

/**
 * Checks the name of an environment. Any text may be one; `development`, `staging` and `production` are written in
 * lower case, because only reads pay no heed to the case of letters.
 */
export function checkEnvironment(value: unknown, option = "env"): string {
  if (typeof value !== "string" || value.trim() === "") {
    throw refuseArgument(`${option} must be a string that is not empty.`);
  }
  const lower = value.toLowerCase();
  return wellKnown.has(lower) ? lower : value;
}

/** Checks the name of a branch; undefined stays undefined and means `main` to the service. */
export function checkBranch(value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && value.trim() !== "")) return value;
  throw refuseArgument("branch must be a string that is not empty.");
}
