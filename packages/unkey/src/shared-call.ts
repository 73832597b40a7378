import { AbortError } from "@keyrack/core";
import { service } from "./service.ts";

/** One piece of work that several callers wait for; it is aborted when the last of them has left. */
export class SharedCall<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #callers = 0;
  #isTaken = false;

  /** Starts the work, in the next microtask. */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = Promise.resolve(this.#controller.signal).then(work);
  }

  /** Whether somebody waits, so that another may join. */
  get isAwaited(): boolean {
    return this.#callers > 0;
  }

  /** Waits for the result, until `signal` aborts; the work goes on for the others. */
  async join(signal: AbortSignal | undefined): Promise<T> {
    this.#callers++;
    try {
      return await untilAborted(this.#result, signal);
    } finally {
      this.#callers--;
      if (this.#callers === 0) this.#controller.abort();
    }
  }

  /** Gives true to the first who asks: for results that only one caller may use. */
  take(): boolean {
    const isFirst = !this.#isTaken;
    this.#isTaken = true;
    return isFirst;
  }
}

/** Waits for work that other callers need too: an abort ends the waiting, with the caller's reason, not the work. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(reasonOf(signal));
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  if (reason instanceof Error) return reason;
  return new AbortError({ service, code: "aborted", message: "The verification was aborted." });
}
