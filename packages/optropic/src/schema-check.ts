import { requireObject } from "./bodies.ts";
import { isObject, memberOf } from "./json.ts";

/** What is wrong with one field of a `config`. */
export interface ConfigFault {
  field: string;
  /** For people. */
  message: string;
  /** The type that was found: `string`, `number`, `boolean`, `array` or `object`. */
  received?: string;
}

/** Whether a `config` fits a schema. */
export interface ConfigCheck {
  valid: boolean;
  errors: ConfigFault[];
}

/** Checks a `config` field by field; fields that the schema does not name pass. */
export function checkConfig(schema: { readonly metadataSchema?: unknown }, config: object): ConfigCheck {
  const fields = isObject(schema.metadataSchema) ? schema.metadataSchema : {};
  const values = requireObject("config", config);
  const errors = Object.entries(fields).flatMap(([field, definition]) =>
    isObject(definition) ? checkField(field, definition, memberOf(values, field)) : [],
  );
  return { valid: errors.length === 0, errors };
}

const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  // Any text: the service does not look at it more closely either.
  date: (value) => typeof value === "string",
  array: (value) => Array.isArray(value),
};

function checkField(field: string, definition: Readonly<Record<string, unknown>>, value: unknown): ConfigFault[] {
  const { label = field, required, type = "string" } = definition;
  const isMissing = value === undefined || value === null;
  if (Boolean(required) && (isMissing || value === "")) {
    return [{ field, message: `Required field "${String(label)}" is missing` }];
  }
  if (isMissing || hasType(value, String(type))) return [];
  const received = Array.isArray(value) ? "array" : typeof value;
  return [{ field, message: `"${String(label)}" must be a ${String(type)}`, received }];
}

function hasType(value: unknown, type: string): boolean {
  return !Object.hasOwn(fits, type) || fits[type]?.(value) === true;
}
