import type { FieldProblem } from "./problem.ts";
import { isRecord, type Values, words } from "./values.ts";

type FieldType = "text" | "integer" | "flag" | "record" | "texts" | "records";

/** What one field of a body has to be. */
export interface Field {
  readonly type: FieldType;
  /** Whether null is a value of its own; elsewhere it counts as not sent. */
  readonly nullable?: boolean;
  /** Whether a creation needs it; an empty text or list is not enough. */
  readonly required?: boolean;
  readonly choices?: readonly string[];
}

/** The fields that a body may set; others are passed over. */
export type Fields = Readonly<Record<string, Field>>;

/** What was taken from a body, and what was wrong with it. */
export interface ReadFields {
  readonly values: Values;
  readonly problems: readonly FieldProblem[];
}

const checks: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: isText,
  integer: (value) => Number.isSafeInteger(value),
  flag: (value) => typeof value === "boolean",
  record: isRecord,
  texts: (value) => Array.isArray(value) && value.every(isText),
  records: (value) => Array.isArray(value) && value.every(isRecord),
};

/** Gives many fields the same type. */
export function each(names: string, field: Field): Fields {
  return Object.fromEntries(words(names).map((name) => [name, field]));
}

/** Takes from a body what its fields allow; only a creation has to have the required ones. */
export function readFields(fields: Fields, body: Values, isNew: boolean): ReadFields {
  const problems: FieldProblem[] = [];
  const taken: [string, unknown][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (isAbsent(field, value)) {
      if (isNew && field.required === true) problems.push(required(name));
      continue;
    }
    const problem = checkField(name, field, value);
    if (problem === undefined) taken.push([name, value]);
    else problems.push(problem);
  }
  return { values: Object.fromEntries(taken), problems };
}

/** The fault of a field that is needed and not there. */
export function required(field: string): FieldProblem {
  return { field, code: "required", message: `${field} is required` };
}

function isAbsent(field: Field, value: unknown): boolean {
  return value === undefined || (value === null && field.nullable !== true);
}

function checkField(name: string, field: Field, value: unknown): FieldProblem | undefined {
  if (value === null) return undefined;
  if (!checks[field.type](value)) {
    return { field: name, code: "invalid_type", message: `${name} must be ${nouns[field.type]}` };
  }
  if (field.required === true && isEmpty(value)) return required(name);
  if (field.choices === undefined || field.choices.some((choice) => choice === value)) return undefined;
  return { field: name, code: "invalid_value", message: `${name} must be one of ${field.choices.join(", ")}` };
}

const nouns: Readonly<Record<FieldType, string>> = {
  text: "a string",
  integer: "an integer",
  flag: "a boolean",
  record: "an object",
  texts: "an array of strings",
  records: "an array of objects",
};

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}
