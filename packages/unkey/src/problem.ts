/** One thing that is wrong with a request. */
export interface UnkeyErrorItem {
  /** A place in the schema of the body, such as `/properties/name/minLength`; else `security` or `requestBody`. */
  location: string;
  message: string;
  /** What to do about it. */
  fix?: string;
}

/** The body of an error answer, as far as it could be understood (RFC 9457, in an envelope). */
export interface Problem {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly type?: string | undefined;
  /** The first of the three names at the end of `type`: whose business the error is. */
  readonly system?: string | undefined;
  readonly category?: string | undefined;
  readonly code?: string | undefined;
  readonly errors?: readonly UnkeyErrorItem[] | undefined;
}

/** Reads an error body leniently: it can be HTML, empty, or lack any member. */
export function readProblem(body: unknown): Problem {
  const error = objectOf(objectOf(body)["error"]);
  const type = textOf(error["type"]);
  const [, system, category, code] = /\/errors\/([\w-]+)\/([\w-]+)\/([\w-]+)$/.exec(type ?? "") ?? [];
  const { errors } = error;
  return {
    title: textOf(error["title"]),
    detail: textOf(error["detail"]),
    type,
    system,
    category,
    code,
    errors: Array.isArray(errors) ? errors.flatMap(readItem) : undefined,
  };
}

/**
 * Gives the field of a body that a violation's `location` is about: `credits.refill.amount`, and for the elements
 * of a list `ratelimits[].name`. Undefined where it is about the body as a whole or about something else.
 */
export function fieldOf(location: string): string | undefined {
  if (location.startsWith("body.")) return location.slice("body.".length);
  let field = "";
  for (const [, name] of location.matchAll(/\/properties\/([^/]+)|\/items(?=\/)/g)) {
    if (name === undefined) field += "[]";
    else field += field === "" ? name : `.${name}`;
  }
  return field || undefined;
}

function readItem(value: unknown): UnkeyErrorItem[] {
  const { fix, location, message } = objectOf(value);
  if (typeof location !== "string" || typeof message !== "string") return [];
  return [{ location, message, ...(typeof fix === "string" && { fix }) }];
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
