import { SdkError } from "@keyrack/core";
import type { RefusedKey, VerifiedRatelimit } from "./types/verify-key.ts";

/** How a request is refused; nothing in it tells a caller more than the key's owner may know. */
interface Refusal {
  readonly status: 401 | 403 | 429 | 503;
  readonly code: string;
  readonly detail: string;
  /** The error of the challenge (RFC 6750, section 3.1); a request without a key gets none. */
  readonly error?: "invalid_token" | "insufficient_scope";
  readonly headers?: Readonly<Record<string, string>>;
}

const titles = { 401: "Unauthorized", 403: "Forbidden", 429: "Too Many Requests", 503: "Service Unavailable" } as const;

const invalid = { status: 401, error: "invalid_token" } as const;

const refusals: ReadonlyMap<string, Omit<Refusal, "code" | "headers">> = new Map([
  ["NOT_FOUND", { ...invalid, detail: "The key is unknown." }],
  ["DISABLED", { ...invalid, detail: "The key is disabled." }],
  ["EXPIRED", { ...invalid, detail: "The key has expired." }],
  ["INSUFFICIENT_PERMISSIONS", { status: 403, error: "insufficient_scope", detail: "The key lacks a permission." }],
  ["RATE_LIMITED", { status: 429, detail: "The key was used too often." }],
  ["USAGE_EXCEEDED", { status: 429, detail: "The key has no credits left for this." }],
]);

/** Answers a request whose key did not pass; `now` in Unix milliseconds. A code without an entry gives a 403. */
export function forRefusedKey({ code, ratelimits }: RefusedKey, now: number): Response {
  const refusal = refusals.get(code) ?? { status: 403, detail: "The key may not be used for this." };
  return problem({ ...refusal, code, headers: code === "RATE_LIMITED" ? limitHeaders(ratelimits ?? [], now) : {} });
}

/** Answers a request without a key. */
export function missingKey(): Response {
  return problem({ status: 401, code: "MISSING_KEY", detail: "The request has no key." });
}

/** Answers a request whose key cannot be one. */
export function malformedKey(): Response {
  return problem({ ...invalid, code: "MALFORMED_KEY", detail: "The key is too long." });
}

/** Answers a request that could not be judged, and tells when to come again where the error does. */
export function noVerdict(error: unknown): Response {
  const waitMs = error instanceof SdkError ? error.retryAfterMs : undefined;
  const headers = waitMs === undefined ? {} : { "retry-after": String(Math.ceil(waitMs / 1_000)) };
  return problem({ status: 503, code: "NO_VERDICT", detail: "The key cannot be verified at the moment.", headers });
}

function problem({ code, detail, error, headers, status }: Refusal): Response {
  const body = { type: "about:blank", title: titles[status], status, detail, code };
  const isChallenge = status === 401 || status === 403;
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      ...(isChallenge && { "www-authenticate": challenge(error, detail) }),
      "content-type": "application/problem+json",
      "cache-control": "no-store",
    },
  });
}

function challenge(error: Refusal["error"], detail: string): string {
  return `Bearer realm="api"${error ? `, error="${error}", error_description="${detail}"` : ""}`;
}

function limitHeaders(limits: readonly VerifiedRatelimit[], now: number): Record<string, string> {
  const [last] = limits.filter(({ exceeded, reset }) => exceeded && Number.isFinite(reset)).sort(byReset);
  if (last === undefined) return {};
  const seconds = String(Math.max(1, Math.ceil((last.reset - now) / 1_000)));
  return {
    "retry-after": seconds,
    "ratelimit-limit": String(last.limit),
    "ratelimit-remaining": String(last.remaining),
    "ratelimit-reset": seconds,
  };
}

function byReset(left: VerifiedRatelimit, right: VerifiedRatelimit): number {
  return right.reset - left.reset;
}
