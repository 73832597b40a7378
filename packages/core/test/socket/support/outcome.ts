import { SdkError } from "@keyrack/core";

/** What came of one call. */
export interface Outcome {
  /** The error's class, `foreign` for an error that is none of ours, or `success`. */
  readonly name: string;
  readonly code?: string;
  readonly status?: number | undefined;
  readonly phase?: string;
  readonly limit?: string;
  readonly message?: string;
  readonly attempts?: number;
  readonly maybeApplied?: boolean;
  readonly retryable?: boolean;
  readonly error?: unknown;
  readonly value?: unknown;
}

/** Waits for a call and gives what came of it; never rejects. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    return { name: "success", value: await call };
  } catch (error) {
    if (!(error instanceof SdkError)) return { name: "foreign", error };
    const { attempts, code, maybeApplied, message, name, retryable, status } = error;
    const { limit, phase } = error as { limit?: string; phase?: string };
    const time = { ...(phase !== undefined && { phase }), ...(limit !== undefined && { limit }) };
    return { name, code, status, ...time, message, attempts, maybeApplied, retryable, error };
  }
}

/** Waits for a call that fails and gives what it rejected with. */
export async function rejection(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    (value) => {
      throw new Error(`The call should have failed; it gave ${JSON.stringify(value)}.`);
    },
    (reason: unknown) => reason,
  );
}
