import {
  type CallOptions,
  type CallSettings,
  checkBaseUrl,
  checkHeaders,
  checkTimeout,
  type ErrorReport,
  type Expected,
  nextCursor,
  ownOptions,
  type PageContent,
  type ServiceProfile,
  sharedOptionNames,
} from "@keyrack/core";
import { createCredentials } from "./credentials.ts";
import { createApiError } from "./error-of-status.ts";
import { ClosedClientError } from "./errors.ts";
import { type AuthPIAdminOptions, DEFAULT_BASE_URL, type UpdateOptions } from "./options.ts";
import { readProblem } from "./problem.ts";
import { refuse } from "./refusal.ts";
import { createRetryPolicy } from "./retries.ts";
import { service } from "./service.ts";
import { VERSION } from "./version.ts";

const optionNames: ReadonlySet<string> = new Set([
  "apiKey",
  "accessToken",
  "accountId",
  "onTokenExpired",
  "baseUrl",
  "timeout",
  "defaultHeaders",
  "retries",
  ...sharedOptionNames,
]);

/** Says how AuthPI authenticates, retries, pages and reports errors. */
export function createProfile(given: AuthPIAdminOptions): ServiceProfile {
  const options = ownOptions({ service, option: "options" }, given, optionNames);
  const {
    accessToken,
    accountId: _accountId,
    apiKey,
    baseUrl = DEFAULT_BASE_URL,
    defaultHeaders,
    onTokenExpired,
    retries,
    timeout = 30_000,
    ...shared
  } = options;
  checkTimeout({ service, option: "timeout" }, timeout);
  const { allowInsecureHttp } = shared;
  return {
    service,
    userAgent: `keyrack-authpi-admin/${VERSION}`,
    // Every path begins with the version, so one in the base would come twice.
    baseUrl: checkBaseUrl({ service, option: "baseUrl" }, baseUrl, allowInsecureHttp).replace(/\/v1$/, ""),
    credentials: createCredentials({ accessToken, apiKey, onTokenExpired }, timeout),
    headers: checkHeaders(service, "defaultHeaders", defaultHeaders),
    timeout,
    retry: createRetryPolicy(retries),
    // Signing secrets of webhooks, and JSON web tokens.
    secretShape: /\bwhs_\w{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
    callOptionNames: ["timeout", "retries", "idempotencyKey", "ifMatch"],
    readCallOptions,
    unsent: ["_etag"],
    unwrap: (body, headers) => tag(openEnvelope(body), headers.get("etag")),
    content: (value, expects) => contentOf(value, expects),
    readPage,
    readError,
    readRequestId: (headers, body) => headers.get("x-request-id") ?? readProblem(body).reference,
    errors: { api: createApiError, closed: (init) => new ClosedClientError(init) },
    shared,
  };
}

function readCallOptions(call: CallOptions): CallSettings {
  const { idempotencyKey, ifMatch, retries, timeout }: UpdateOptions = call;
  return {
    timeout: timeout === undefined ? undefined : checkTimeout({ service, option: "timeout" }, timeout),
    retry: retries === undefined ? undefined : createRetryPolicy(retries),
    idempotencyKey,
    ...(ifMatch !== undefined && ifMatch !== "" && { headers: { "if-match": quote(ifMatch) } }),
  };
}

// A strong tag without its quotes is the commonest slip; anything else goes out as it is (RFC 9110, section 13.1.1).
function quote(ifMatch: unknown): string {
  if (typeof ifMatch !== "string" || !/^[\x20-\x7e]+$/.test(ifMatch)) {
    throw refuse("ifMatch must be a string of visible ASCII characters.");
  }
  return /^(?:W\/|\*$)|"/.test(ifMatch) ? ifMatch : `"${ifMatch}"`;
}

// An event has a member `data` among others, so only an object with nothing else is an envelope.
function openEnvelope(body: unknown): unknown {
  const isEnvelope = isRecord(body) && Object.keys(body).length === 1 && "data" in body;
  return isEnvelope ? body["data"] : body;
}

function tag(value: unknown, etag: string | null): unknown {
  return isRecord(value) && etag !== null ? { ...value, _etag: etag } : value;
}

function contentOf(value: unknown, expects: Expected): unknown {
  if (expects !== "list" || !isRecord(value)) return value;
  return value["data"] ?? undefined;
}

function readPage(body: unknown): PageContent {
  const { data, has_more: hasMore, invalid_count: invalidCount, next_cursor: cursor } = isRecord(body) ? body : {};
  const items = Array.isArray(body) ? (body as unknown[]) : ((data ?? []) as unknown[]);
  return {
    data: items,
    ...nextOf(hasMore === true ? cursor : undefined),
    extra: { nextCursor: cursor ?? null, ...(invalidCount !== undefined && { invalidCount }) },
  };
}

function nextOf(cursor: unknown): Pick<PageContent, "next" | "fault"> {
  if (cursor === "") return { next: undefined, fault: "more pages are announced, but the cursor is empty" };
  return nextCursor(cursor, undefined);
}

function readError(body: unknown): ErrorReport {
  const { error, errorDescription, reference } = readProblem(body);
  return { code: error, message: errorDescription, requestId: reference };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
