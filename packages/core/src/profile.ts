import type { Credentials } from "./auth.ts";
import type { ErrorInit, SdkError, TimeoutPhase } from "./errors.ts";
import type { PageReader } from "./page-readers.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { CallOptions, Expected, SharedOptions } from "./request.ts";
import type { RetryPolicy } from "./retry.ts";
import type { Fetch, FetchAnswer, Method, QueryValue } from "./types.ts";

/** What a call's own options change of the client's settings. */
export interface CallSettings {
  /** Milliseconds per attempt. */
  readonly timeout?: number | undefined;
  readonly retry?: RetryPolicy | undefined;
  readonly baseUrl?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Headers made from options, such as a precondition; they stand above the caller's `headers`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a service says about a failure, read out of its error body. */
export interface ErrorReport {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** Milliseconds; stands above the headers. */
  readonly retryAfterMs?: number | undefined;
  /** Overrides what the status says. */
  readonly retryable?: boolean | undefined;
  /** Nothing is to be gained by repeating the call, whatever the status says. */
  readonly final?: boolean | undefined;
  /** A first request with the same idempotency key is still running. */
  readonly inProgress?: boolean | undefined;
}

/** What can go wrong with a call. */
export type ErrorKind = "api" | "connection" | "timeout" | "decode" | "closed";

/** Builds the errors of a service; a kind that it leaves out is core's own class. */
export interface ErrorFactory {
  /** A final answer that is not 2xx: one class per status. */
  readonly api: (init: ErrorInit & { status: number; headers: Readonly<Record<string, string>> }) => SdkError;
  readonly connection?: (init: ErrorInit) => SdkError;
  readonly timeout?: (init: ErrorInit & { phase: TimeoutPhase; limit: "attempt" | "total" }) => SdkError;
  readonly decode?: (init: ErrorInit) => SdkError;
  readonly closed?: (init: ErrorInit) => SdkError;
}

/** What a page is asked for with, in the service's words. */
export type PageParameters = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

/** What a watched attempt belongs to. */
export interface WatchedAttempt {
  readonly method: Method;
  /** Each interpolated value as `{}`. */
  readonly route: string;
  /** Secret values as `[REDACTED]`. */
  readonly path: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** Gives a transport that does what the given one does; it sees the credential, so what it tells must be masked. */
export type Watch = (transport: Fetch, about: WatchedAttempt) => Fetch;

/** Everything that makes one service different from the next. Written once per package. */
export interface ServiceProfile {
  /** Short name, in errors and events. */
  readonly service: string;
  /** The `User-Agent`, sent where no browser sets its own. */
  readonly userAgent: string;
  /** Checked, without a trailing slash. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds per attempt, from dispatch to the last body byte. */
  readonly timeout: number;
  readonly retry: RetryPolicy;
  /** What keys of this service look like, for masking foreign text; needs the flag `g`. */
  readonly secretShape: RegExp;
  /** The methods that carry a generated `Idempotency-Key`. */
  readonly idempotentMethods?: readonly Method[];
  /** Names of the service's own call options, beside the shared ones. */
  readonly callOptionNames?: readonly string[];
  /** Reads the service's own call options; called only when a call has options. */
  readonly readCallOptions?: (options: CallOptions) => CallSettings;
  /** Members that this client adds to answers and that never go back out in a body, at any depth. */
  readonly unsent?: readonly string[];
  /** What a method gives of a body, which is never undefined: the whole, or what its envelope holds. */
  readonly unwrap: (body: unknown, headers: FetchAnswer["headers"]) => unknown;
  /** The part of what a method gives that must be an object or a list. @defaultValue the whole */
  readonly content?: (value: unknown, expects: Expected) => unknown;
  readonly readPage: PageReader;
  /**
   * Puts the parameters of a page request into the service's words, for a service that spells them in several ways.
   * What the page reader sees, and what asks for the next page, stays as the method and the reader wrote it.
   */
  readonly writePage?: (parameters: Readonly<Record<string, unknown>>, list: string | undefined) => PageParameters;
  /** Must accept anything: an error body can be undefined or HTML. */
  readonly readError: (body: unknown, headers: FetchAnswer["headers"], status: number) => ErrorReport;
  readonly readRequestId: (headers: FetchAnswer["headers"], body: unknown) => unknown;
  /** A header with a fresh UUID that all attempts of a call share; names the call where its answer does not. */
  readonly requestIdHeader?: string;
  /** Stands around the transport of each attempt and may look at what goes over it; see {@link Watch}. */
  readonly watch?: Watch;
  /** Where the service's rate-limit headers begin. */
  readonly rateLimitPrefix?: "ratelimit" | "x-ratelimit";
  /** Reads the rate limit of a service whose headers have names of their own; `now` in Unix ms. */
  readonly readRateLimit?: (headers: FetchAnswer["headers"], now: number) => RateLimit | undefined;
  /** Lower-case names of this service's headers whose values are no secret, so that views show them. */
  readonly shownHeaders?: readonly string[];
  readonly errors: ErrorFactory;
  readonly shared: SharedOptions;
}
