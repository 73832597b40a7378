import { checkInteger, checkTimeout, ownOptions } from "@keyrack/core";
import { OptropicError } from "./errors.ts";
import { service } from "./service.ts";

const names: ReadonlySet<string> = new Set(["pollInterval", "timeout"]);

/** Checks how a job is waited for; both in milliseconds. */
export function checkPolling(given: { pollInterval?: number | undefined; timeout?: number | undefined } | undefined): {
  pollInterval: number;
  timeout: number;
} {
  const { pollInterval = 2_000, timeout = 300_000 } = ownOptions({ service, option: "params" }, given, names);
  // A timer of a longer or an endless time fires at once, and the questions would come without a pause.
  checkInteger({ service, option: "pollInterval" }, pollInterval, [1, 0x7fffffff]);
  checkTimeout({ service, option: "timeout" }, timeout);
  return { pollInterval, timeout };
}

/** The error of a job that did not end in time. */
export function pollingEnded(timeout: number): OptropicError {
  const message = `The batch did not end within ${timeout} ms.`;
  return new OptropicError({ service, code: "BATCH_TIMEOUT", message, retryable: true });
}
