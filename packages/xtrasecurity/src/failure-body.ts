import { isObject, type JsonObject, memberOf, textOf } from "./json.ts";

/** A key that somebody else wrote since it was read. */
export interface SecretConflict {
  readonly key: string;
  /** The version that was expected. */
  readonly expected: string;
  /** The version that is stored. */
  readonly actual: string;
}

/** What an error body says, as far as it could be understood. */
export interface FailureBody {
  readonly message: string | undefined;
  readonly code: string | undefined;
  readonly action: string | undefined;
  readonly conflicts: readonly SecretConflict[] | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

const longestMessage = 300;

/**
 * Reads an error body leniently: `{ error }`, `{ message }` or both, with or without further members, bare text, JSON
 * under another content type, a page of HTML, or nothing at all. What the service says of its insides (`details`,
 * `detail`, `stack`) is never part of the message.
 */
export function readFailureBody(body: unknown): FailureBody {
  const retryAfter = memberOf(body, "retryAfter");
  const conflicts = memberOf(body, "conflicts");
  return {
    message: readMessage(body),
    code: textOf(body, "code"),
    action: textOf(body, "action"),
    conflicts: Array.isArray(conflicts) ? conflicts.flatMap(readConflict) : undefined,
    retryAfter: typeof retryAfter === "number" && retryAfter >= 0 ? retryAfter : undefined,
  };
}

/**
 * A copy of an error body that may be kept: without stacks and stored values, and with what the database said cut to
 * the operation that failed, for it quotes what was to be written.
 */
export function cleanBody(body: unknown): unknown {
  if (typeof body === "string") return isUnfinished(body) ? undefined : shorten(body);
  if (!isObject(body)) return body;
  const clean: JsonObject = Object.create(null);
  for (const [name, value] of Object.entries(body)) {
    if (name === "stack") continue;
    if (name === "conflicts" && Array.isArray(value)) clean[name] = value.flatMap(readConflict);
    else clean[name] = typeof value === "string" ? shorten(value) : value;
  }
  return clean;
}

function readMessage(body: unknown): string | undefined {
  if (typeof body === "string") return readText(body);
  const text = textOf(body, "error") ?? textOf(body, "message");
  return text === undefined ? undefined : shorten(text);
}

function readText(text: string): string {
  if (isUnfinished(text)) return "JSON that breaks off";
  return /^\s*</.test(text) ? "a page of HTML where JSON is due" : shorten(text);
}

// What it quotes of a request may be escaped so often that no secret is known in it any more.
function isUnfinished(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

function shorten(text: string): string {
  const [operation] = /Invalid `prisma\.\w+\.\w+\(\)` invocation/.exec(text) ?? [];
  const said = operation ?? text.trim();
  return said.length > longestMessage ? `${said.slice(0, longestMessage)}…` : said;
}

function readConflict(value: unknown): SecretConflict[] {
  const [key, expected, actual] = ["key", "expected", "actual"].map((name) => textOf(value, name));
  return key === undefined ? [] : [{ key, expected: expected ?? "", actual: actual ?? "" }];
}
