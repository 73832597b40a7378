import { type Classified, classify, type FailureClass } from "./classify.ts";
import {
  AbortError,
  ApiError,
  BodyTooLargeError,
  type CleanCause,
  ClosedClientError,
  ConnectionError,
  DecodeError,
  type ErrorInit,
  RedirectError,
  type SdkError,
  TimeoutError,
  type TimeoutPhase,
} from "./errors.ts";
import { readHint } from "./hints.ts";
import type { ErrorFactory, ErrorKind, ErrorReport, ServiceProfile } from "./profile.ts";
import { createRedactor, maskHeaders, oneLine, originOf, type Redactor } from "./redact.ts";
import type { FetchAnswer } from "./types.ts";

/** What every error of a call knows: who asked for what, and how far it got. */
export type Circumstances = Omit<ErrorInit, "message" | "code">;

/** Which class of error a failure becomes. */
type FailureKind = ErrorKind | "redirect" | "tooLarge" | "aborted";

/** A failed attempt: what it means for the next one, and what its error would say. */
export interface Failure {
  readonly failure: FailureClass;
  readonly kind: FailureKind;
  readonly code: string;
  /** What follows verb and path in the message. */
  readonly text: string;
  readonly retryable: boolean;
  /** Whether the server may have acted although no answer says so. */
  readonly ambiguous: boolean;
  readonly status?: number | undefined;
  /** The server's wait in milliseconds. */
  readonly hint?: number | undefined;
  readonly requestId?: string | undefined;
  /** Further fields of the error. */
  readonly facts?: Partial<AnyInit>;
}

type AnyInit = ErrorInit & { phase: TimeoutPhase; limit: "attempt" | "total"; location: string | undefined };

const classes: Readonly<Record<FailureKind, new (init: AnyInit) => SdkError>> = {
  api: ApiError,
  redirect: RedirectError,
  connection: ConnectionError,
  timeout: TimeoutError,
  decode: DecodeError,
  tooLarge: BodyTooLargeError,
  closed: ClosedClientError,
  aborted: AbortError,
};

/** Understands the failures of one call, and builds the errors of its service. */
export class Failures {
  readonly #profile: ServiceProfile;
  readonly #redactor: Redactor;

  constructor(profile: ServiceProfile, secrets: readonly (string | undefined)[]) {
    this.#profile = profile;
    this.#redactor = createRedactor(secrets, profile.secretShape);
  }

  /** What `fetch`, or a body on its way, rejected with. */
  fromPlatform(reason: unknown, phase: "headers" | "body"): Failure {
    const { ambiguous, cause, code, failure } = this.#classify(reason, phase);
    if (code === "UND_ERR_CONNECT_TIMEOUT") {
      const timeout = this.fromTimeout("connect", "attempt");
      return { ...timeout, code, failure, ambiguous: false, facts: { ...timeout.facts, cause } };
    }
    const advice = code === "DISPATCHER_MISMATCH" ? "; use fetch and dispatcher of one installed undici" : "";
    const text = `got no usable answer: ${code} (${cause.message})${advice}`;
    const isRefused = failure === "refused";
    return {
      failure,
      kind: "connection",
      code,
      text,
      retryable: !isRefused,
      ambiguous,
      facts: { cause },
    };
  }

  /** A limit that passed. */
  fromTimeout(phase: TimeoutPhase, limit: "attempt" | "total"): Failure {
    const text = `${limit === "total" ? "ran out of its total time" : "timed out"} (${phase})`;
    const ambiguous = phase === "headers" || phase === "body";
    return {
      failure: "maybe-sent",
      kind: "timeout",
      code: "timeout",
      text,
      retryable: true,
      ambiguous,
      facts: { phase, limit },
    };
  }

