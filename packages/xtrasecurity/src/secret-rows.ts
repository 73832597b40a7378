import { isObject, type JsonObject, memberOf } from "./json.ts";
import type { SecretHistory, SecretHistoryEntry, SecretInfo, SecretRotation } from "./types/secret-row.ts";
import { isMaskWord } from "./value-kinds.ts";

const hidden: ReadonlySet<string> = new Set(["value", "history", "shadowValue", "project", "decryptedValue"]);

/** A row as the service sent it, without what it holds: values in clear or encrypted, and its project. */
export function infoOf(row: unknown): SecretInfo {
  const members = isObject(row) ? Object.entries(row) : [];
  return Object.fromEntries(members.filter(([name]) => !hidden.has(name))) as unknown as SecretInfo;
}

/** A history by version and time; the service appends some writes and puts others in front. */
export function sortHistory(answer: JsonObject): SecretHistory {
  const { currentVersion, history } = answer as unknown as SecretHistory;
  const entries: SecretHistoryEntry[] = Array.isArray(history) ? history : [];
  return { ...answer, currentVersion, history: entries.toSorted(compare) };
}

/** A rotation without a mask in the place of the new value. */
export function rotationOf(answer: SecretRotation): SecretRotation {
  const value = memberOf(answer, "shadowValue");
  if (typeof value === "string" && !isMaskWord(value)) return answer;
  const { shadowValue: _mask, ...rest } = answer;
  return rest;
}

function compare(one: SecretHistoryEntry, other: SecretHistoryEntry): number {
  const byVersion = Number(one.version) - Number(other.version);
  return byVersion || (one.updatedAt ?? "").localeCompare(other.updatedAt ?? "");
}
