export {
  basic,
  bearer,
  checkKey,
  type Credentials,
  type CredentialSource,
  headerKey,
  renewable,
  type Renewal,
} from "./auth.ts";
export { checkBaseUrl, checkInteger, checkRetries, checkTimeout, type OptionOf, ownOptions, refuse } from "./checks.ts";
export type { FailureClass } from "./classify.ts";
export type { Client } from "./client.ts";
export { systemClock } from "./clock.ts";
export { readEnv } from "./env.ts";
export {
  AbortError,
  ApiError,
  BodyTooLargeError,
  type CleanCause,
  ClosedClientError,
  ConfigError,
  ConnectionError,
  DecodeError,
  type ErrorClass,
  type ErrorInit,
  hide,
  PaginationError,
  RedirectError,
  SdkError,
  TimeoutError,
  type TimeoutPhase,
} from "./errors.ts";
export type { AttemptEvent, CallInfo, FailureEvent, Hooks, RequestEvent, ResponseEvent, RetryEvent } from "./hooks.ts";
export { checkHeaders } from "./headers.ts";
export { readHint, resetToWait } from "./hints.ts";
export { HttpClient } from "./http-client.ts";
export type { LogFields, Logger } from "./logger.ts";
export { quietly } from "./narrator.ts";
export { Page, paginate, type PagingOptions, type Walk } from "./page.ts";
export {
  nextCursor,
  nextOffset,
  nextPageNumber,
  type PageContent,
  type PageContext,
  type PageReader,
} from "./page-readers.ts";
export { path, pathFor, type PathTag, SecretSegment } from "./path.ts";
export type {
  CallSettings,
  ErrorFactory,
  ErrorKind,
  ErrorReport,
  PageParameters,
  ServiceProfile,
  Watch,
  WatchedAttempt,
} from "./profile.ts";
export { parseReset, type RateLimit } from "./rate-limit.ts";
export type {
  BinaryAnswer,
  CallOptions,
  Expected,
  RequestOptions,
  RequestSpec,
  ResponseMeta,
  SharedOptions,
} from "./request.ts";
export { Resource } from "./resource.ts";
export { fullJitterDelay, isTransientStatus, type RetryPolicy, type RetryQuestion } from "./retry.ts";
export { sharedOptionNames } from "./shared-options.ts";
export type { Clock, Credential, Fetch, FetchAnswer, FetchInit, Method, QueryValue, Safety } from "./types.ts";
export { VERSION } from "./version.ts";
export { withMeta } from "./with-meta.ts";
