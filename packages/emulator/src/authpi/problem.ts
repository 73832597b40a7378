import type { Values } from "./values.ts";

const kinds = {
  malformed: [400, "invalid_request"],
  unauthorized: [401, "unauthorized_client"],
  expired: [401, "session_expired"],
  insufficientScope: [403, "insufficient_scope"],
  notFound: [404, "not_found"],
  conflict: [409, "conflict"],
  preconditionFailed: [412, "precondition_failed"],
  contentType: [415, "invalid_content_type"],
  invalid: [422, "invalid_request"],
} as const;

/** Every way in which the service refuses. */
export type ProblemKind = keyof typeof kinds;

/** What is wrong with one field of a body or a query. */
export interface FieldProblem {
  readonly field: string;
  readonly code: "required" | "invalid_type" | "invalid_value";
  readonly message: string;
}

/** What a refusal may carry beside its kind and text. */
export interface ProblemOptions {
  readonly fields?: readonly FieldProblem[] | undefined;
  /** The ETag that would have matched. */
  readonly currentEtag?: string | undefined;
  /** Seconds after which the same request may pass. */
  readonly retryAfter?: number | undefined;
}

/** A refusal on its way to the caller; thrown by whatever looks at the request. */
export class Problem extends Error {
  override name = "Problem";
  readonly kind: ProblemKind;
  readonly options: ProblemOptions;

  constructor(kind: ProblemKind, description: string, options: ProblemOptions = {}) {
    super(description);
    this.kind = kind;
    this.options = options;
  }

  /** Answers with the body that every refusal has; a 412 names the current ETag in both spellings known of it. */
  respond(reference: string): Response {
    const { fields, currentEtag, retryAfter } = this.options;
    const [status, error] = kinds[this.kind];
    const body: Values = {
      error,
      error_description: this.message,
      retryable: retryAfter !== undefined,
      reference,
      ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
      ...(fields === undefined ? {} : { fields }),
      ...(currentEtag === undefined ? {} : { current_etag: currentEtag, currentETag: currentEtag }),
    };
    const headers = new Headers({ "Content-Type": "application/json" });
    if (currentEtag !== undefined) headers.set("ETag", currentEtag);
    if (retryAfter !== undefined) headers.set("Retry-After", String(retryAfter));
    return new Response(JSON.stringify(body), { status, headers });
  }
}

/** The refusal of whatever is not there, or not for this caller. */
export function notFound(): Problem {
  return new Problem("notFound", "The requested resource does not exist.");
}

/** The refusal of a body or a query with these faults. */
export function invalid(fields: readonly FieldProblem[]): Problem {
  return new Problem("invalid", "The request is not valid.", { fields });
}
