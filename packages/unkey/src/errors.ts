import { ApiError, type ErrorClass, type ErrorInit, hide, SdkError } from "@keyrack/core";
import { readProblem, type UnkeyErrorItem } from "./problem.ts";

/**
 * Base of every error that a client of this package throws, and the class of answers whose status has none of its
 * own. The parsed body is in `body`, masked; the raw text is not kept.
 */
export class UnkeyError extends SdkError {
  static override readonly brand: string = "service:unkey";
  static override readonly countsAs: ErrorClass | undefined = ApiError;
  /** Short and the same for every error of its kind. */
  declare readonly title: string | undefined;
  /** What went wrong, for people; may be empty. */
  declare readonly detail: string | undefined;
  /** Names the kind of error, as a URL that need not be fetched; its last part is `code`. */
  declare readonly type: string | undefined;
  /** The part of `type` that says where the error comes from, such as `unkey` or `user`. */
  declare readonly system: string | undefined;
  /** The part of `type` between `system` and `code`, such as `authorization` or `data`. */
  declare readonly category: string | undefined;
  /** What is wrong with the request, where the service lists it; `fieldOf` reads a location. */
  declare readonly errors: readonly UnkeyErrorItem[] | undefined;

  constructor(init: ErrorInit) {
    super(init, new.target === UnkeyError ? "UnkeyError" : undefined);
    const { errors, title, detail, type, system, category } = readProblem(init.body);
    for (const [field, value] of Object.entries({ title, detail, type, system, category })) {
      if (value !== undefined) hide(this, field, value);
    }
    if (errors?.length) Object.defineProperty(this, "errors", { value: errors, enumerable: true });
    else if (errors) hide(this, "errors", errors);
  }

  /** The same as `status`; undefined where no answer came. */
  get statusCode(): number | undefined {
    return this.status;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...(this.errors?.length && { errors: this.errors }) };
  }
}

/** 400: the request cannot be processed; also a missing root key. `errors` lists what is wrong with the body. */
export class BadRequestErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/BadRequestErrorResponse";
  declare readonly status: 400;
}

/** 401: the root key is unknown, or the key is no root key. */
export class UnauthorizedErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/UnauthorizedErrorResponse";
  declare readonly status: 401;
}

/** 403: the root key lacks a permission (`detail` names it), is disabled or expired, or its workspace is disabled. */
export class ForbiddenErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/ForbiddenErrorResponse";
  declare readonly status: 403;
}

/** 404: there is none; several methods answer so, too, where the root key may not see it. */
export class NotFoundErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/NotFoundErrorResponse";
  declare readonly status: 404;
}

/** 409: the identity, permission or role exists. With `maybeApplied`, an earlier attempt of this call may have made it. */
export class ConflictErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/ConflictErrorResponse";
  declare readonly status: 409;
}

/** 410: the rate-limit namespace was deleted. */
export class GoneErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/GoneErrorResponse";
  declare readonly status: 410;
}

/** 412: the API is protected, stores no recoverable keys, or lacks what the request names; or there are no analytics. */
export class PreconditionFailedErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/PreconditionFailedErrorResponse";
  declare readonly status: 412;
}

/** 422: an analytics query took too long, too much memory or gave too many rows. */
export class UnprocessableEntityErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/UnprocessableEntityErrorResponse";
  declare readonly status: 422;
}

/** 429: the workspace's requests per minute, or its analytics quota, are used up; `retryAfterMs` says for how long. */
export class TooManyRequestsErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/TooManyRequestsErrorResponse";
  declare readonly status: 429;
}

/** 500: the service failed. For some requests it always does, so attempts are few. */
export class InternalServerErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/InternalServerErrorResponse";
  declare readonly status: 500;
}

/** 503: the service, or its analytics store, cannot be reached. */
export class ServiceUnavailableErrorResponse extends UnkeyError {
  static override readonly brand: string = "@keyrack/unkey/ServiceUnavailableErrorResponse";
  declare readonly status: 503;
}

const classByStatus: Readonly<Record<number, typeof UnkeyError>> = {
  400: BadRequestErrorResponse,
  401: UnauthorizedErrorResponse,
  403: ForbiddenErrorResponse,
  404: NotFoundErrorResponse,
  409: ConflictErrorResponse,
  410: GoneErrorResponse,
  412: PreconditionFailedErrorResponse,
  422: UnprocessableEntityErrorResponse,
  429: TooManyRequestsErrorResponse,
  500: InternalServerErrorResponse,
  503: ServiceUnavailableErrorResponse,
};

/** Builds the error of an answer that is not 2xx, by its status alone: content types and bodies vary. */
export function createApiError(init: ErrorInit & { status: number }): UnkeyError {
  const ErrorForStatus = classByStatus[init.status] ?? UnkeyError;
  return new ErrorForStatus(init);
}
