import { checkObject, refuse } from "./checks.ts";
import type { QueryValue } from "./types.ts";

/**
 * Encodes query parameters by the URL standard's form rules: null and undefined are left out, `""` is kept, arrays
 * repeat the name, booleans and numbers as JavaScript writes them, a space becomes `+`. Only own members count.
 * Gives `""` or a text that starts with `?`.
 */
export function encodeQuery(
  service: string,
  query: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined,
): string {
  if (query === undefined) return "";
  checkObject({ service, option: "query" }, query);
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat() as QueryValue[]) {
      if (item !== undefined && item !== null) parameters.append(name, toText(service, name, item));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function toText(service: string, name: string, value: string | number | boolean): string {
  const isPlain = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (isPlain && !/\p{Surrogate}/u.test(name + String(value))) return String(value);
  throw refuse(service, `Query parameter "${name.slice(0, 40)}" must be text, a finite number or a boolean.`);
}
