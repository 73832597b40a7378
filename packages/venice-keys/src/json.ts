/** An object of any JSON values. */
export type JsonObject = Record<string, unknown>;

/** Tells whether a value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives an own member of a value; undefined where the value is no object. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Gives a text that is not blank; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && /\S/.test(value) ? value : undefined;
}
