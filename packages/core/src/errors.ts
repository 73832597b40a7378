/** What an error is built from. Fields without a value are left out of the error. */
export interface ErrorInit {
  service: string;
  message: string;
  code: string;
  method?: string | undefined;
  path?: string | undefined;
  route?: string | undefined;
  status?: number | undefined;
  requestId?: string | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
  attempts?: number | undefined;
  waitedMs?: number | undefined;
  retryAfterMs?: number | undefined;
  retryable?: boolean | undefined;
  maybeApplied?: boolean | undefined;
  retryBudgetExhausted?: boolean | undefined;
  idempotencyKey?: string | undefined;
  page?: Readonly<Record<string, string | number>> | undefined;
  cause?: CleanCause | undefined;
}

/** The innermost failure, reduced to text: never a ky, undici or fetch object. */
export interface CleanCause {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** A class of the error tree, as `countsAs` names it. */
export type ErrorClass = {
  readonly brand: string;
  readonly countsAs: ErrorClass | undefined;
  readonly prototype: SdkError;
};

const brandsKey: unique symbol = Symbol.for("@keyrack/core/brands") as never;

// In the order in which a printed error shows them; `toJSON` gives these and name and message.
const printed = [
  "service",
  "code",
  "status",
  "method",
  "path",
  "route",
  "requestId",
  "attempts",
  "waitedMs",
  "retryAfterMs",
  "retryable",
  "maybeApplied",
  "retryBudgetExhausted",
  "idempotencyKey",
  "page",
] as const satisfies readonly (keyof ErrorInit)[];

const defaults: Partial<ErrorInit> = {
  attempts: 0,
  waitedMs: 0,
  retryable: false,
  maybeApplied: false,
  retryBudgetExhausted: false,
};

/**
 * Root of everything that the SDKs throw on purpose.
 *
 * `instanceof` asks a brand, so it holds across two installed copies of a package. An error prints and serialises
 * without headers, body or anything that could hold a credential.
 */
export class SdkError extends Error {
  /** `"<package>/<Class>"`; for the base class of a service, `"service:<service>"`. */
  static readonly brand: string = "@keyrack/core/SdkError";
  /** A core class that instances of this one also are. */
  static readonly countsAs: ErrorClass | undefined = undefined;

  declare readonly service: string;
  /** What the service said, else the platform's word in capitals, else ours in lower snake case. */
  declare readonly code: string;
  declare readonly method: string | undefined;
  declare readonly path: string | undefined;
  /** The path with each interpolated value as `{}`. */
  declare readonly route: string | undefined;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;
  /** Requests that were started; 0 when nothing was sent. */
  declare readonly attempts: number;
  /** Milliseconds spent waiting between attempts. */
  declare readonly waitedMs: number;
  /** The wait that the server asked for, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** Whether the same call may succeed later. */
  declare readonly retryable: boolean;
  /** A write may have reached the server and no answer tells. Never true for a pure read. */
  declare readonly maybeApplied: boolean;
  /** A retry was due and allowed, but the client had failed too often lately. */
  declare readonly retryBudgetExhausted: boolean;
  declare readonly idempotencyKey: string | undefined;
  /** While walking a list: the paging parameters to go on from. */
  declare readonly page: Readonly<Record<string, string | number>> | undefined;
  /** Lower-case names, values masked. Not enumerable. */
  declare readonly headers: Readonly<Record<string, string>> | undefined;
  /** At most 64 KiB, secrets masked. Not enumerable. */
  declare readonly body: unknown;
  declare readonly cause: CleanCause | undefined;

