import {
  bearer,
  type CallOptions,
  type CallSettings,
  checkBaseUrl,
  checkTimeout,
  type ErrorReport,
  nextCursor,
  ownOptions,
  type PageContent,
  readEnv,
  type ServiceProfile,
  sharedOptionNames,
} from "@keyrack/core";
import { createApiError } from "./errors.ts";
import { DEFAULT_SERVER_URL, ROOT_KEY_VARIABLE, type UnkeyCallOptions, type UnkeyOptions } from "./options.ts";
import { readProblem } from "./problem.ts";
import { createRetryPolicy } from "./retry-config.ts";
import { service } from "./service.ts";
import { VERSION } from "./version.ts";

const ownNames = ["serverUrl", "timeoutMs", "retryConfig"] as const;
const optionNames: ReadonlySet<string> = new Set(["rootKey", ...ownNames, ...sharedOptionNames]);

/** Says how Unkey authenticates, retries, pages and reports errors. */
export function createProfile(given: UnkeyOptions): ServiceProfile {
  const options = ownOptions({ service, option: "options" }, given, optionNames);
  const { rootKey, serverUrl = DEFAULT_SERVER_URL, timeoutMs = 10_000, retryConfig, ...shared } = options;
  const { allowInsecureHttp } = shared;
  const source = {
    service,
    option: "rootKey",
    variable: ROOT_KEY_VARIABLE,
    fallback: () => readEnv(ROOT_KEY_VARIABLE),
  };
  return {
    service,
    userAgent: `keyrack-unkey/${VERSION}`,
    baseUrl: checkBaseUrl({ service, option: "serverUrl" }, serverUrl, allowInsecureHttp),
    credentials: bearer(source, rootKey),
    // The service picks the content type of an error by what is accepted.
    headers: { accept: "application/json, application/problem+json" },
    timeout: checkTimeout({ service, option: "timeoutMs" }, timeoutMs),
    retry: createRetryPolicy(retryConfig),
    secretShape: /unkey_\w{8,}/g,
    callOptionNames: ownNames,
    readCallOptions: (call) => readCallOptions(call, allowInsecureHttp),
    unwrap: (body) => body,
    content: (body) => memberOf(body, "data"),
    readPage,
    readError,
    readRequestId: (_headers, body) => memberOf(memberOf(body, "meta"), "requestId"),
    rateLimitPrefix: "ratelimit",
    errors: { api: createApiError },
    shared,
  };
}

function readCallOptions(call: CallOptions, allowInsecureHttp: boolean | undefined): CallSettings {
  const { retryConfig, serverUrl, timeoutMs }: UnkeyCallOptions = call;
  return {
    timeout: timeoutMs === undefined ? undefined : checkTimeout({ service, option: "timeoutMs" }, timeoutMs),
    // Whoever gives a call its own retries has this one operation in mind, so they hold for an unsafe one too.
    retry: retryConfig === undefined ? undefined : { ...createRetryPolicy(retryConfig), acceptsRepeats: true },
    baseUrl:
      serverUrl === undefined
        ? undefined
        : checkBaseUrl({ service, option: "serverUrl" }, serverUrl, allowInsecureHttp),
  };
}

function readPage(body: unknown): PageContent {
  const pagination = memberOf(body, "pagination") ?? { hasMore: false };
  return {
    data: memberOf(body, "data") as unknown[],
    ...nextCursor(memberOf(pagination, "cursor"), memberOf(pagination, "hasMore")),
    extra: { meta: memberOf(body, "meta"), pagination },
  };
}

function readError(body: unknown): ErrorReport {
  const { code, detail, errors, title } = readProblem(body);
  const text = detail || title;
  const [first] = errors ?? [];
  // Of a request that does not fit, the detail only says that it does not; the first violation says why.
  return { code, message: first && text ? `${text} (${first.location}: ${first.message})` : text };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
