import type { ErrorInit } from "@keyrack/core";
import {
  type ApiError,
  AuthenticationError,
  BadGatewayError,
  ConflictError,
  ForbiddenError,
  GatewayTimeoutError,
  InternalServerError,
  NotFoundError,
  PreconditionFailedError,
  RateLimitError,
  ServiceUnavailableError,
  UnexpectedError,
  ValidationError,
} from "./errors.ts";
import { readProblem } from "./problem.ts";

const classByStatus: Readonly<Record<number, new (init: ErrorInit & { status: number }) => ApiError>> = {
  400: ValidationError,
  401: AuthenticationError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: ValidationError,
  429: RateLimitError,
  500: InternalServerError,
  502: BadGatewayError,
  503: ServiceUnavailableError,
  504: GatewayTimeoutError,
};

const retryable: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/**
 * Builds the error of an answer that is not 2xx, by its status alone: content types and bodies vary. What the body
 * says of `retryable` stands above the status, and never steers whether the call is sent again.
 */
export function createApiError(init: ErrorInit & { status: number }): ApiError {
  const ErrorForStatus = classByStatus[init.status] ?? UnexpectedError;
  return new ErrorForStatus({
    ...init,
    retryable: readProblem(init.body).retryable ?? retryable.has(init.status),
  });
}
