import { ApiError, type ErrorClass, type ErrorInit, hide, parseReset, SdkError } from "@keyrack/core";
import { readFailureBody } from "./failure-body.ts";
import type { BatchCreated, BatchRevoked, BatchVerified } from "./types/asset-batch.ts";

/**
 * Base of every error that a client of this package throws, and the class of answers whose status has none of its
 * own, such as 402 and 410. Class and `status` follow the answer's status; `code` is what the service said.
 */
export class OptropicError extends SdkError {
  static override readonly brand: string = "service:optropic";
  static override readonly countsAs: ErrorClass | undefined = ApiError;
  /** Facts that the service gave beside its message, keys in them masked; `{}` where it gave none. */
  declare readonly details: Readonly<Record<string, unknown>>;
  /** On an error of a batch that failed midway: what the chunks before it did. Neither printed nor serialised. */
  declare readonly partial: BatchCreated | BatchRevoked | BatchVerified | undefined;

  constructor(init: ErrorInit) {
    super(init, new.target === OptropicError ? "OptropicError" : undefined);
    const { details } = readFailureBody(init.body);
    if (Object.keys(details).length > 0) Object.defineProperty(this, "details", { value: details, enumerable: true });
    else hide(this, "details", details);
  }

  /** The same as `status`; undefined where no answer came. */
  get statusCode(): number | undefined {
    return this.status;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...(Object.keys(this.details).length > 0 && { details: this.details }) };
  }
}

/** 400: the request cannot be processed; `details` says what is wrong with it. */
export class ValidationError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/ValidationError";
  declare readonly status: 400;
}

/** 401: the key is missing, unknown, expired or revoked; `code` tells which. */
export class AuthenticationError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/AuthenticationError";
  declare readonly status: 401;
}

/** 403: the key lacks a permission. */
export class AuthorizationError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/AuthorizationError";
  declare readonly status: 403;
}

/** 404: there is none, or it belongs to somebody else. */
export class NotFoundError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/NotFoundError";
  declare readonly status: 404;
}

/** 409: it exists, or its state does not allow the call. */
export class ConflictError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/ConflictError";
  declare readonly status: 409;
}

/** 422: the request is well formed, but cannot be done. */
export class UnprocessableEntityError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/UnprocessableEntityError";
  declare readonly status: 422;
}

/** 429: too many requests; with the code `QUOTA_EXCEEDED`, a quota that no wait brings back, so it is never repeated. */
export class RateLimitError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/RateLimitError";
  declare readonly status: 429;
  /** The wait that the service asked for, in seconds. */
  declare readonly retryAfter: number | undefined;
  /** When the window ends: what the service said, else now and `retryAfter`. */
  declare readonly resetAt: Date | undefined;
  /** Requests allowed in the window. */
  declare readonly limit: number | undefined;
  /** Requests left in the window. */
  declare readonly remaining: number | undefined;

  constructor(init: ErrorInit, now: number = Date.now()) {
    super(init);
    const { retryAfterMs } = init;
    const fallback = retryAfterMs === undefined ? undefined : new Date(Math.min(now + retryAfterMs, latestDate));
    const facts = {
      retryAfter: retryAfterMs === undefined ? undefined : retryAfterMs / 1_000,
      resetAt: parseReset(init.headers?.["x-ratelimit-reset"], now) ?? fallback,
      limit: numberOf(this.details["limit"]),
      remaining: numberOf(this.details["remaining"]),
    };
    for (const [name, value] of Object.entries(facts)) {
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: true });
    }
  }

  override toJSON(): Record<string, unknown> {
    const { limit, remaining, resetAt, retryAfter } = this;
    const facts = Object.entries({ retryAfter, resetAt, limit, remaining });
    return { ...super.toJSON(), ...Object.fromEntries(facts.filter(([, value]) => value !== undefined)) };
  }
}

/** Any 5xx: the service failed. */
export class InternalServerError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/InternalServerError";
  declare readonly status: number;
}

/** A revocation filter is older than the trust window, and the policy is strict. */
export class StaleFilterError extends OptropicError {
  static override readonly brand: string = "@keyrack/optropic/StaleFilterError";
  static override readonly countsAs: undefined = undefined;
  declare readonly ageSeconds: number;
  declare readonly trustWindowSeconds: number;

  constructor(init: ErrorInit & { ageSeconds: number; trustWindowSeconds: number }) {
    super(init);
    const { ageSeconds, trustWindowSeconds } = init;
    Object.defineProperty(this, "ageSeconds", { value: ageSeconds, enumerable: true });
    Object.defineProperty(this, "trustWindowSeconds", { value: trustWindowSeconds, enumerable: true });
  }
}

// The last one that a `Date` can hold.
const latestDate = 8.64e15;

const classByStatus: Readonly<Record<number, new (init: ErrorInit, now: number) => OptropicError>> = {
  400: ValidationError,
  401: AuthenticationError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** Builds the error of an answer that is not 2xx, by its status alone; `now` in Unix ms dates a wait. */
export function createApiError(init: ErrorInit & { status: number }, now: number): OptropicError {
  const ErrorForStatus = classByStatus[init.status] ?? (init.status >= 500 ? InternalServerError : OptropicError);
  return new ErrorForStatus(init, now);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