  /** A 3xx, or the opaque answer by which a browser hides one. */
  fromRedirect(answer: FetchAnswer): Failure {
    const location = originOf(answer.headers.get("location") ?? "");
    const text = `was answered with a redirect (${answer.status})${location ? ` to ${location}` : ""}, which is never followed`;
    return { ...this.#final("redirect", "redirect", text), ...this.#read(answer, { location }) };
  }

  /** A final answer that is not 2xx. */
  fromStatus(answer: FetchAnswer, text: string, now: number): Failure {
    const { readError, retry } = this.#profile;
    const { status, headers } = answer;
    const body = this.#redactor.value(parseLeniently(text));
    const report = readError(body, headers, status);
    const requestId = this.#cleanId(report.requestId) ?? this.readId(headers, body);
    const hint = report.retryAfterMs ?? readHint(answer, now, retry.resetHints);
    const failure = classOf(status, { hint, isTransient: retry.isTransient(status), ...report });
    // A service may have read its report out of headers, which are not masked yet.
    const said = oneLine(this.#redactor.text(report.message ?? excerpt(body)), 500) || "no message";
    return {
      failure,
      kind: "api",
      code: oneLine(this.#redactor.text(report.code ?? `http_${status}`), 100),
      text: `failed with ${status}: ${said}${requestId ? ` (${requestId})` : ""}`,
      retryable: report.retryable ?? failure !== "refused",
      ambiguous: mayHaveActed(status, failure),
      hint,
      ...this.#read(answer, { body, retryAfterMs: hint }, requestId),
    };
  }

  /** A 2xx answer that is not what the operation returns. `cutShort` means that it began as it should. */
  fromContent(answer: FetchAnswer, problem: string, cutShort = false): Failure {
    const text = `was answered with ${answer.status}, but ${oneLine(this.#redactor.text(problem), 200)}`;
    const requestId = this.readId(answer.headers, undefined);
    const final = this.#final("decode", "invalid_body", text);
    const seen = { ambiguous: true, ...this.#read(answer, {}, requestId) };
    return cutShort && this.#profile.retry.cutShort !== false
      ? { ...final, ...seen, failure: "maybe-sent", retryable: true }
      : { ...final, ...seen };
  }

  /** A 2xx answer above the caller's limit. */
  tooLarge(answer: FetchAnswer, limit: number): Failure {
    const text = `was answered with more than ${limit} bytes (maxBodyBytes)`;
    return { ...this.#final("tooLarge", "body_too_large", text), ambiguous: true, ...this.#read(answer, {}) };
  }

  /** The error of a failure. */
  build({ code, facts, kind, text, retryable }: Failure, circumstances: Circumstances): SdkError {
    const { maybeApplied, method, path } = circumstances;
    const suffix = maybeApplied && kind !== "api" ? "; the service may have applied the call" : "";
    const message = `${method ?? ""} ${path ?? ""} ${text}${suffix}`;
    const requestId = facts?.requestId ?? circumstances.requestId;
    const init = { ...circumstances, retryable, ...facts, requestId, code, message } as AnyInit & {
      status: number;
      headers: Record<string, string>;
    };
    return this.#profile.errors[kind as keyof ErrorFactory]?.(init) ?? new classes[kind](init);
  }

  /** The call was ended by `close()`. */
  closed(circumstances: Circumstances): SdkError {
    return this.build(this.#final("closed", "closed_client", "was ended: the client is closed"), circumstances);
  }

  /** What an aborted call rejects with: the caller's own reason, or an error that tells it. */
  aborted(reason: unknown, circumstances: Circumstances): unknown {
    const tag = Object.prototype.toString.call(reason);
    if (reason instanceof Error || tag === "[object Error]" || tag === "[object DOMException]") return reason;
    const cause = this.explain(reason);
    return this.build(
      { ...this.#final("aborted", "aborted", `was aborted: ${cause.message}`), facts: { cause } },
      circumstances,
    );
  }

  /** What foreign code rejected with, reduced to text without secrets. */
  explain(reason: unknown): CleanCause {
    return this.#classify(reason, "headers").cause;
  }

  /** Masks headers for a view. */
  mask(headers: FetchAnswer["headers"]): Record<string, string> {
    return maskHeaders(headers, this.#redactor, this.#profile.shownHeaders);
  }

  /** The request id of an answer, fit for printing: one line, at most 200 characters. */
  readId(headers: FetchAnswer["headers"], body: unknown): string | undefined {
    return this.#cleanId(this.#profile.readRequestId(headers, body));
  }

  // Undefined for anything that is not text.
  #cleanId(id: unknown): string | undefined {
    return typeof id === "string" && id !== "" ? oneLine(this.#redactor.text(id), 200) : undefined;
  }

  #classify(reason: unknown, phase: "headers" | "body"): Classified {
    return classify(reason, phase, (text) => oneLine(this.#redactor.text(text), 300));
  }

  #final(kind: Failure["kind"], code: string, text: string): Failure {
    return { failure: "refused", kind, code, text, retryable: false, ambiguous: false };
  }

  #read(
    { status, headers }: FetchAnswer,
    facts: Partial<AnyInit>,
    requestId?: string,
  ): Pick<Failure, "status" | "requestId" | "facts"> {
    return { status, requestId, facts: { ...facts, status, requestId, headers: this.mask(headers) } };
  }
}

function classOf(
  status: number,
  { final, hint, inProgress, isTransient }: ErrorReport & { hint: number | undefined; isTransient: boolean },
): FailureClass {
  if (final) return "refused";
  if (inProgress) return "in-progress";
  if (status === 429) return "throttled";
  return isTransient || (status === 413 && hint !== undefined) ? "transient" : "refused";
}

// A 500 leaves open what was done before it; 413 and 425 say that the server looked no further.
function mayHaveActed(status: number, failure: FailureClass): boolean {
  return status === 500 || (failure === "transient" && status !== 413 && status !== 425);
}

function parseLeniently(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

// A page of HTML is quoted without its markup; only its beginning is looked at.
function excerpt(body: unknown): string {
  return typeof body === "string" ? oneLine(body.slice(0, 2_048).replace(/<[^<>]*>?/g, " "), 256) : "";
}
