import { AbortError, checkTimeout, refuse, type SharedOptions, systemClock, TimeoutError } from "@keyrack/core";
import type { XtraCallOptions } from "./options.ts";
import { service } from "./service.ts";

/** With fewer ms left, no request is started. */
const leastTime = 50;

/** What ends the waiting of one caller. */
export interface Limits {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; `Infinity` means no limit. */
  readonly totalTimeout: number;
}

/** The limits of one caller, checked: its own options over the client's total time. */
export function readLimits(
  { signal, totalTimeout }: { signal?: AbortSignal | undefined; totalTimeout?: number | undefined },
  usual: number,
): Limits {
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw refuse(service, "signal must be an AbortSignal.");
  return { signal, totalTimeout: checkTimeout({ service, option: "totalTimeout" }, totalTimeout ?? usual) };
}

/**
 * Runs the work of one caller under a signal that aborts with the caller's own reason, or with a `TimeoutError` when
 * the total time has passed. `what` names the work in errors.
 */
export async function withinLimits<T>(
  { signal, totalTimeout }: Limits,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort(reasonOf(signal, what));
  const expire = (): void => controller.abort(expired(what));
  throwIfAborted(signal, what);
  signal?.addEventListener("abort", abort, { once: true });
  const timer = totalTimeout === Number.POSITIVE_INFINITY ? undefined : setTimeout(expire, totalTimeout);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Gives the options for each request of a call that makes several: the caller's, with what is left of its total time. */
export function shareTime(
  call: XtraCallOptions,
  { clock = systemClock, totalTimeout: usual = 90_000 }: SharedOptions,
  what: string,
): () => XtraCallOptions {
  const { totalTimeout } = readLimits(call, usual);
  const started = clock.now();
  return () => {
    const left = totalTimeout - (clock.now() - started);
    if (left < leastTime) throw expired(what);
    return { ...call, totalTimeout: left };
  };
}

/** Rejects work of one caller whose signal has aborted, with the caller's own reason. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw reasonOf(signal, what);
}

function reasonOf(signal: AbortSignal | undefined, what: string): Error {
  const reason: unknown = signal?.reason;
  const tag = Object.prototype.toString.call(reason);
  if (reason instanceof Error || tag === "[object Error]" || tag === "[object DOMException]") return reason as Error;
  return new AbortError({ service, code: "aborted", message: `${what} was aborted.` });
}

function expired(what: string): TimeoutError {
  const message = `${what} ran out of its total time.`;
  return new TimeoutError({ service, code: "timeout", message, retryable: true, phase: "wait", limit: "total" });
}
