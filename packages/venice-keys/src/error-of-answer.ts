import { ClosedClientError, type ErrorFactory, type ErrorInit } from "@keyrack/core";
import {
  APIConnectionError,
  APIError,
  APIResponseProcessingError,
  APITimeoutError,
  AuthenticationError,
  ConflictError,
  InternalServerError,
  InvalidRequestError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
  RateLimitError,
  ServiceUnavailableError,
  UnprocessableEntityError,
} from "./errors.ts";
import { readFailureBody } from "./failure-body.ts";
import { maskSecretMembers } from "./secret-members.ts";

type AnswerInit = ErrorInit & { status: number };

const classByStatus: Readonly<Record<number, new (init: AnswerInit, now: number) => APIError>> = {
  400: InvalidRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: InvalidRequestError,
  415: InvalidRequestError,
  422: UnprocessableEntityError,
  429: RateLimitError,
  503: ServiceUnavailableError,
};

/** Builds the errors of this service; `now` gives Unix ms, to date a wait. */
export function createErrors(now: () => number): ErrorFactory {
  return {
    api: (init) => createApiError({ ...withAdvice(init), body: maskSecretMembers(init.body) }, now()),
    connection: (init) => new APIConnectionError(withAdvice(init)),
    timeout: (init) => new APITimeoutError(withAdvice(init)),
    decode: (init) => new APIResponseProcessingError(withAdvice(init)),
    closed: (init) => new ClosedClientError(withAdvice(init)),
  };
}

function createApiError(init: AnswerInit, now: number): APIError {
  if (!saysMissingKey(init)) {
    const ErrorForStatus = classByStatus[init.status] ?? (init.status >= 500 ? InternalServerError : APIError);
    return new ErrorForStatus(init, now);
  }
  return new NotFoundError({ ...init, code: init.code.startsWith("http_") ? "api_key_not_found" : init.code });
}

// The routes of one key answer an unknown id with 400 and a text; a 404 may come from elsewhere on the way.
function saysMissingKey({ body, method = "", path = "", status }: AnswerInit): boolean {
  const isOneKey =
    method === "GET"
      ? /^\/api_keys\/(?!rate_limits$|generate_web3_key$)[^/]+$/.test(path)
      : path === "/api_keys" && (method === "PATCH" || method === "DELETE");
  const text = status === 400 ? readFailureBody(body).message : undefined;
  return isOneKey && (status === 404 || /not found|could not be found/i.test(text ?? ""));
}

// The secret of a key is in one answer only: if that is lost, so is the key.
function withAdvice<T extends ErrorInit>(init: T): T {
  const { maybeApplied, method, path = "" } = init;
  if (!maybeApplied || method !== "POST" || !/^\/api_keys(?:\/generate_web3_key)?$/.test(path)) return init;
  const advice =
    "a key may have been made whose secret is lost: list the keys, find it by description and createdAt, and delete it";
  return { ...init, message: `${init.message}; ${advice}` };
}
