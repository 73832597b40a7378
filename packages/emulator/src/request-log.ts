import type { SeenRequest } from "./seen-request.ts";

const MAX_REQUESTS = 10_000;
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Keeps the newest 10,000 requests, fewer when their bodies came to more than 64 MiB together, so that a server can run for days. */
export class RequestLog {
  /** The same array for the life of the log, oldest request first. */
  readonly requests: SeenRequest[] = [];
  readonly #sizes: number[] = [];
  #bytes = 0;

  /** Adds a request whose body had `bodyBytes` bytes, and forgets the oldest ones above the limits. */
  add(request: SeenRequest, bodyBytes: number): void {
    this.requests.push(request);
    this.#sizes.push(bodyBytes);
    this.#bytes += bodyBytes;
    while (this.requests.length > 1 && this.#isFull()) this.#forgetOldest();
  }

  clear(): void {
    this.requests.length = 0;
    this.#sizes.length = 0;
    this.#bytes = 0;
  }

  #isFull(): boolean {
    return this.requests.length > MAX_REQUESTS || this.#bytes > MAX_BODY_BYTES;
  }

  #forgetOldest(): void {
    this.requests.shift();
    this.#bytes -= this.#sizes.shift() ?? 0;
  }
}
