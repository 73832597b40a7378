import { checkObject, refuse } from "./checks.ts";

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const visible = /^[\t\x20-\x7e]*$/;
const reserved = new Set(
  (
    "authorization proxy-authorization cookie x-api-key content-length transfer-encoding connection upgrade expect " +
    "host te trailer keep-alive"
  ).split(" "),
);

/** Whether a header belongs to the client alone: the credential, framing and what stands between two hops. */
export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/**
 * Checks headers given by a caller and gives them with lower-case names; of two spellings the last one counts.
 * Reserved names, other names than tokens, and values beyond visible ASCII are refused without showing the value.
 */
export function checkHeaders(service: string, option: string, given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  if (given === undefined) return headers;
  checkObject({ service, option }, given);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!token.test(name)) throw refuse(service, `${option} holds a name that is not a header name.`);
    const lower = name.toLowerCase();
    if (reserved.has(lower)) throw refuse(service, `${option} must not set ${lower}; the client does.`);
    if (typeof value !== "string" || !visible.test(value)) {
      throw refuse(service, `${option}: the value of ${lower} must be a string of visible ASCII characters.`);
    }
    Object.defineProperty(headers, lower, { value, enumerable: true, configurable: true, writable: true });
  }
  return headers;
}

/** Checks an idempotency key: 1 to 255 visible ASCII characters. */
export function checkIdempotencyKey(service: string, value: unknown): string {
  if (typeof value === "string" && /^[\x21-\x7e]{1,255}$/.test(value)) return value;
  throw refuse(service, "idempotencyKey must be 1 to 255 visible ASCII characters.");
}
