import {
  bearer,
  type CallOptions,
  type CallSettings,
  checkBaseUrl,
  checkHeaders,
  checkTimeout,
  type ErrorReport,
  headerKey,
  type PageParameters,
  type ServiceProfile,
  systemClock,
} from "@keyrack/core";
import { watchWire } from "./debug.ts";
import { clientLists, contentOf, type ListKind, referenceLists } from "./dialects.ts";
import { createApiError } from "./errors.ts";
import { readFailureBody } from "./failure-body.ts";
import type { OptropicCallOptions, Settings } from "./options.ts";
import { keyTail } from "./redaction.ts";
import { completeRetryConfig, createRetryPolicy, type FullRetryConfig } from "./retry-config.ts";
import { service } from "./service.ts";
import { VERSION } from "./version.ts";

/** Says how Optropic authenticates, retries, pages and reports errors, in either dialect. */
export function createProfile(settings: Settings): ServiceProfile {
  const { apiKey, debug, dialect, shared } = settings;
  const source = { service, option: "apiKey" };
  const lists = dialect === "client" ? clientLists : referenceLists;
  const retryConfig = completeRetryConfig(settings.retryConfig);
  const clock = shared.clock ?? systemClock;
  return {
    service,
    userAgent: `keyrack-optropic/${VERSION}`,
    baseUrl: readBaseUrl(settings),
    credentials: dialect === "client" ? headerKey(source, apiKey, "x-api-key") : bearer(source, apiKey),
    headers: checkHeaders(service, "headers", settings.headers),
    timeout: checkTimeout({ service, option: "timeout" }, settings.timeout),
    retry: createRetryPolicy(retryConfig),
    secretShape: keyTail,
    idempotentMethods: ["POST", "PUT", "PATCH"],
    requestIdHeader: "x-request-id",
    callOptionNames: ["timeout", "retryConfig", "idempotencyKey"],
    readCallOptions: (call) => readCallOptions(call, retryConfig),
    unwrap: (body) => body,
    content: (value, expects) => (expects === "array" ? contentOf(value) : value),
    // The parameters are what the methods of this package have put into `query`.
    writePage: (asked, kind) => lists.write(asked as PageParameters, kindOf(kind)),
    readPage: (body, asked, context) => lists.read(body, asked as PageParameters, context),
    readError,
    readRequestId: (headers, body) => headers.get("x-request-id") ?? readFailureBody(body).requestId,
    rateLimitPrefix: "x-ratelimit",
    errors: { api: (init) => createApiError(init, clock.date()) },
    shared,
    ...(debug && { watch: watchWire({ apiKey, logger: shared.logger ?? console, clock }) }),
  };
}

function readBaseUrl({ baseUrl, shared }: Settings): string {
  const url = checkBaseUrl({ service, option: "baseUrl" }, baseUrl, shared.allowInsecureHttp);
  return url.endsWith("/v1") ? url : `${url}/v1`;
}

function readCallOptions(call: CallOptions, config: FullRetryConfig): CallSettings {
  const { idempotencyKey, retryConfig, timeout }: OptropicCallOptions = call;
  return {
    idempotencyKey,
    timeout: timeout === undefined ? undefined : checkTimeout({ service, option: "timeout" }, timeout),
    retry: retryConfig === undefined ? undefined : createRetryPolicy(completeRetryConfig(retryConfig, config)),
  };
}

function readError(body: unknown, _headers: unknown, status: number): ErrorReport {
  const { code, details, message } = readFailureBody(body);
  const { retryAfter } = details;
  const isWait = typeof retryAfter === "number" && retryAfter > 0;
  return {
    code,
    message: message ?? (body === undefined ? `HTTP ${status}` : undefined),
    retryAfterMs: isWait ? Math.min(Math.ceil(retryAfter * 1_000), Number.MAX_SAFE_INTEGER) : undefined,
    // A spent quota does not come back within a call, and 413 is repeated nowhere here.
    final: status === 413 || (status === 429 && code === "QUOTA_EXCEEDED"),
  };
}

function kindOf(kind: string | undefined): ListKind {
  return kind === "audit" || kind === "array" ? kind : "pages";
}
