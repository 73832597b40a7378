import {
  ApiError as CoreApiError,
  ClosedClientError as CoreClosedClientError,
  ConfigError,
  type ErrorClass,
  type ErrorInit,
  hide,
  SdkError,
} from "@keyrack/core";
import { type FieldError, phraseOf, readProblem } from "./problem.ts";

/** Base of every error that a client of this package throws, core's own classes included. */
export class AuthPIError extends SdkError {
  static override readonly brand: string = "service:authpi-admin";

  constructor(init: ErrorInit) {
    super(init, new.target === AuthPIError ? "AuthPIError" : undefined);
  }
}

/**
 * Options, arguments or a credential that were refused before the call was sent; the message names the option, never
 * its value.
 *
 * What core refuses for this client is an instance too; its `name` is `ConfigError`.
 */
export class ConfigurationError extends AuthPIError {
  static override readonly brand: string = "@keyrack/authpi-admin/ConfigurationError";
  static override readonly countsAs: ErrorClass | undefined = ConfigError;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof ConfigError && value instanceof AuthPIError;
  }
}

/** A final answer that is not 2xx; also the end of a closed client. */
export class ApiError extends AuthPIError {
  static override readonly brand: string = "@keyrack/authpi-admin/ApiError";
  static override readonly countsAs: ErrorClass | undefined = CoreApiError;
  declare readonly status: number;
  /** The service's word for it, such as `invalid_request`; `"unknown"` where it says none. */
  declare readonly error: string;
  /** What went wrong, for people; the phrase of the status where the service says nothing. */
  declare readonly errorDescription: string;
  /** Names the failure to the support of the service. */
  declare readonly reference: string | undefined;
  /** The beginning of a body that is not JSON: at most 4,096 characters, secrets masked. Not enumerable. */
  declare readonly rawBody: string | undefined;

  constructor(init: ErrorInit & { status: number }) {
    super(init);
    const { error = "unknown", errorDescription = phraseOf(init.status), rawBody, reference } = readProblem(init.body);
    for (const [field, value] of Object.entries({ error, errorDescription, rawBody, reference })) {
      if (value !== undefined) hide(this, field, value);
    }
  }

  /** The same as `status`. */
  get statusCode(): number {
    return this.status;
  }
}

/** 400 or 422: the request is not valid; `fields` says where. */
export class ValidationError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/ValidationError";
  declare readonly status: 400 | 422;
  /** Empty where the service names no field. */
  declare readonly fields: readonly FieldError[];

  constructor(init: ErrorInit & { status: number }) {
    super(init);
    const { fields } = readProblem(init.body);
    Object.defineProperty(this, "fields", { value: fields, enumerable: fields.length > 0 });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), fields: this.fields };
  }
}

/** 401: the credential is unknown, revoked or expired, and could not be renewed; `cause` says why not. */
export class AuthenticationError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/AuthenticationError";
  declare readonly status: 401;
}

/** 403: the credential lacks a scope. */
export class ForbiddenError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/ForbiddenError";
  declare readonly status: 403;
}

/** 404: there is none. */
export class NotFoundError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/NotFoundError";
  declare readonly status: 404;
}

/** 409: there is one already, or a first request with the same idempotency key is still running. */
export class ConflictError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/ConflictError";
  declare readonly status: 409;
}

/** 412: the thing has changed since the `_etag` that was passed as `ifMatch`; nothing was written. */
export class PreconditionFailedError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/PreconditionFailedError";
  declare readonly status: 412;
  /** The `_etag` that it has now, where the service tells. */
  declare readonly currentEtag: string | undefined;

  constructor(init: ErrorInit & { status: number }) {
    super(init);
    const value = readProblem(init.body).currentEtag ?? init.headers?.["etag"];
    if (value !== undefined) Object.defineProperty(this, "currentEtag", { value, enumerable: true });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...(this.currentEtag !== undefined && { currentEtag: this.currentEtag }) };
  }
}

/** 429: too many requests. */
export class RateLimitError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/RateLimitError";
  declare readonly status: 429;
  /** Seconds that the service asks to wait, by its body or else its headers. */
  declare readonly retryAfter: number | undefined;

  constructor(init: ErrorInit & { status: number }) {
    super(init);
    const value = readProblem(init.body).retryAfter ?? (init.retryAfterMs && init.retryAfterMs / 1_000);
    if (value !== undefined) Object.defineProperty(this, "retryAfter", { value, enumerable: true });
  }
}

/** 500, 502, 503 or 504: the service or a gateway before it failed. */
export class ServerError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/ServerError";
}

/** 500: the service failed; it says itself that trying again is pointless. */
export class InternalServerError extends ServerError {
  static override readonly brand: string = "@keyrack/authpi-admin/InternalServerError";
  declare readonly status: 500;
}

/** 502: a gateway got no good answer from the service. */
export class BadGatewayError extends ServerError {
  static override readonly brand: string = "@keyrack/authpi-admin/BadGatewayError";
  declare readonly status: 502;
}

/** 503: the service cannot answer now. */
export class ServiceUnavailableError extends ServerError {
  static override readonly brand: string = "@keyrack/authpi-admin/ServiceUnavailableError";
  declare readonly status: 503;
}

/** 504: a gateway waited in vain for the service. */
export class GatewayTimeoutError extends ServerError {
  static override readonly brand: string = "@keyrack/authpi-admin/GatewayTimeoutError";
  declare readonly status: 504;
}

/** Any status without a class of its own. */
export class UnexpectedError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/UnexpectedError";
}

/** The client was closed, before the call or during it; `status` is 0 and `code` is `closed_client`. */
export class ClosedClientError extends ApiError {
  static override readonly brand: string = "@keyrack/authpi-admin/ClosedClientError";
  static override readonly countsAs: ErrorClass | undefined = CoreClosedClientError;
  declare readonly status: 0;

  constructor(init: ErrorInit) {
    super({ ...init, status: 0 });
    hide(this, "error", init.code);
    hide(this, "errorDescription", "The client is closed.");
  }
}
