import { invalid, type Issue } from "./issue.ts";

/** One text at least. */
export type Options<T extends string> = readonly [T, ...T[]];

type Values = Readonly<Record<string, unknown>>;

/** `""`, a day, or a UTC time to the second or the millisecond. */
const expiryPattern = /^(?:\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z)?)?$/;

/**
 * Reads the fields of a body, gathers what is wrong with them, and refuses all of it at once in `check`.
 *
 * `null` is a value, and wrong where it is not named. What a method hands back for a faulty field means nothing.
 */
export class Fields {
  readonly #values: Values;
  readonly #path: readonly string[];
  readonly #issues: Issue[];
  readonly #asked = new Set<string>();

  private constructor(values: Values, path: readonly string[], issues: Issue[]) {
    this.#values = values;
    this.#path = path;
    this.#issues = issues;
  }

  /** Refuses at once whatever is no object. */
  static of(body: unknown): Fields {
    if (!isObject(body)) throw invalid([wrongType([], "object", body)]);
    return new Fields(body, [], []);
  }

  /** A required text; `most` is its length in UTF-16 units. */
  text(name: string, most: number = Infinity): string {
    this.#require(name, "string");
    return this.optionalText(name, most) ?? "";
  }

  optionalText(name: string, most: number = Infinity): string | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") return this.#note(wrongType(this.#pathTo(name), "string", value));
    if (value.length <= most) return value;
    const message = `String must contain at most ${most} character(s)`;
    return this.#add(name, message, { code: "too_big", maximum: most, type: "string", inclusive: true, exact: false });
  }

  /** A required text out of a few. */
  choice<T extends string>(name: string, options: Options<T>): T {
    this.#require(name, nameOptions(options));
    return this.optionalChoice(name, options) ?? options[0];
  }

  optionalChoice<T extends string>(name: string, options: Options<T>): T | undefined {
    const value = this.#read(name);
    const option = options.find((candidate) => candidate === value);
    if (value === undefined || option !== undefined) return option;
    const expected = nameOptions(options);
    if (typeof value !== "string") return this.#note(wrongType(this.#pathTo(name), expected, value));
    const message = `Invalid enum value. Expected ${expected}, received '${value}'`;
    return this.#add(name, message, { code: "invalid_enum_value", received: value, options });
  }

  /** A number from 0 to `most`, or `null`. */
  optionalAmount(name: string, most: number): number | null | undefined {
    const value = this.#read(name);
    if (value === undefined || value === null) return value;
    if (typeof value !== "number") return this.#note(wrongType(this.#pathTo(name), "number", value));
    const facts = { type: "number", inclusive: true, exact: false };
    if (value < 0) {
      const message = "Number must be greater than or equal to 0";
      return this.#add(name, message, { code: "too_small", minimum: 0, ...facts });
    }
    if (value <= most) return value;
    const message = `Number must be less than or equal to ${most}`;
    return this.#add(name, message, { code: "too_big", maximum: most, ...facts });
  }

  /** A time in Unix milliseconds; `null` for the empty text, which says never. */
  optionalExpiry(name: string): number | null | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    if (text === "") return null;
    const time = Date.parse(text);
    if (expiryPattern.test(text) && !Number.isNaN(time)) return time;
    return this.#add(name, "Invalid", { code: "invalid_string", validation: "regex" });
  }

  /** The same, but `null` says never, too. */
  optionalExpiryOrNull(name: string): number | null | undefined {
    return this.#read(name) === null ? null : this.optionalExpiry(name);
  }

  /** The fields of an object inside the body, whose unknown members are passed over. */
  optionalObject(name: string): Fields | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    const path = this.#pathTo(name);
    if (isObject(value)) return new Fields(value, path, this.#issues);
    return this.#note(wrongType(path, "object", value));
  }

  /** Refuses with 400 and every issue; a member that nobody asked for is one. */
  check(): void {
    const keys = Object.keys(this.#values).filter((name) => !this.#asked.has(name));
    if (keys.length > 0) {
      const message = `Unrecognized key(s) in object: ${keys.map((key) => `'${key}'`).join(", ")}`;
      this.#note({ code: "unrecognized_keys", keys, path: this.#path, message });
    }
    if (this.#issues.length > 0) throw invalid(this.#issues);
  }

  #require(name: string, expected: string): void {
    if (this.#read(name) !== undefined) return;
    this.#note({ ...wrongType(this.#pathTo(name), expected, undefined), message: "Required" });
  }

  #read(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #pathTo(name: string): readonly string[] {
    return [...this.#path, name];
  }

  #add(name: string, message: string, facts: { readonly code: string } & Values): undefined {
    this.#note({ ...facts, path: this.#pathTo(name), message });
  }

  #note(issue: Issue): undefined {
    this.#issues.push(issue);
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(path: readonly string[], expected: string, value: unknown): Issue {
  const received = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return { code: "invalid_type", expected, received, path, message: `Expected ${expected}, received ${received}` };
}

function nameOptions(options: readonly string[]): string {
  return options.map((option) => `'${option}'`).join(" | ");
}
