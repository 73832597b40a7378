/** One piece of work that several callers wait for; it is aborted when the last of them has left. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #callers = 0;

  /** Starts the work, in the next microtask. */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = Promise.resolve(this.#controller.signal).then(work);
  }

  /** Whether the last caller has left, before the end or after it, so that nobody can join any more. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result, or until `signal` aborts and then rejects with its reason; the work goes on for the others. */
  async join(signal: AbortSignal): Promise<T> {
    this.#callers++;
    let stop: () => void = () => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason as Error);
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await Promise.race([left, this.#result]);
    } finally {
      signal.removeEventListener("abort", stop);
      this.#callers--;
      if (this.#callers === 0) this.#controller.abort();
    }
  }
}
