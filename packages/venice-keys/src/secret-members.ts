import { isObject } from "./json.ts";

const secretNames: ReadonlySet<string> = new Set(["apiKey", "signature", "token"]);

/** Gives an error body whose members that hold secrets by their names are masked: a key need not look like one. */
export function maskSecretMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecretMembers);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const isSecret = secretNames.has(name) && typeof member === "string";
    return [name, isSecret ? "[REDACTED]" : maskSecretMembers(member)];
  });
  return Object.fromEntries(members) as unknown;
}
