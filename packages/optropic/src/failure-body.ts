import { isObject, memberOf } from "./json.ts";

/** What an error body says, as far as it could be understood. */
export interface FailureBody {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
}

/**
 * Reads an error body leniently. Three forms are known: `{ error: { code, message, details } }`, the same three
 * members without the envelope, and `{ error: "text" }` with or without `message`; it can also be HTML or nothing.
 */
export function readFailureBody(body: unknown): FailureBody {
  const error = memberOf(body, "error");
  const holder = isObject(error) ? error : body;
  const details = memberOf(holder, "details");
  return {
    code: textOf(memberOf(holder, "code")),
    message: textOf(memberOf(holder, "message")) ?? textOf(error),
    details: isObject(details) ? details : {},
    requestId: textOf(memberOf(memberOf(body, "meta"), "requestId")),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
