import { isObject, type JsonObject, memberOf } from "./json.ts";

/**
 * Gives a key with its limits under the one name `consumptionLimits`, whichever of the two the service used, dates
 * that are texts or null, and usage in texts. All other members stay as they are.
 */
export function readKey<T extends object>(sent: T): T {
  const { consumptionLimit, ...members } = sent as JsonObject;
  const key: JsonObject = { ...members, consumptionLimits: members["consumptionLimits"] ?? consumptionLimit ?? {} };
  for (const name of ["createdAt", "expiresAt", "lastUsedAt"]) if (name in key) key[name] = readDate(key[name]);
  const { currentPeriodUsage, usage } = key;
  if (isObject(usage)) {
    key["usage"] = { ...usage, trailingSevenDays: readAmounts(memberOf(usage, "trailingSevenDays")) };
  }
  if (isObject(currentPeriodUsage)) key["currentPeriodUsage"] = readAmounts(currentPeriodUsage);
  return key as T;
}

/** Gives a date that is a text; null for anything else. */
export function readDate(sent: unknown): string | null {
  return typeof sent === "string" ? sent : null;
}

function readAmounts(sent: unknown): unknown {
  if (!isObject(sent)) return sent;
  const texts = Object.entries(sent).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]);
  return Object.fromEntries(texts) as JsonObject;
}
