import { isObject, memberOf, textOf } from "./json.ts";

/** One thing that is wrong with a request, where the service lists it; it may have more members. */
export interface ValidationIssue {
  code?: string;
  /** Where in the body, from the outside in. */
  path?: readonly (string | number)[];
  message?: string;
}

/** What an error body says, as far as it could be understood. */
export interface FailureBody {
  readonly message: string | undefined;
  readonly code: string | undefined;
  /** A text, or a tree with `_errors` beside the members of the request. */
  readonly details: unknown;
  readonly issues: readonly ValidationIssue[] | undefined;
  readonly customMessage: string | undefined;
  readonly requestId: string | undefined;
  /** Whether it offers ways to pay without a key, which says that no key was sent. */
  readonly offersPayment: boolean;
}

/**
 * Reads an error body leniently: `error` as a text or as an object, members beside it, plain text, HTML, or nothing.
 * Of several texts the first counts: `error`, `error.message`, `error.detail`, `message`, the body itself.
 */
export function readFailureBody(body: unknown): FailureBody {
  const error = memberOf(body, "error");
  const issues = memberOf(body, "issues");
  return {
    message:
      textOf(error) ??
      textOf(memberOf(error, "message")) ??
      textOf(memberOf(error, "detail")) ??
      textOf(memberOf(body, "message")) ??
      plainText(body),
    code: textOf(memberOf(error, "code")) ?? textOf(memberOf(body, "code")),
    details: memberOf(body, "details") ?? undefined,
    issues: Array.isArray(issues) ? issues.filter(isObject) : undefined,
    customMessage: textOf(memberOf(body, "customMessage")) ?? textOf(memberOf(error, "customMessage")),
    requestId: textOf(memberOf(body, "request_id")),
    offersPayment: memberOf(body, "x402Version") !== undefined,
  };
}

/** Tells the first violation in a few words, such as `description: too long`; undefined where none is listed. */
export function describeIssue(issues: readonly ValidationIssue[] | undefined): string | undefined {
  const [issue] = issues ?? [];
  const message = textOf(issue?.message);
  if (message === undefined) return undefined;
  const place = Array.isArray(issue?.path) ? issue.path.join(".") : "";
  return place === "" ? message : `${place}: ${message}`;
}

// A page of HTML is quoted without its markup; only its beginning is looked at.
function plainText(body: unknown): string | undefined {
  return typeof body === "string" ? textOf(body.slice(0, 2_048).replace(/<[^<>]*>?/g, " "))?.slice(0, 500) : undefined;
}
