import { Fault } from "./fault.ts";

/** The members of a JSON object, none of them checked. */
export type Values = Readonly<Record<string, unknown>>;

/** Reads a body as the service does, whatever its type says: bad JSON and `null` are faults, a value without members is `{}`. */
export function parseBody(text: string): Values {
  const body = parseJson(text);
  if (body === null) throw new Fault("Cannot read properties of null.");
  return isObject(body) ? body : {};
}

/** Tells whether a value is an object or an array. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}

/** Parses a text; throws a fault where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault(error instanceof Error ? error.message : String(error));
  }
}
