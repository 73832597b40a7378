/** The fields of a log line; no header, no body, no value from a path. */
export interface LogFields {
  readonly service: string;
  readonly method: string;
  readonly route: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** `wire` on a line that tells what went over the wire, where a service has such an option. */
  readonly outcome: "ok" | "retry" | "failed" | "aborted" | "wire";
  readonly durationMs: number;
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  /** Milliseconds until the next attempt. */
  readonly waitMs?: number;
}

/** Where log lines go, one per attempt: `ok` at debug, `retry` at info, `failed` and `aborted` at warn. */
export interface Logger {
  debug(message: string, fields: LogFields): void;
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
}
