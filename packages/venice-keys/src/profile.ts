import {
  bearer,
  type CallOptions,
  type CallSettings,
  checkBaseUrl,
  checkTimeout,
  type ErrorReport,
  type FetchAnswer,
  ownOptions,
  readEnv,
  type ServiceProfile,
  sharedOptionNames,
  systemClock,
} from "@keyrack/core";
import { balanceHeaders } from "./balances.ts";
import { codeOf } from "./codes.ts";
import { createErrors } from "./error-of-answer.ts";
import { describeIssue, readFailureBody } from "./failure-body.ts";
import { memberOf } from "./json.ts";
import { openEnvelope } from "./judges.ts";
import { API_KEY_VARIABLE, DEFAULT_BASE_URL, type VeniceCallOptions, type VeniceOptions } from "./options.ts";
import { createRetryPolicy } from "./retries.ts";
import { secretShape } from "./secret-shape.ts";
import { service } from "./service.ts";
import { VERSION } from "./version.ts";
import { readModelLimit, readThrottledWait, spendsErrorBudget } from "./waits.ts";

const ownNames = ["timeout", "maxRetries"] as const;
const optionNames: ReadonlySet<string> = new Set(["apiKey", "baseUrl", ...ownNames, ...sharedOptionNames]);

const diagnosticHeaders = ["cf-ray", "x-venice-version", "x-venice-host-name", "x-venice-timestamp"];
const pageHeaders = ["x-pagination-limit", "x-pagination-page", "x-pagination-total", "x-pagination-total-pages"];

/** Says how Venice authenticates, retries and reports errors. */
export function createProfile(given: VeniceOptions): ServiceProfile {
  const options = ownOptions({ service, option: "options" }, given, optionNames);
  const { apiKey, baseUrl = DEFAULT_BASE_URL, maxRetries = 2, timeout = 30_000, ...shared } = options;
  const source = { service, option: "apiKey", variable: API_KEY_VARIABLE, fallback: () => readEnv(API_KEY_VARIABLE) };
  const { clock = systemClock } = shared;
  const now = (): number => clock.date();
  return {
    service,
    userAgent: `keyrack-venice-keys/${VERSION}`,
    baseUrl: checkBaseUrl({ service, option: "baseUrl" }, baseUrl, shared.allowInsecureHttp),
    credentials: {
      ...bearer(source, apiKey),
      // Calls for wallets go out without the key, and still must not show it.
      get secrets() {
        return bareKeys(apiKey ?? readEnv(API_KEY_VARIABLE));
      },
    },
    timeout: checkTimeout({ service, option: "timeout" }, timeout),
    retry: createRetryPolicy(maxRetries),
    secretShape,
    shownHeaders: [...diagnosticHeaders, ...pageHeaders, ...balanceHeaders],
    callOptionNames: ownNames,
    readCallOptions,
    unwrap: openEnvelope,
    // Every list comes whole.
    readPage: (body) => ({ data: openEnvelope(body) as unknown[], next: undefined }),
    readError: (body, headers, status) => readError({ body, headers, status }, now()),
    readRequestId: (headers, body) =>
      headers.get("cf-ray") || headers.get("x-request-id") || memberOf(body, "request_id"),
    readRateLimit: readModelLimit,
    errors: createErrors(now),
    shared,
  };
}

// What a function supplies is known to the calls that ask it.
function bareKeys(given: unknown): readonly string[] {
  return typeof given === "string" ? [given.trim().replace(/^Bearer\s+/i, "")] : [];
}

function readCallOptions(call: CallOptions): CallSettings {
  const { maxRetries, timeout }: VeniceCallOptions = call;
  return {
    timeout: timeout === undefined ? undefined : checkTimeout({ service, option: "timeout" }, timeout),
    retry: maxRetries === undefined ? undefined : createRetryPolicy(maxRetries),
  };
}

function readError({ body: sent, headers, status }: FetchAnswer, now: number): ErrorReport {
  const body = readFailureBody(sent);
  const isErrorBudget = status === 429 && spendsErrorBudget(headers, body);
  const hasPaymentHeader = headers.get("payment-required") !== null;
  const code = codeOf({ status, body, isErrorBudget, hasPaymentHeader });
  const { message = `HTTP ${status}` } = body;
  const issue = describeIssue(body.issues);
  return {
    code,
    message: issue === undefined ? message : `${message} (${issue})`,
    retryAfterMs: status === 429 ? readThrottledWait(headers, isErrorBudget, now) : undefined,
    // A body that is too large stays so.
    final: status === 413,
    retryable: code === "web3_verification_unavailable" ? true : undefined,
  };
}
