import { ConfigurationError } from "./errors.ts";
import { service } from "./service.ts";

/** Refuses an option or argument before a byte is sent; `message` names it, never its value. */
export function refuse(message: string, code = "invalid_option"): ConfigurationError {
  return new ConfigurationError({ service, code, message });
}
