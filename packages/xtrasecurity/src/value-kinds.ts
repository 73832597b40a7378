import { isObject } from "./json.ts";

/** A stored value that the service did not decrypt: an empty one, or one that it could not decrypt. */
interface Envelope {
  readonly iv: string;
  readonly encryptedData: string;
  readonly authTag: string;
}

/** The words that the service writes in the place of values that a caller may not see, beside `***`. */
const maskWords: ReadonlySet<string> = new Set(["[REDACTED]", "********"]);

/** Whether a value is one of the words that stand for a value in any circumstances. */
export function isMaskWord(value: string): boolean {
  return maskWords.has(value);
}

/** Whether a value is what viewers get; a secret may be so by itself, so only a whole map of them is a mask. */
export function isStars(value: string): boolean {
  return value === "***";
}

/**
 * Reads a value of the environment route: an envelope without content is the empty text, one with content gives
 * undefined, for the service could not decrypt it. Any other text, also JSON with an `iv` among more members, is itself.
 */
export function openValue(value: string): string | undefined {
  const envelope = readEnvelope(value);
  if (envelope === undefined) return value;
  return envelope.encryptedData === "" ? "" : undefined;
}

function readEnvelope(value: string): Envelope | undefined {
  if (!value.startsWith("{") || !value.includes("encryptedData")) return undefined;
  const parsed = parse(value);
  if (!isObject(parsed) || Object.keys(parsed).length !== 3) return undefined;
  const { authTag, encryptedData, iv } = parsed;
  const fits = isHex(iv, 24) && isHex(authTag, 32) && isHex(encryptedData);
  return fits ? { iv, encryptedData, authTag } : undefined;
}

function isHex(value: unknown, digits?: number): value is string {
  if (typeof value !== "string" || !/^[0-9a-f]*$/i.test(value)) return false;
  return digits === undefined || value.length === digits;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
