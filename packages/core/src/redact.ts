const mask = "[REDACTED]";

/** Masks secrets in text and values that may be shown. */
export interface Redactor {
  /** Masks every known secret and every text of a secret's shape. */
  text(text: string): string;
  /** The same for every string and member name in a JSON value, at most 100 levels deep. */
  value(value: unknown): unknown;
}

/** Builds a redactor for exact secrets (as they are, URL-encoded, form-encoded, JSON-escaped) and for shapes of keys. */
export function createRedactor(secrets: readonly (string | undefined)[], shape: RegExp): Redactor {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined || secret.length < 4) continue;
    const escaped = escapeJson(secret);
    // Twice, too: a service may quote the JSON that it was sent within JSON of its own.
    forms.add(secret).add(escaped).add(escaped.replaceAll("/", "\\/")).add(escapeJson(escaped));
    for (const encoded of [
      encodeURIComponent(secret.toWellFormed()),
      String(new URLSearchParams([["", secret]])).slice(1),
    ]) {
      forms.add(encoded).add(encoded.replace(/%../g, (hex) => hex.toLowerCase()));
    }
  }
  // The longest first, so that no secret survives in part behind a shorter one.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const text = (input: string): string => {
    let output = input;
    for (const form of ordered) output = output.replaceAll(form, mask);
    return output.replace(shape, mask).replace(/\b(Bearer|Basic)\s+[\w.~+/=:-]{4,}/gi, `$1 ${mask}`);
  };
  const walk = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return text(value);
    if (typeof value === "number" && text(String(value)) !== String(value)) return mask;
    if (typeof value !== "object" || value === null) return value;
    if (depth === 100) return "[too deep]";
    if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [text(name), walk(item, depth + 1)]));
  };
  // Text that is no JSON may have been cut within a secret.
  const whole = (value: unknown): unknown =>
    typeof value === "string" ? maskEnd(text(value), ordered) : walk(value, 0);
  return { text, value: whole };
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

// Eight characters are enough to tell the beginning of a secret from chance.
function maskEnd(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) {
    for (let length = secret.length - 1; length >= 8; length--) {
      if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + mask;
    }
  }
  return text;
}

const shown =
  /^(?:accept|age|allow|cache-control|content-(?:encoding|length|type)|date|etag|if-match|retry-after(?:-ms)?|server|traceparent|transfer-encoding|user-agent|vary|via|x-request-id|(?:x-)?ratelimit(?:-[\w-]+)?)$/;

/**
 * A copy of headers in which only names known to be harmless, or named in `further` in lower case, keep their values;
 * `location` keeps its origin.
 */
export function maskHeaders(
  headers: { forEach(visit: (value: string, name: string) => void): void },
  { text }: Pick<Redactor, "text">,
  further: readonly string[] = [],
): Record<string, string> {
  const masked: Record<string, string> = {};
  headers.forEach((value, name) => {
    const lower = name.toLowerCase();
    const safe = shown.test(lower) || further.includes(lower) ? oneLine(text(value), 2_000) : mask;
    masked[lower] = lower === "location" ? (originOf(value) ?? mask) : safe;
  });
  return masked;
}

/** The origin of a URL, without userinfo, path and query; undefined when it has none. */
export function originOf(url: string): string | undefined {
  try {
    const { origin } = new URL(url);
    return origin === "null" ? undefined : origin;
  } catch {
    return undefined;
  }
}

/** Makes foreign text fit for one line: controls and line separators become spaces, the rest is cut at `limit`. */
export function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}
