import { canHaveBody, type Outcome } from "./exchange.ts";
import { onAbort } from "./wait.ts";

/** Who gets the answer. */
interface Caller {
  readonly method: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Acts an outcome out as the platform's `fetch` would show it: `drop` and `reset` throw a `TypeError` "fetch failed"
 * whose cause carries the code, a truncated body fails with "terminated", a stalled one ends only by the caller's signal.
 */
export async function deliver(outcome: Outcome, caller: Caller): Promise<Response> {
  switch (outcome.kind) {
    case "drop":
      throw new TypeError("fetch failed", { cause: otherSideClosed() });
    case "reset":
      throw new TypeError("fetch failed", { cause: connectionReset() });
    case "answer":
      return withFittingBody(outcome.response, caller.method);
    case "stall":
    case "truncate":
      return await interrupted(outcome, caller);
  }
}

type Interruption = Extract<Outcome, { afterBytes: number }>;

async function interrupted({ kind, response, afterBytes }: Interruption, caller: Caller): Promise<Response> {
  if (!canHaveBody(caller.method, response.status)) return withFittingBody(response, caller.method);
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  if (kind === "truncate") headers.set("content-length", String(body.byteLength));
  else headers.delete("content-length");
  const stream =
    kind === "truncate" ? truncated(body, afterBytes) : stalled(body.subarray(0, afterBytes), caller.signal);
  return new Response(stream, { status: response.status, statusText: response.statusText, headers });
}

function withFittingBody(response: Response, method: string): Response {
  return response.body === null || canHaveBody(method, response.status) ? response : new Response(null, response);
}

function truncated(body: Uint8Array, afterBytes: number): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    // An error throws away what is still queued, so it has to wait until the bytes were taken.
    pull(controller) {
      if (!sent && afterBytes > 0) controller.enqueue(body.subarray(0, afterBytes));
      else if (body.byteLength <= afterBytes) controller.close();
      else controller.error(new TypeError("terminated", { cause: otherSideClosed() }));
      sent = true;
    },
  });
}

function stalled(bytes: Uint8Array, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  let stopListening: (() => void) | undefined;
  return new ReadableStream({
    start(controller) {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
      if (signal !== undefined) stopListening = onAbort(signal, (reason) => controller.error(reason));
    },
    cancel() {
      stopListening?.();
    },
  });
}

function otherSideClosed(): Error {
  const error = new Error("other side closed");
  return Object.assign(error, { name: "SocketError", code: "UND_ERR_SOCKET" });
}

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { errno: -104, code: "ECONNRESET", syscall: "read" });
}
