export {
  AbortError,
  ApiError,
  type AttemptEvent,
  BodyTooLargeError,
  type CallInfo,
  type CallOptions,
  type CleanCause,
  type Client,
  type Clock,
  ClosedClientError,
  ConfigError,
  ConnectionError,
  type Credential,
  DecodeError,
  type ErrorClass,
  type ErrorInit,
  type FailureEvent,
  type Fetch,
  type FetchAnswer,
  type FetchInit,
  type Hooks,
  type LogFields,
  type Logger,
  type Method,
  type PagingOptions,
  PaginationError,
  type PathTag,
  type QueryValue,
  type RateLimit,
  RedirectError,
  type RequestEvent,
  type RequestOptions,
  type ResponseEvent,
  type ResponseMeta,
  type RetryEvent,
  type Safety,
  SdkError,
  type SharedOptions,
  TimeoutError,
  type TimeoutPhase,
  withMeta,
} from "@keyrack/core";
export { balancesOf } from "./balances.ts";
export { VeniceClient } from "./client.ts";
export type { DerivedCode } from "./codes.ts";
export {
  APIConnectionError,
  APIError,
  APIResponseProcessingError,
  APITimeoutError,
  AuthenticationError,
  ConflictError,
  InternalServerError,
  InvalidRequestError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
  RateLimitError,
  RotationError,
  type RotationOutcome,
  type RotationStep,
  ServiceUnavailableError,
  UnprocessableEntityError,
  VeniceError,
} from "./errors.ts";
export type { ValidationIssue } from "./failure-body.ts";
export { DEFAULT_BASE_URL, type VeniceCallOptions, type VeniceOptions, type VeniceRequestOptions } from "./options.ts";
export type { ApiKeys } from "./resources/api-keys.ts";
export { path } from "./service.ts";
export type { AccessExplanation, AccessReason } from "./types/access.ts";
export type { OpenText } from "./types/answer.ts";
export type {
  ApiKey,
  ApiKeyType,
  CreatedApiKey,
  DeletedApiKey,
  KeyUsage,
  LimitPeriod,
  ModelPrivacy,
  PeriodUsage,
  UpdatedApiKey,
} from "./types/api-key.ts";
export type {
  ApiKeySettings,
  CreateApiKeyParams,
  ListApiKeysParams,
  UpdateApiKeyParams,
} from "./types/api-key-params.ts";
export type { ConsumptionLimit } from "./types/consumption-limit.ts";
export type {
  Balances,
  ModelRateLimits,
  RateLimitLogEntry,
  RateLimitLogFilters,
  RateLimits,
} from "./types/rate-limits.ts";
export type { RotatedApiKey, RotateApiKeyParams } from "./types/rotation.ts";
export type { CreateWeb3KeyParams, MintWeb3KeyParams, Web3KeySettings, Web3Token } from "./types/web3.ts";
export { VERSION } from "./version.ts";
