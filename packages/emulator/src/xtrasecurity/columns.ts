import { databaseFault, type Fault } from "./fault.ts";
import type { Time } from "./model.ts";
import type { Values } from "./values.ts";

const largestInteger = 2 ** 31 - 1;

/** The statement of the database that a body's members are for; its faults name it. */
export interface Statement {
  readonly model: string;
  readonly operation: string;
}

/** The members of a body as the database takes them; a value of another type is its fault. */
export class Columns {
  readonly #body: Values;
  readonly #statement: Statement;

  constructor(body: Values, statement: Statement) {
    this.#body = body;
    this.#statement = statement;
  }

  /** Reads a text that has to be there; it can be empty. */
  text(name: string): string {
    const value = this.#body[name];
    if (typeof value === "string") return value;
    throw this.#fault(value === undefined ? `Argument \`${name}\` is missing.` : `Argument \`${name}\` is no text.`);
  }

  /** Reads a text, which can be empty; `undefined` where it is missing or null. */
  optionalText(name: string): string | undefined {
    return this.#isAbsent(name) ? undefined : this.text(name);
  }

  /** Reads a list of texts; `undefined` where it is missing or null. */
  texts(name: string): string[] | undefined {
    if (this.#isAbsent(name)) return undefined;
    const value = this.#body[name];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    throw this.#fault(`Argument \`${name}\` is no list of texts.`);
  }

  /** Reads a whole number of 32 bits, also from a text; `undefined` where it is missing, null or empty. */
  integer(name: string): number | undefined {
    const value = this.#body[name];
    if (this.#isAbsent(name) || value === "") return undefined;
    const number = typeof value === "string" ? Number(value) : value;
    if (isInteger32(number)) return number;
    throw this.#fault(`Argument \`${name}\` is no whole number of 32 bits.`);
  }

  /** Reads a boolean; `undefined` where it is missing or null. */
  flag(name: string): boolean | undefined {
    if (this.#isAbsent(name)) return undefined;
    const value = this.#body[name];
    if (typeof value === "boolean") return value;
    throw this.#fault(`Argument \`${name}\` is no boolean.`);
  }

  /** Reads a time as `Date` does; `undefined` where it is missing, null or empty. */
  time(name: string): Time | undefined {
    const value = this.#body[name];
    if (this.#isAbsent(name) || value === "") return undefined;
    const date = new Date(typeof value === "number" || typeof value === "string" ? value : Number.NaN);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
    throw this.#fault(`Argument \`${name}\` is no date.`);
  }

  #isAbsent(name: string): boolean {
    return this.#body[name] === undefined || this.#body[name] === null;
  }

  #fault(reason: string): Fault {
    return databaseFault(this.#statement.model, this.#statement.operation, reason);
  }
}

function isInteger32(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= largestInteger;
}
