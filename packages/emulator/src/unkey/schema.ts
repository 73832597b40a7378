import type { ParsedJson } from "./json-text.ts";
import type { ProblemItem } from "./problem.ts";

/** A text; lengths count code points. */
export interface TextSchema {
  readonly type: "string";
  readonly nullable?: boolean;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: RegExp | undefined;
  readonly enum?: readonly string[];
}

/** A whole number. */
export interface IntegerSchema {
  readonly type: "integer";
  readonly nullable?: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** True or false. */
export interface BooleanSchema {
  readonly type: "boolean";
  readonly nullable?: boolean;
}

/** A list. */
export interface ArraySchema {
  readonly type: "array";
  readonly nullable?: boolean;
  readonly items: Schema;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
}

/** An object; a closed one refuses fields that it does not name. */
export interface ObjectSchema {
  readonly type: "object";
  readonly nullable?: boolean;
  readonly required?: Readonly<Record<string, Schema>>;
  readonly optional?: Readonly<Record<string, Schema>>;
  readonly open?: boolean;
  readonly maxProperties?: number;
}

/** What a body or a part of one has to look like. */
export type Schema = TextSchema | IntegerSchema | BooleanSchema | ArraySchema | ObjectSchema;

/** What the walk through a body found. */
export interface SchemaResult {
  readonly violations: readonly ProblemItem[];
  /** Whether some integer fits the schema and is written in a way that the service cannot read. */
  readonly hasOddInteger: boolean;
}

/** Holds a body against its schema; `location` of a violation is the path of schema keywords, without array indexes. */
export function checkSchema(schema: Schema, json: ParsedJson): SchemaResult {
  const walk = new Walk(json);
  walk.visit(schema, json.value, "");
  return walk;
}

class Walk implements SchemaResult {
  readonly violations: ProblemItem[] = [];
  hasOddInteger = false;
  readonly #json: ParsedJson;

  constructor(json: ParsedJson) {
    this.#json = json;
  }

  visit(schema: Schema, value: unknown, location: string): void {
    if (value === null && schema.nullable === true) return;
    switch (schema.type) {
      case "string":
        return this.#text(schema, value, location);
      case "integer":
        return this.#integer(schema, value, location);
      case "boolean":
        return this.#boolean(schema, value, location);
      case "array":
        return this.#array(schema, value, location);
      case "object":
        return this.#object(schema, value, location);
    }
  }

  #text(schema: TextSchema, value: unknown, location: string): void {
    if (typeof value !== "string") return this.#wrongType(schema, value, location);
    if (schema.minLength !== undefined || schema.maxLength !== undefined) {
      const length = countCodePoints(value);
      this.#least(location, "minLength", [length, schema.minLength]);
      this.#most(location, "maxLength", [length, schema.maxLength]);
    }
    if (schema.pattern?.test(value) === false) {
      this.#add(location, "pattern", `${quote(value)} does not match pattern ${quote(schema.pattern.source)}`);
    }
    if (schema.enum?.includes(value) === false) {
      this.#add(location, "enum", `value must be one of ${schema.enum.map(quote).join(", ")}`);
    }
  }

  #integer(schema: IntegerSchema, value: unknown, location: string): void {
    if (!isInteger(value)) return this.#wrongType(schema, value, location);
    this.#least(location, "minimum", [value, schema.minimum]);
    this.#most(location, "maximum", [value, schema.maximum]);
  }

  #boolean(schema: BooleanSchema, value: unknown, location: string): void {
    if (typeof value !== "boolean") this.#wrongType(schema, value, location);
  }

  #array(schema: ArraySchema, value: unknown, location: string): void {
    if (!Array.isArray(value)) return this.#wrongType(schema, value, location);
    this.#least(location, "minItems", [value.length, schema.minItems]);
    this.#most(location, "maxItems", [value.length, schema.maxItems]);
    for (const item of value) this.visit(schema.items, item, `${location}/items`);
  }

  #object(schema: ObjectSchema, value: unknown, location: string): void {
    if (!isRecord(value)) return this.#wrongType(schema, value, location);
    const fields = { ...schema.required, ...schema.optional };
    const names = Object.keys(value);
    this.#most(location, "maxProperties", [names.length, schema.maxProperties]);
    this.#required(Object.keys(schema.required ?? {}), value, location);
    this.#unknown(schema, names, location);
    for (const [name, field] of Object.entries(fields)) {
      if (!Object.hasOwn(value, name)) continue;
      this.visit(field, value[name], `${location}/properties/${name}`);
      if (field.type === "integer" && this.#json.isOddInteger(value, name)) this.hasOddInteger = true;
    }
  }

  #required(names: readonly string[], value: object, location: string): void {
    const missing = names.filter((name) => !Object.hasOwn(value, name));
    if (missing.length === 0) return;
    const noun = missing.length === 1 ? "property" : "properties";
    this.#add(location, "required", `missing ${noun} ${missing.map(quote).join(", ")}`);
  }

  #unknown(schema: ObjectSchema, names: readonly string[], location: string): void {
    if (schema.open === true) return;
    const isNamed = (name: string): boolean =>
      Object.hasOwn(schema.required ?? {}, name) || Object.hasOwn(schema.optional ?? {}, name);
    const extra = names.filter((name) => !isNamed(name));
    if (extra.length === 0) return;
    this.#add(location, "additionalProperties", `additional properties ${extra.map(quote).join(", ")} not allowed`);
  }

  #wrongType({ type, nullable }: Schema, value: unknown, location: string): void {
    const wanted = nullable === true ? `null or ${type}` : type;
    this.#add(location, "type", `got ${typeName(value)}, want ${wanted}`);
  }

  #least(location: string, keyword: string, [got, want]: Bound): void {
    if (want !== undefined && got < want) this.#add(location, keyword, `${keyword}: got ${got}, want ${want}`);
  }

  #most(location: string, keyword: string, [got, want]: Bound): void {
    if (want !== undefined && got > want) this.#add(location, keyword, `${keyword}: got ${got}, want ${want}`);
  }

  #add(location: string, keyword: string, message: string): void {
    this.violations.push({ location: `${location}/${keyword}`, message });
  }
}

type Bound = readonly [got: number, want: number | undefined];

// A number beyond what a double holds arrives as Infinity; to the service it is an integer still.
function isInteger(value: unknown): value is number {
  return typeof value === "number" && (Number.isInteger(value) || !Number.isFinite(value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function countCodePoints(text: string): number {
  return Array.from(text).length;
}

function quote(text: string): string {
  return `'${text}'`;
}
