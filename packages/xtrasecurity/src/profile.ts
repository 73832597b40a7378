import {
  bearer,
  type CallOptions,
  type CallSettings,
  checkRetries,
  checkTimeout,
  ConnectionError,
  DecodeError,
  type ErrorReport,
  type FetchAnswer,
  nextPageNumber,
  type PageContent,
  type ServiceProfile,
  TimeoutError,
  type Watch,
} from "@keyrack/core";
import { codeOf } from "./error-codes.ts";
import { createApiError } from "./errors.ts";
import { readFailureBody } from "./failure-body.ts";
import { isObject, memberOf } from "./json.ts";
import type { Settings, XtraCallOptions } from "./options.ts";
import { createRetryPolicy } from "./retries.ts";
import { service } from "./service.ts";
import { maskHeader } from "./snapshot.ts";
import { withPerson } from "./stripping.ts";
import { isServiceAccountToken } from "./token.ts";
import { VERSION } from "./version.ts";

/** Says how XtraSecurity authenticates, retries, pages and reports errors; `watch` sees what goes over the wire. */
export function createProfile({ apiUrl, maxRetries, shared, timeout, token }: Settings, watch: Watch): ServiceProfile {
  const isServiceAccount = isServiceAccountToken(token);
  return {
    service,
    userAgent: `keyrack-xtrasecurity/${VERSION}`,
    baseUrl: apiUrl,
    credentials: bearer({ service, option: "token" }, token),
    timeout,
    retry: createRetryPolicy(maxRetries),
    secretShape: /\b(?:xs|xtra)_[0-9a-f]{16,}/g,
    callOptionNames: ["timeout", "maxRetries"],
    readCallOptions,
    unwrap: (body) => body,
    content: (value, expects) => (expects === "array" && isObject(value) ? memberOf(value, "data") : value),
    readPage,
    readError,
    readRequestId: () => undefined,
    rateLimitPrefix: "x-ratelimit",
    shownHeaders: [maskHeader, "x-mask-reason"],
    watch,
    errors: {
      api: (init) => createApiError(init, isServiceAccount),
      connection: (init) => new ConnectionError({ ...init, code: "network", cause: withWord(init) }),
      timeout: (init) => new TimeoutError({ ...init, code: "timeout" }),
      decode: (init) => new DecodeError({ ...init, code: "invalid_response" }),
    },
    shared,
  };
}

function readCallOptions(call: CallOptions): CallSettings {
  const { maxRetries, timeout }: XtraCallOptions = call;
  const retries = maxRetries === undefined ? undefined : checkRetries({ service, option: "maxRetries" }, maxRetries);
  return {
    timeout: timeout === undefined ? undefined : checkTimeout({ service, option: "timeout" }, timeout),
    retry: retries === undefined ? undefined : createRetryPolicy(retries),
  };
}

// The audit log is the one list that has pages.
function readPage(body: unknown, asked: Readonly<Record<string, unknown>>): PageContent {
  const data = (memberOf(body, "data") as unknown[]).map(withPerson);
  const page = Number(asked["page"] ?? 1);
  const [total, pageSize] = [Number(memberOf(body, "total")), Number(memberOf(body, "pageSize"))];
  const totalPages = Math.ceil(total / pageSize);
  return { data, ...nextPageNumber(data.length, { page, totalPages }), extra: { total, page, pageSize } };
}

function readError(body: unknown, headers: FetchAnswer["headers"], status: number): ErrorReport {
  const said = readFailureBody(body);
  const seconds = /^\d{1,9}$/.exec(headers.get("retry-after") ?? "")?.[0] ?? said.retryAfter;
  return {
    code: codeOf(status, said),
    message: said.message,
    // The service rounds the rest of a second down to 0.
    retryAfterMs: status === 429 && seconds !== undefined ? Math.max(1, Number(seconds)) * 1_000 : undefined,
  };
}

// Not every platform gives its errors a code of their own.
function withWord({ cause, code }: { cause?: ConnectionError["cause"]; code: string }): ConnectionError["cause"] {
  return cause && { ...cause, code: cause.code ?? code };
}
