import {
  ApiError,
  type CleanCause,
  ConnectionError,
  DecodeError,
  type ErrorClass,
  type ErrorInit,
  hide,
  SdkError,
  TimeoutError,
  type TimeoutPhase,
} from "@keyrack/core";
import type { DerivedCode } from "./codes.ts";
import { readFailureBody, type ValidationIssue } from "./failure-body.ts";
import type { OpenText } from "./types/answer.ts";
import { readCount, readReset, spendsErrorBudget } from "./waits.ts";

/** Base of every error that a client of this package throws, core's own classes included. */
export class VeniceError extends SdkError {
  static override readonly brand: string = "service:venice-keys";

  constructor(init: ErrorInit) {
    super(init, new.target === VeniceError ? "VeniceError" : undefined);
  }
}

/** A final answer that is not 2xx, and the class of those whose status has none of its own, such as 405 and 410. */
export class APIError extends VeniceError {
  static override readonly brand: string = "@keyrack/venice-keys/APIError";
  static override readonly countsAs: ErrorClass | undefined = ApiError;
  declare readonly status: number;
  /** What the service said, else what its status and text are known to mean, else `http_` and the status. */
  declare readonly code: OpenText<DerivedCode>;
  declare readonly headers: Readonly<Record<string, string>>;
  /** What is wrong with the request, where the service lists it. */
  declare readonly issues: readonly ValidationIssue[] | undefined;
  /** The same as a tree with `_errors` lists, or as a text. Not enumerable. */
  declare readonly details: unknown;
  /** A text of its own that the service has for some limits; where in a body it stands is not known for sure. */
  declare readonly customMessage: string | undefined;

  constructor(init: ErrorInit & { status: number }) {
    super(init);
    const { customMessage, details, issues } = readFailureBody(init.body);
    if (details !== undefined) hide(this, "details", details);
    show(this, { issues, customMessage });
  }

  /** The same as `status`. */
  get statusCode(): number {
    return this.status;
  }

  override toJSON(): Record<string, unknown> {
    const { customMessage, issues } = this;
    return { ...super.toJSON(), ...(issues && { issues }), ...(customMessage !== undefined && { customMessage }) };
  }
}

/** 400, 413 or 415: the request cannot be processed; `issues` says why, where the service lists it. */
export class InvalidRequestError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/InvalidRequestError";
  declare readonly status: 400 | 413 | 415;
}

/** 401: the key is unknown, expired or revoked; with the code `admin_key_required`, it is no admin key. */
export class AuthenticationError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/AuthenticationError";
  declare readonly status: 401;
}

/** 402: no money, a limit of the key reached, or, with the code `missing_credentials`, no key in the request. */
export class PaymentRequiredError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/PaymentRequiredError";
  declare readonly status: 402;
}

/** 403: the account, the key's models or the caller's address do not allow it. */
export class PermissionDeniedError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/PermissionDeniedError";
  declare readonly status: 403;
}

/** There is no such key: a 400 whose text says so, as the service answers, or a 404. */
export class NotFoundError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/NotFoundError";
  declare readonly status: 400 | 404;
}

/** 409: it exists, or its state does not allow the call. */
export class ConflictError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/ConflictError";
  declare readonly status: 409;
}

/** 422: the request is well formed, but cannot be done. */
export class UnprocessableEntityError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/UnprocessableEntityError";
  declare readonly status: 422;
}

