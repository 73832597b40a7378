/** What is wrong with one field of a request. */
export interface FieldError {
  /** Where, such as `restrictions.scopes`. */
  field: string;
  code: string;
  message: string;
}

/** The body of an error answer, as far as it could be understood. */
export interface Problem {
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly retryable?: boolean | undefined;
  /** Names the failure to the support of the service. */
  readonly reference?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly fields: readonly FieldError[];
  readonly currentEtag?: string | undefined;
  /** The beginning of a body that is not JSON. */
  readonly rawBody?: string | undefined;
}

const rawLimit = 4_096;

/** Reads an error body leniently: it can be HTML, a list, empty, or lack any member. */
export function readProblem(body: unknown): Problem {
  const said = isRecord(body) ? body : {};
  const { fields, retry_after: retryAfter, retryable } = said;
  return {
    error: textOf(said["error"]),
    errorDescription: textOf(said["error_description"]),
    retryable: typeof retryable === "boolean" ? retryable : undefined,
    reference: textOf(said["reference"]),
    retryAfter: typeof retryAfter === "number" ? retryAfter : undefined,
    fields: Array.isArray(fields) ? fields.flatMap(readField) : [],
    // The models of the service and its pages spell it in two ways.
    currentEtag: textOf(said["current_etag"]) ?? textOf(said["currentETag"]),
    rawBody: typeof body === "string" ? body.slice(0, rawLimit) : undefined,
  };
}

const phrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The phrase of a status (RFC 9110, section 15), for answers that describe nothing. */
export function phraseOf(status: number): string {
  return phrases[status] ?? "Unknown Error";
}

function readField(item: unknown): FieldError[] {
  if (!isRecord(item)) return [];
  const { code, field, message } = item;
  return [{ field: textOf(field) ?? "", code: textOf(code) ?? "", message: textOf(message) ?? "" }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
