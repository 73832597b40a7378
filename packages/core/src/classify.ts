import type { CleanCause } from "./errors.ts";

/**
 * What a failed attempt means for the next one: the request surely never arrived; it may have arrived; the server
 * was unwell; it asked for patience; it says a first request with this key is still running; repeating is pointless;
 * the caller ended it.
 */
export type FailureClass =
  | "never-sent"
  | "maybe-sent"
  | "transient"
  | "throttled"
  | "in-progress"
  | "refused"
  | "caller";

/** A platform failure, understood. */
export interface Classified {
  readonly failure: FailureClass;
  readonly code: string;
  readonly cause: CleanCause;
  /** Whether the server may have acted: the request went out, and what came back, if anything, says nothing. */
  readonly ambiguous: boolean;
}

type Rule = readonly [pattern: RegExp, failure: FailureClass, code?: string];

// What came back is no Response, or no HTTP: trying again is pointless, but the server has seen the request.
const foreign = /is not a (?:Response|stream)/;
const garbled =
  /\bHPE_|HTTPParserError|not match the HTTP|bad upgrade|\bUND_ERR_(?:HEADERS_OVERFLOW|RES_)|ERR_ASSERTION|InvalidHTTPResponse|UnrequestedUpgrade|invalid HTTP/i;

// Tried in order against "<code> <message>" of the whole cause chain. Where a rule names no code, the platform's counts.
const rules: readonly Rule[] = [
  [foreign, "refused", "INVALID_RESPONSE"],
  [garbled, "refused"],
  [/invalid onRequestStart method/, "refused", "DISPATCHER_MISMATCH"],
  [/proxy response \(407\)|ERR_PROXY_AUTH/i, "refused", "PROXY_AUTH_REQUIRED"],
  [
    /proxy response \(\d+\)|tunnel(?:ing)? (?:socket|connection) (?:could not|failed)|unsuccessful tunnel/i,
    "never-sent",
    "PROXY_ERROR",
  ],
  [/before secure TLS connection was established/i, "never-sent"],
  [
    /\b(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|ERR_INVALID|UND_ERR_(?:INVALID|NOT_SUPPORTED|REQ_CONTENT))/,
    "refused",
  ],
  // Before refusals, for Bun tells of a reset with the words that it has for them.
  [/\bECONNRESET\b|connection reset|ConnectionClosed|socket connection was closed/i, "maybe-sent", "ECONNRESET"],
  [/\b(?:ECONNREFUSED|ConnectionRefused)\b|connection refused|unable to connect/i, "never-sent", "ECONNREFUSED"],
  [/\bEAI_AGAIN\b|temporary failure in name resolution/i, "never-sent", "EAI_AGAIN"],
  [/\bENOTFOUND\b|dns error|failed to lookup address|DNS lookup failed|DNSResolveFailed/i, "never-sent", "ENOTFOUND"],
  [/\b(?:EMFILE|ENFILE|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)\b/, "never-sent"],
  [/FailedToOpenSocket/, "never-sent", "ECONNREFUSED"],
  // After those above, for a host's name in their text may hold any of these words.
  [
    /certificate|unknown ?issuer|TLS handshake failed|corrupt message of type|bad port|requests to port|invalid (?:url|header)|unsupported/i,
    "refused",
  ],
  [/client error \(Connect\)/i, "never-sent"],
  [
    /connection closed before message completed|error reading a body from connection|end of file before message length/i,
    "maybe-sent",
    "UND_ERR_SOCKET",
  ],
  [/\bZ_(?:DATA|BUF)_ERROR|ZlibError|unexpected end of file|\bgzip\b/i, "maybe-sent", "Z_DATA_ERROR"],
  [/Network connection lost/i, "maybe-sent", "UNKNOWN"],
];

/** Understands what `fetch` or a body stream rejected with, on Node, Bun, Deno, workerd and browsers. */
export function classify(error: unknown, phase: "headers" | "body", clean: (text: string) => string): Classified {
  const chain = unroll(error);
  const innermost = chain.findLast(({ code }) => code !== undefined) ?? chain.at(-1) ?? unknown;
  const [pattern, ruled, code = wordOf(innermost)] = findRule(chain);
  const message = clean(joinMessages(chain) || "no reason given");
  // Once an answer began, the server has acted; a garbled body is as good as one cut short.
  const failure = phase === "body" ? "maybe-sent" : ruled;
  return {
    failure,
    ambiguous: failure === "maybe-sent" || pattern === foreign || pattern === garbled,
    code,
    cause: { name: innermost.name, code: innermost.code, message },
  };
}

// Bun spells some of its codes like names of classes; elsewhere the same failures have none.
function wordOf({ code }: Link): string {
  return code !== undefined && /^[A-Z\d_]+$/.test(code) ? code : "UNKNOWN";
}

// The outermost text of a chain says no more than that something failed.
function joinMessages(chain: readonly Link[]): string {
  const messages = new Set(chain.map(({ message }) => message).filter(Boolean));
  if (messages.size > 1) messages.delete(chain[0]?.message ?? "");
  return [...messages].join("; ");
}

function findRule(chain: readonly Link[]): Rule {
  if (isSilentProxyRefusal(chain)) return [/./, "refused", "PROXY_AUTH_REQUIRED"];
  const text = chain.map(({ code, name, message }) => `${code ?? ""} ${name} ${message}`).join("; ");
  const said = text.replace(/https?:\/\/[^\s)]*/gi, "");
  return rules.find(([pattern]) => pattern.test(said)) ?? [/./, "maybe-sent"];
}

const unknown: Link = { code: undefined, name: "Error", message: "" };

interface Link {
  readonly code: string | undefined;
  readonly name: string;
  readonly message: string;
}

// Each error once and 20 in all, for causes can go in a circle; the innermost come last.
function unroll(error: unknown): Link[] {
  const chain = new Set([error]);
  for (const item of chain) {
    const { cause, errors } = (item ?? {}) as Record<string, unknown>;
    for (const inner of [cause, ...(Array.isArray(errors) ? (errors.slice(0, 20) as unknown[]) : [])]) {
      if (inner !== undefined && inner !== null && chain.size < 20) chain.add(inner);
    }
  }
  return [...chain].map(toLink);
}

function toLink(error: unknown): Link {
  if (typeof error !== "object" || error === null) {
    return { code: undefined, name: "NonError", message: String(error) };
  }
  const { code, name, message } = error as Record<string, unknown>;
  return {
    code: typeof code === "string" && /^[\w-]{1,60}$/.test(code) ? code : undefined,
    name: typeof name === "string" ? name.slice(0, 60) : "Error",
    message: typeof message === "string" ? withoutQueries(message.slice(0, 100_000)) : "",
  };
}

// Deno quotes the URL that it was asked for, and a query may hold what must not show.
function withoutQueries(text: string): string {
  return text.replace(/https?:\/\/[^\s)]*/gi, (url) => url.replace(/[?#].*/, ""));
}

// Node hides a 407 behind a network error whose cause says nothing at all.
function isSilentProxyRefusal(chain: readonly Link[]): boolean {
  const [outer, inner] = chain;
  return chain.length === 2 && outer?.message === "fetch failed" && inner?.code === undefined && inner?.message === "";
}
