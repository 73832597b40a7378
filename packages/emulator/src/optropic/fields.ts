import { invalid } from "./refusal.ts";

/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the fields of a body, gathers what is wrong with them, and refuses all of it at once in `check`.
 *
 * `null` counts as absent. What a method hands back for a faulty field means nothing: call `check` before using it.
 */
export class Fields {
  readonly #values: JsonObject;
  readonly #faults: Record<string, string> = {};

  constructor(body: unknown) {
    const isReadable = body === undefined || isJsonObject(body);
    this.#values = isJsonObject(body) ? body : {};
    if (!isReadable) this.refuse("body", "must be a JSON object");
  }

  /** A required text that is not empty. */
  text(name: string): string {
    const value = this.#required(name);
    if (value === undefined) return "";
    if (typeof value === "string" && value.trim() !== "") return value;
    this.refuse(name, "must be a text that is not empty");
    return "";
  }

  optionalText(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === "string") return value;
    this.refuse(name, "must be a text");
    return undefined;
  }

  /** A whole number of at least `least`. */
  optionalInteger(name: string, least: number): number | undefined {
    const value = this.optionalNumber(name);
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
    this.refuse(name, `must be a whole number of at least ${least}`);
    return undefined;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === "number") return value;
    this.refuse(name, "must be a number");
    return undefined;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === "boolean") return value;
    this.refuse(name, "must be true or false");
    return undefined;
  }

  object(name: string): JsonObject {
    this.#required(name);
    return this.optionalObject(name) ?? {};
  }

  optionalObject(name: string): JsonObject | undefined {
    const value = this.#read(name);
    if (value === undefined || isJsonObject(value)) return value;
    this.refuse(name, "must be an object");
    return undefined;
  }

  /** A required list that is not empty and has at most `most` items. */
  list(name: string, most: number): readonly unknown[] {
    const value = this.#required(name);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.length > 0 && value.length <= most) return value;
    this.refuse(name, `must be a list of 1 to ${most} items`);
    return [];
  }

  /** A required list of texts with 1 to `most` items. */
  texts(name: string, most: number): readonly string[] {
    return this.#asTexts(name, this.list(name, most));
  }

  optionalTexts(name: string): readonly string[] | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return this.#asTexts(name, value);
    this.refuse(name, "must be a list of texts");
    return undefined;
  }

  /** Notes a fault that the types do not show; the first fault of a field is kept. */
  refuse(name: string, fault: string): void {
    this.#faults[name] ??= fault;
  }

  /** Refuses with 400 and every fault. */
  check(): void {
    if (Object.keys(this.#faults).length > 0) throw invalid(this.#faults);
  }

  #asTexts(name: string, items: readonly unknown[]): readonly string[] {
    if (!items.every((item) => typeof item === "string")) this.refuse(name, "must hold texts only");
    return items.filter((item) => typeof item === "string");
  }

  #required(name: string): unknown {
    const value = this.#read(name);
    if (value === undefined) this.refuse(name, "is required");
    return value;
  }

  #read(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
  }
}

/** Tells whether a JSON value is an object. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
