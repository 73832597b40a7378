import { refuse } from "./checks.ts";

/** A tag that builds a path from literal text and values; see {@link pathFor}. */
export type PathTag = (
  literals: TemplateStringsArray,
  ...values: (string | number | bigint | SecretSegment)[]
) => string;

/** What a path looks like where values must not show: in logs, events and errors. */
export interface KnownPath {
  /** Each interpolated value as `{}`. */
  readonly route: string;
  /** Secret values as `[REDACTED]`. */
  readonly printed: string;
  readonly secrets: readonly string[];
}

/** A value in a path that must not be printed. */
export class SecretSegment {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. */
  reveal(): string {
    return this.#value;
  }
}

// A path travels as a plain string; what the tag knew of it is found again here. Bounded: a path built long ago
// and used now merely prints as it is sent.
const known = new Map<string, KnownPath>();
const remembered = 1_000;

/** What is known of a path that stands under another one. */
export function joinPaths(above: KnownPath, below: KnownPath): KnownPath {
  return {
    route: above.route + below.route,
    printed: above.printed + below.printed,
    secrets: [...above.secrets, ...below.secrets],
  };
}

/** What the tag knew of a path; for a path written by hand, the path itself. */
export function describePath(wire: string): KnownPath {
  return known.get(wire) ?? { route: wire, printed: wire, secrets: [] };
}

/**
 * Makes the `path` tag of a service: percent-encodes every interpolated value as exactly one segment.
 *
 * A value that could change the route (empty, blank, `.`, `..` and their encoded forms, control characters, lone
 * surrogates, over 1,024 characters, not a string or number) throws `ConfigError`.
 */
export function pathFor(service: string): PathTag {
  return (literals, ...values) => {
    let wire = literals[0] ?? "";
    let route = wire;
    let printed = wire;
    const secrets: string[] = [];
    for (const [index, value] of (values as unknown[]).entries()) {
      const literal = literals[index + 1] ?? "";
      const secret = value instanceof SecretSegment ? value.reveal() : undefined;
      const segment = encodeSegment(service, secret ?? value);
      if (secret !== undefined) secrets.push(secret);
      wire += segment + literal;
      route += `{}${literal}`;
      printed += (secret === undefined ? segment : "[REDACTED]") + literal;
    }
    known.delete(wire);
    known.set(wire, { route, printed, secrets });
    // The oldest goes alone: a path built a moment ago must not lose what hides its secret.
    if (known.size > remembered) known.delete(known.keys().next().value ?? "");
    return wire;
  };
}

const dots = /^(?:\.|%2e){1,2}$/i;
// A server that decodes twice would see such dots as a step up.
const encodedSeparators = /%2f|%5c/i;
const separators = /[/\\]|%2f|%5c/i;

function hasDots(text: string, separator: RegExp): boolean {
  return text.split(separator).some((part) => dots.test(part));
}

function encodeSegment(service: string, value: unknown): string {
  const isText = typeof value === "string" || typeof value === "bigint" || Number.isFinite(value);
  if (!isText) throw refuse(service, "An id in a path must be a string or a number.", "invalid_argument");
  const text = String(value);
  if (
    text.trim() === "" ||
    text.length > 1_024 ||
    /\p{Cc}|\p{Surrogate}/u.test(text) ||
    hasDots(text, encodedSeparators)
  ) {
    throw refuse(
      service,
      "An id in a path must not be empty, a dot segment, longer than 1024 characters or hold control characters.",
      "invalid_argument",
    );
  }
  return encodeURIComponent(text);
}

const written = /^\/(?:[!$&'()*+,\-.0-9:;=@A-Z_a-z~]|%[0-9A-Fa-f]{2}|\/(?!\/|$))*\/?$/;

/** Checks a path that a caller wrote: one leading slash, visible ASCII, no query, no `//`, no dot segments. */
export function checkPath(service: string, path: unknown): string {
  const isSafe =
    typeof path === "string" &&
    written.test(path) &&
    !path.startsWith("//") &&
    !path.includes("%00") &&
    // What the tag made of a value is one segment, whatever it holds.
    !hasDots(path, known.has(path) ? /\// : separators);
  if (isSafe) return path;
  throw refuse(
    service,
    "path must start with one slash and hold no query, fragment, empty or dot segment; the path tag builds one.",
    "invalid_argument",
  );
}

/** Builds a path outside of any service; each service has a tag of its own, whose errors carry its name. */
export const path: PathTag = /* @__PURE__ */ pathFor("keyrack");
