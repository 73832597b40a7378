const shown = "[REDACTED]";
const inspected = Symbol.for("nodejs.util.inspect.custom");

/**
 * A box around a secret value: whatever prints, serialises or joins it to a text shows `[REDACTED]`; `reveal()` alone
 * gives the value. A structured clone of it is empty.
 */
export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
    // What Node, Bun and Deno print. As a method it would have no place in the declarations.
    Object.defineProperty(this, inspected, { value: () => `Secret(${shown})` });
  }

  /** Gives the value. */
  reveal(): T {
    return this.#value;
  }

  /** Gives `[REDACTED]`. */
  toString(): string {
    return shown;
  }

  /** Gives `[REDACTED]`. */
  toJSON(): string {
    return shown;
  }

  /** Gives `[REDACTED]` wherever a text or a number is wanted. */
  [Symbol.toPrimitive](): string {
    return shown;
  }
}