/** 429: too many requests, or, with `isErrorBudget`, too many failed ones. */
export class RateLimitError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/RateLimitError";
  declare readonly status: 429;
  /** More than 50 requests with this key failed within 30 s. No wait below 30 s is of use. */
  declare readonly isErrorBudget: boolean;
  /** `retryAfterMs` in seconds: the wait that the service asked for, at least 30 where `isErrorBudget`. */
  declare readonly retryAfterSeconds: number | undefined;
  /** Requests that are left of the model's limit; undefined where the headers do not say it. */
  declare readonly remainingRequests: number | undefined;
  /** When the model's limit starts anew; undefined where the headers do not say it, or the moment is past. */
  declare readonly resetRequestsAt: Date | undefined;
  /** Whose limit it is: `user`, `api_key` or `global`; undefined where the headers do not say it. */
  declare readonly limitType: string | undefined;

  constructor(init: ErrorInit & { status: number }, now: number = Date.now()) {
    super(init);
    const headers = { get: (name: string) => init.headers?.[name] ?? null };
    const { retryAfterMs } = init;
    const reset = readReset(headers.get("x-ratelimit-reset-requests"), now);
    show(this, {
      isErrorBudget: spendsErrorBudget(headers, readFailureBody(init.body)),
      retryAfterSeconds: retryAfterMs === undefined ? undefined : retryAfterMs / 1_000,
      remainingRequests: readCount(headers.get("x-ratelimit-remaining-requests")),
      resetRequestsAt: reset === undefined ? undefined : new Date(now + reset),
      limitType: headers.get("x-ratelimit-type") ?? undefined,
    });
  }

  override toJSON(): Record<string, unknown> {
    const { isErrorBudget, limitType, remainingRequests, resetRequestsAt, retryAfterSeconds } = this;
    const facts = { isErrorBudget, retryAfterSeconds, remainingRequests, resetRequestsAt, limitType };
    return { ...super.toJSON(), ...facts };
  }
}

/** Any 5xx: the service failed. */
export class InternalServerError extends APIError {
  static override readonly brand: string = "@keyrack/venice-keys/InternalServerError";
}

/** 503: the service cannot take the request now; `retryAfterMs` says for how long, where the service does. */
export class ServiceUnavailableError extends InternalServerError {
  static override readonly brand: string = "@keyrack/venice-keys/ServiceUnavailableError";
  declare readonly status: 503;
}

/** No usable answer arrived: refused, reset, cut short, untrusted. `code` says what happened, `cause` in whose words. */
export class APIConnectionError extends VeniceError {
  static override readonly brand: string = "@keyrack/venice-keys/APIConnectionError";
  static override readonly countsAs: ErrorClass | undefined = ConnectionError;
}

/** A limit passed: that of one attempt, or that of the whole call. */
export class APITimeoutError extends VeniceError {
  static override readonly brand: string = "@keyrack/venice-keys/APITimeoutError";
  static override readonly countsAs: ErrorClass | undefined = TimeoutError;
  declare readonly phase: TimeoutPhase;
  declare readonly limit: "attempt" | "total";

  constructor(init: ErrorInit & { phase: TimeoutPhase; limit: "attempt" | "total" }) {
    super(init);
    show(this, { phase: init.phase, limit: init.limit });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), phase: this.phase, limit: this.limit };
  }
}

/** A 2xx that is not what the method returns: no JSON, another shape, another key, or one that says it did not succeed. */
export class APIResponseProcessingError extends VeniceError {
  static override readonly brand: string = "@keyrack/venice-keys/APIResponseProcessingError";
  static override readonly countsAs: ErrorClass | undefined = DecodeError;
  declare readonly status: number;
}

/** At which step a rotation failed. */
export type RotationStep = "deliver" | "verify" | "delete";

/** What a failed rotation leaves behind. */
export interface RotationOutcome {
  readonly step: RotationStep;
  readonly remaining: readonly string[];
  readonly uncertain: readonly string[];
  readonly cause: CleanCause | undefined;
}

/**
 * A rotation that failed after its new key was made. `step` says where: up to `verify` the new key is taken back and
 * the old one works on; at `delete` the new key is in use and the old one could not be removed.
 *
 * What `deliver` threw is not kept, for it may quote the secret.
 */
export class RotationError extends VeniceError {
  static override readonly brand: string = "@keyrack/venice-keys/RotationError";
  declare readonly step: RotationStep;
  /** Ids of the keys, old and new, that still exist for sure. */
  declare readonly remaining: readonly string[];
  /** Ids of the keys of which it is not known whether they still exist: list the keys and delete them. */
  declare readonly uncertain: readonly string[];

  constructor(init: ErrorInit & RotationOutcome) {
    super(init);
    show(this, { step: init.step, remaining: init.remaining, uncertain: init.uncertain });
  }

  override toJSON(): Record<string, unknown> {
    const { remaining, step, uncertain } = this;
    return { ...super.toJSON(), step, remaining, uncertain };
  }
}

function show(error: SdkError, facts: object): void {
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) Object.defineProperty(error, name, { value, enumerable: true });
  }
}
