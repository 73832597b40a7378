/** A request as it arrives, its body still unread; a `Request` is one. */
export interface Arrival {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Headers;
  /** Aborts when the caller gives up or its connection is gone. */
  readonly signal: AbortSignal | undefined;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * What becomes of a request, before a fetch or a socket acts it out.
 *
 * `drop` ends the connection after the service did its work, `reset` before the request is read; `stall` and
 * `truncate` let `afterBytes` bytes of the answer's body pass and then fall silent or end the connection.
 */
export type Outcome =
  | { readonly kind: "answer"; readonly response: Response }
  | { readonly kind: "drop" }
  | { readonly kind: "reset" }
  | { readonly kind: "stall" | "truncate"; readonly response: Response; readonly afterBytes: number };

/** Decides what becomes of a request. */
export type Handler = (arrival: Arrival) => Promise<Outcome>;

/** Tells whether an answer with this status to this method can have a body (RFC 9110, section 6.4.1). */
export function canHaveBody(method: string, status: number): boolean {
  return method !== "HEAD" && !isBodilessStatus(status);
}

/** Tells whether a status never comes with a body; `Response` refuses one for these. */
export function isBodilessStatus(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
