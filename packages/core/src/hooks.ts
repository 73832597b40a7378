import type { SdkError } from "./errors.ts";

/** Called, never awaited; what they throw or reject is dropped. Order: request, response, retry (and again), error. */
export interface Hooks {
  /** Before each attempt. Returned headers join this attempt (`traceparent`); reserved ones are ignored. */
  onRequest?(event: RequestEvent): void | Readonly<Record<string, string>>;
  /** After each answer, whatever its status, once its body is read. */
  onResponse?(event: ResponseEvent): void;
  /** Before the wait that precedes another attempt. */
  onRetry?(event: RetryEvent): void;
  /** Once, when the call fails. */
  onError?(event: FailureEvent): void;
}

/** One object per call, so that it can be the key of a `WeakMap`. */
export interface CallInfo {
  readonly id: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly idempotencyKey: string | undefined;
}

/** What all events share. */
export interface AttemptEvent {
  readonly call: CallInfo;
  /** Counts from 1; 0 in a failure before the first attempt. */
  readonly attempt: number;
  /** Without its query. */
  readonly url: string;
}

/** An attempt is about to be sent. */
export interface RequestEvent extends AttemptEvent {
  /** Lower-case names, secrets masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
}

/** An answer came and its body is read. */
export interface ResponseEvent extends AttemptEvent {
  readonly status: number;
  /** Lower-case names, secrets masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  readonly durationMs: number;
}

/** An attempt failed and another one follows. */
export interface RetryEvent extends AttemptEvent {
  readonly error: SdkError;
  readonly waitMs: number;
  /** Whether the server asked for this wait. */
  readonly hinted: boolean;
}

/** The call failed. */
export interface FailureEvent extends AttemptEvent {
  /** What the call rejects with: an `SdkError`, or the caller's own abort reason. */
  readonly error: unknown;
  readonly maybeApplied: boolean;
  readonly durationMs: number;
  readonly waitedMs: number;
}
