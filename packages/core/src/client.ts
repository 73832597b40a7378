/// <reference lib="esnext.disposable" preserve="true" />
import type { RateLimit } from "./rate-limit.ts";
import type { RequestOptions } from "./request.ts";
import type { Method } from "./types.ts";

/** What every client can do besides its methods. */
export interface Client extends AsyncDisposable {
  /** What the last answer that had rate-limit headers said, errors included. */
  readonly rateLimit: RateLimit | undefined;
  /**
   * Sends one request to a route that has no method of its own, with every rule of a method: credential, retries,
   * limits, errors.
   *
   * Gives the parsed body as the service sent it (envelope unopened), `undefined` when it is empty. `path` starts
   * with one `/`, holds no query, no `//` and no dot segments; build it with the `path` tag.
   */
  request<T = unknown>(method: Method, path: string, options?: RequestOptions): Promise<T>;
  /**
   * Ends the client: calls in flight and waits reject with `ClosedClientError`, later calls too, without a request.
   * Resolves when all have settled; can be called again. An injected `fetch` is never closed.
   */
  close(): Promise<void>;
}
