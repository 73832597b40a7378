import { type Clock, ownOptions, systemClock } from "@keyrack/core";
import { checkVerifier, type KeyVerifier } from "./key-verifier.ts";
import { forRefusedKey, malformedKey, missingKey, noVerdict } from "./refusal.ts";
import { service } from "./service.ts";
import type { Answer } from "./types/answer.ts";
import type { RefusedKey, ValidKey, VerifyKeyParams } from "./types/verify-key.ts";

/** What the key of a request must be good for: the params of verifyKey without the key. */
export type RequestParams = Omit<VerifyKeyParams, "key">;

/** A key as `getKey` found it; a Response is what the request is answered with instead. */
export type FoundKey = string | Response | null | undefined;

/** How requests are verified. */
export interface VerifyRequestOptions {
  /** What the key must be good for, or a function that says so for each request. @defaultValue any valid key */
  params?: RequestParams | ((request: Request) => RequestParams | Promise<RequestParams>) | undefined;
  /** Finds the key. @defaultValue the token of `Authorization: Bearer` */
  getKey?: ((request: Request) => FoundKey | Promise<FoundKey>) | undefined;
  /** Told of every error on the way to a verdict; may give the answer. @defaultValue 503 */
  onError?: ((error: unknown, request: Request) => Response | void | Promise<Response | void>) | undefined;
  /** Time, for tests. */
  clock?: Clock | undefined;
}

/** A request whose key passed every check. */
export interface VerifiedRequest {
  readonly verified: true;
  readonly answer: Answer<ValidKey>;
}

/** A request that must not go on. */
export interface RefusedRequest {
  readonly verified: false;
  /** What to answer. */
  readonly response: Response;
  /** What Unkey said of the key; absent where it was not asked, or gave no verdict. */
  readonly answer?: Answer<RefusedKey> | undefined;
  /** Why there is no verdict. */
  readonly error?: unknown;
}

/**
 * Verifies the key of a request, and gives either the verdict or the answer to refuse it with.
 *
 * Only `valid: true` lets a request pass. No key, NOT_FOUND, DISABLED and EXPIRED are answered 401; FORBIDDEN,
 * INSUFFICIENT_PERMISSIONS and codes unknown to this package 403, all with a challenge (RFC 6750); RATE_LIMITED 429
 * with `Retry-After` and `RateLimit-*` for the limit that ends last; USAGE_EXCEEDED 429 without them, since nobody
 * knows when credits come; any error 503. Bodies are problem details (RFC 9457) with the `code`. The request's signal
 * ends the verification. Rejects only for wrong options, and with what `onError` throws.
 */
export async function verifyRequest(
  verifier: KeyVerifier,
  request: Request,
  options?: VerifyRequestOptions,
): Promise<VerifiedRequest | RefusedRequest> {
  return await judge(request, readSettings(verifier, options));
}

/**
 * Wraps a handler of web requests so that it runs only for requests whose key is valid, with what Unkey knows of that
 * key as its second argument; all others are answered as `verifyRequest` says. Further arguments are passed on.
 */
export function withVerifiedKey<Incoming extends Request, Rest extends unknown[]>(
  verifier: KeyVerifier,
  handler: (request: Incoming, key: ValidKey, ...rest: Rest) => Response | Promise<Response>,
  options?: VerifyRequestOptions,
): (request: Incoming, ...rest: Rest) => Promise<Response> {
  const settings = readSettings(verifier, options);
  return async (request, ...rest) => {
    const outcome = await judge(request, settings);
    return outcome.verified ? await handler(request, outcome.answer.data, ...rest) : outcome.response;
  };
}

interface Settings extends VerifyRequestOptions {
  readonly verifier: KeyVerifier;
}

const optionNames: ReadonlySet<string> = new Set(["params", "getKey", "onError", "clock"]);

function readSettings(verifier: KeyVerifier, options: VerifyRequestOptions | undefined): Settings {
  checkVerifier(verifier);
  return { ...ownOptions({ service, option: "options" }, options, optionNames), verifier };
}

async function judge(request: Request, settings: Settings): Promise<VerifiedRequest | RefusedRequest> {
  const { clock = systemClock, getKey = bearerKey, onError, params, verifier } = settings;
  try {
    const key = readKey(await getKey(request));
    if (isResponse(key)) return { verified: false, response: key };
    const asked = typeof params === "function" ? await params(request) : params;
    const { data, meta } = await verifier.verifyKey({ ...asked, key }, { signal: request.signal });
    if (data.valid === true) return { verified: true, answer: { data, meta } };
    return { verified: false, answer: { data, meta }, response: forRefusedKey(data, clock.date()) };
  } catch (error) {
    const response = await onError?.(error, request);
    return { verified: false, error, response: isResponse(response) ? response : noVerdict(error) };
  }
}

function readKey(found: FoundKey): string | Response {
  if (!found) return missingKey();
  if (isResponse(found)) return found;
  // Unkey would answer 400, which looks like an error of ours and is the caller's.
  return found.length > longestKey ? malformedKey() : found;
}

const longestKey = 512;

function bearerKey({ headers }: Request): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
}

// Not by `instanceof`: a framework's Response is often a class of its own.
function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null;
}