  /** `name` is for a class whose brand does not end in its name: the base class of a service. */
  constructor(init: ErrorInit, name?: string) {
    super(init.message);
    const { brand } = new.target;
    hide(this, "name", name ?? brand.slice(brand.lastIndexOf("/") + 1));
    hide(this, brandsKey, brandsOf(new.target, init.service));
    for (const field of printed) {
      const value = init[field] ?? defaults[field];
      if (value) Object.defineProperty(this, field, { value, enumerable: true, configurable: true });
      else if (value !== undefined) hide(this, field, value);
    }
    for (const field of ["headers", "body", "cause"] as const) {
      if (init[field] !== undefined) hide(this, field, init[field]);
    }
    // V8 writes the stack's first line at construction, before the name is known.
    (Error as { captureStackTrace?: (error: Error, above: unknown) => void }).captureStackTrace?.(this, new.target);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, "brand")) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Object && (value as { [brandsKey]?: Set<string> })[brandsKey]?.has(this.brand) === true;
  }

  /** Gives name, message and the public facts: no headers, no body. */
  toJSON(): Record<string, unknown> {
    const facts: Record<string, unknown> = { name: this.name, message: this.message };
    for (const field of printed) if (this[field] !== undefined) facts[field] = this[field];
    if (this.cause) facts["cause"] = this.cause;
    return facts;
  }
}

/** Sets a field that is read by name but neither printed nor serialised. */
export function hide(error: SdkError, field: string | symbol, value: unknown): void {
  Object.defineProperty(error, field, { value, configurable: true, writable: true });
}

function brandsOf(errorClass: ErrorClass, service: string): Set<string> {
  const brands = new Set([`service:${service}`]);
  for (let current = errorClass; current.brand !== undefined; current = Object.getPrototypeOf(current) as ErrorClass) {
    brands.add(current.brand);
    if (current.countsAs) for (const brand of brandsOf(current.countsAs, service)) brands.add(brand);
  }
  return brands;
}

/** Input that was refused before a byte was sent; the message names the option or argument, never its value. */
export class ConfigError extends SdkError {
  static override readonly brand: string = "@keyrack/core/ConfigError";
}

/** A final answer that is not 2xx. */
export class ApiError extends SdkError {
  static override readonly brand: string = "@keyrack/core/ApiError";
  declare readonly status: number;
  declare readonly headers: Readonly<Record<string, string>>;
}

/** A 3xx: redirects are never followed, so that no credential travels. */
export class RedirectError extends ApiError {
  static override readonly brand: string = "@keyrack/core/RedirectError";
  /** The origin that the answer pointed to, without path, query or userinfo. */
  declare readonly location: string | undefined;

  constructor(init: ErrorInit & { location?: string | undefined }) {
    super(init);
    if (init.location !== undefined) hide(this, "location", init.location);
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), location: this.location };
  }
}

/** No usable answer arrived: refused, reset, cut short, untrusted. `code` says what happened. */
export class ConnectionError extends SdkError {
  static override readonly brand: string = "@keyrack/core/ConnectionError";
}

/** Where a call was when its time ran out. */
export type TimeoutPhase = "connect" | "headers" | "body" | "wait" | "credential";

/** A limit passed: that of one attempt (dispatch to last body byte) or that of the whole call. */
export class TimeoutError extends SdkError {
  static override readonly brand: string = "@keyrack/core/TimeoutError";
  declare readonly phase: TimeoutPhase;
  declare readonly limit: "attempt" | "total";

  constructor(init: ErrorInit & { phase: TimeoutPhase; limit: "attempt" | "total" }) {
    super(init);
    Object.defineProperty(this, "phase", { value: init.phase, enumerable: true });
    Object.defineProperty(this, "limit", { value: init.limit, enumerable: true });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), phase: this.phase, limit: this.limit };
  }
}

/** A 2xx answer that is not what the operation returns. */
export class DecodeError extends SdkError {
  static override readonly brand: string = "@keyrack/core/DecodeError";
  declare readonly status: number;
}

/** A 2xx answer larger than `maxBodyBytes`. */
export class BodyTooLargeError extends DecodeError {
  static override readonly brand: string = "@keyrack/core/BodyTooLargeError";
}

/** A list that cannot be walked to its end: a repeated or missing cursor, or too many pages. */
export class PaginationError extends SdkError {
  static override readonly brand: string = "@keyrack/core/PaginationError";
}

/** The client was closed, before the call or during it. */
export class ClosedClientError extends SdkError {
  static override readonly brand: string = "@keyrack/core/ClosedClientError";
}

/** The caller aborted with a reason that is not an Error. */
export class AbortError extends SdkError {
  static override readonly brand: string = "@keyrack/core/AbortError";
}
