import { type ConfigError, pathFor, type PathTag, refuse } from "@keyrack/core";

/** The name under which errors, events and log lines speak of this service. */
export const service = "xtrasecurity";

/** Builds the path for `client.request()`: every interpolated value becomes exactly one encoded segment. */
export const path: PathTag = /* @__PURE__ */ pathFor(service);

/** Refuses an argument before a byte is sent; `message` names it, never its value. */
export function refuseArgument(message: string): ConfigError {
  return refuse(service, message, "invalid_argument");
}
