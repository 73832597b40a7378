/** Fields by their names on the wire. */
export type Values = Readonly<Record<string, unknown>>;

/** Splits a list of names that is written as one text. */
export function words(text: string): readonly string[] {
  return text.split(" ");
}

/** Keeps the named fields, in the order of the names; what is not there stays away. */
export function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(values, name) && values[name] !== undefined)
      .map((name) => [name, values[name]]),
  );
}

/** Leaves the named fields out. */
export function omit(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Takes a value as text, or as nothing. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Writes a text, a number or a boolean as it stands in a query; anything else is empty. */
export function asWord(value: unknown): string {
  const isWord = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isWord ? String(value) : "";
}

/** Takes a value as a number, or as nothing. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Takes a value as an object; anything else counts as an empty one. */
export function asRecord(value: unknown): Values {
  return isRecord(value) ? value : {};
}

/** Takes a value as a list of texts; anything else in it, or instead of it, is left out. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Tells whether a value is a JSON object. */
export function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
