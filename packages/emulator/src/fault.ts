import { isBodilessStatus } from "./exchange.ts";

/** Which requests a fault meets. */
interface FaultScope {
  /** Method and path, as in `"POST /v2/keys.createKey"`; `*` or `{name}` stands for one path segment. @defaultValue every request */
  route?: string | undefined;
  /** How many requests it meets before it is spent: an integer of at least 1, or `Infinity`. @defaultValue 1 */
  times?: number | undefined;
  /** From 0 to 1, drawn from the emulator's seed for each request that the route matches. @defaultValue 1 */
  probability?: number | undefined;
}

/** An answer in place of the service's; the service never sees the request. */
interface FailFault {
  kind: "fail";
  /** 200 to 599. */
  status: number;
  headers?: Readonly<Record<string, string>> | undefined;
  /** A string goes out as it is, any other value as JSON. @defaultValue no body */
  body?: unknown;
}

/** Lets the request wait before the service sees it. */
interface DelayFault {
  kind: "delay";
  /** Milliseconds of real time, at most 2,147,483,647. */
  ms: number;
}

/** `drop`: the service applies the request, then the connection ends without an answer. `reset`: it ends before the request is read. */
interface LostFault {
  kind: "drop" | "reset";
}

/** Answers with the headers and some bytes of the true body, then says nothing more and keeps the connection open. */
interface StallFault {
  kind: "stall";
  /** @defaultValue 0 */
  afterBytes?: number | undefined;
}

/** Announces the true length, sends some bytes of the body, then ends the connection; a body no longer than that arrives whole. */
interface TruncateFault {
  kind: "truncate";
  afterBytes: number;
}

/** Something that goes wrong on purpose, and for which requests. */
export type Fault = FaultScope & (FailFault | DelayFault | LostFault | StallFault | TruncateFault);

/** The answer of a `fail` fault, and how often it is given. */
export type FailingAnswer = Omit<FailFault, "kind"> & Pick<FaultScope, "times">;

/** A checked fault, ready to be acted out any number of times. */
export type Effect =
  | { readonly kind: "fail"; respond(): Response }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "drop" | "reset" }
  | { readonly kind: "stall" | "truncate"; readonly afterBytes: number };

const MAX_TIMER_MS = 2 ** 31 - 1;

/** Checks what a fault does; throws a `TypeError` that names the field which is wrong. */
export function effectOf(fault: Fault): Effect {
  switch (fault.kind) {
    case "fail":
      return { kind: "fail", respond: failure(fault) };
    case "delay":
      requireField(fault.ms >= 0 && fault.ms <= MAX_TIMER_MS, `ms must be from 0 to ${MAX_TIMER_MS}`);
      return { kind: "delay", ms: fault.ms };
    case "drop":
    case "reset":
      return { kind: fault.kind };
    case "stall":
      return { kind: "stall", afterBytes: byteCount(fault.afterBytes ?? 0) };
    case "truncate":
      return { kind: "truncate", afterBytes: byteCount(fault.afterBytes) };
    default:
      throw unknownKind(fault);
  }
}

/** Throws a `TypeError` with this text unless `valid`; the text starts with the field's name. */
export function requireField(valid: boolean, text: string): void {
  if (!valid) throw new TypeError(`A fault's ${text}.`);
}

function failure({ status, headers, body }: FailFault): () => Response {
  requireField(Number.isInteger(status) && status >= 200 && status <= 599, "status must be an integer from 200 to 599");
  requireField(body === undefined || !isBodilessStatus(status), `body must be left out with status ${status}`);
  const text = bodyText(body);
  const allHeaders = checkedHeaders(headers);
  if (text !== undefined && typeof body !== "string" && !allHeaders.has("content-type")) {
    allHeaders.set("content-type", "application/json");
  }
  return () => new Response(text, { status, headers: allHeaders });
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined || typeof body === "string") return body;
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch {
    // A cycle or a bigint: told below, with the field's name.
  }
  if (text === undefined) throw new TypeError("A fault's body must be a string or a JSON value.");
  return text;
}

function checkedHeaders(headers: Readonly<Record<string, string>> | undefined): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw new TypeError("A fault's headers must have names and values that HTTP allows.");
  }
}

function byteCount(count: number): number {
  requireField(Number.isSafeInteger(count) && count >= 0, "afterBytes must be an integer of at least 0");
  return count;
}

function unknownKind({ kind }: { kind?: unknown }): TypeError {
  return new TypeError(`A fault's kind must be fail, delay, drop, reset, stall or truncate, not ${String(kind)}.`);
}
