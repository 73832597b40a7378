import { listNames } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";
import { refuseArgument } from "./service.ts";
import type { SecretMap } from "./types/secrets.ts";

/**
 * Checks secrets that are to be written, and copies them. The service takes a value that is no text as a fault in the
 * middle of its work, when others are written already, and a key `branch` for the name of a branch.
 */
export function checkSecrets(given: unknown): SecretMap {
  const secrets: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(checkMap("secrets", given))) {
    checkKeyName(key);
    if (typeof value !== "string") throw refuseArgument(`secrets: the value of ${listNames([key])} must be a string.`);
    secrets[key] = value;
  }
  return secrets;
}

/** Checks versions that are expected: each is a text and belongs to a secret that is written. */
export function checkVersions(given: unknown, secrets: SecretMap): Readonly<Record<string, string>> | undefined {
  if (given === undefined) return undefined;
  const versions: Record<string, string> = Object.create(null);
  for (const [key, version] of Object.entries(checkMap("expectedVersions", given))) {
    if (secrets[key] === undefined) {
      throw refuseArgument(`expectedVersions: ${listNames([key])} is not among the secrets that are written.`);
    }
    if (typeof version !== "string" || version === "") {
      throw refuseArgument(`expectedVersions: the version of ${listNames([key])} must be a string that is not empty.`);
    }
    versions[key] = version;
  }
  return versions;
}

/** Checks the key of one secret. */
export function checkSecretKey(key: unknown): string {
  if (typeof key !== "string") throw refuseArgument("key must be a string.");
  checkKeyName(key);
  return key;
}

/** Checks the number of a version; the service never finds one that is no text. */
export function checkVersion(version: unknown): string {
  if (typeof version === "string" && /^\d+$/.test(version)) return version;
  throw refuseArgument("version must be a string of digits.");
}

function checkMap(option: string, given: unknown): JsonObject {
  if (isObject(given) && !(Symbol.iterator in given)) return given;
  throw refuseArgument(`${option} must be an object.`);
}

function checkKeyName(key: string): void {
  const isName = key.trim() !== "" && !/[=\0\r\n]/.test(key) && key !== "branch" && key !== "__proto__";
  if (isName) return;
  throw refuseArgument(
    `The key ${listNames([key])} must not be empty, "branch" or "__proto__", nor hold =, NUL, CR or LF.`,
  );
}
