export {
  AbortError,
  ApiError,
  BodyTooLargeError,
  type AttemptEvent,
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
  type Page,
  PaginationError,
  type PagingOptions,
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
export { type Liveness, Unkey } from "./client.ts";
export {
  BadRequestErrorResponse,
  ConflictErrorResponse,
  ForbiddenErrorResponse,
  GoneErrorResponse,
  InternalServerErrorResponse,
  NotFoundErrorResponse,
  PreconditionFailedErrorResponse,
  ServiceUnavailableErrorResponse,
  TooManyRequestsErrorResponse,
  UnauthorizedErrorResponse,
  UnkeyError,
  UnprocessableEntityErrorResponse,
} from "./errors.ts";
export type { KeyVerifier } from "./key-verifier.ts";
export { DEFAULT_SERVER_URL, type UnkeyCallOptions, type UnkeyOptions, type UnkeyRequestOptions } from "./options.ts";
export { and, or } from "./permission-query.ts";
export { fieldOf, type UnkeyErrorItem } from "./problem.ts";
export type { Analytics, AnalyticsQueryParams } from "./resources/analytics.ts";
export type {
  Api,
  Apis,
  CreateApiParams,
  CreatedApi,
  DeleteApiParams,
  GetApiParams,
  ListKeysParams,
} from "./resources/apis.ts";
export type {
  CreatedIdentity,
  CreateIdentityParams,
  DeleteIdentityParams,
  GetIdentityParams,
  Identities,
  ListIdentitiesParams,
  UpdateIdentityParams,
} from "./resources/identities.ts";
export type { Keys } from "./resources/keys.ts";
export type { Permissions } from "./resources/permissions.ts";
export type { Ratelimit } from "./resources/ratelimit.ts";
export type { BackoffStrategy, RetryConfig } from "./retry-config.ts";
export { path } from "./service.ts";
export type { Answer, AnswerMeta, BareAnswer, EmptyData, JsonObject } from "./types/answer.ts";
export type {
  Credits,
  CreditsParams,
  DailyRefill,
  MonthlyRefill,
  Refill,
  RefillInterval,
  RefillParams,
  UpdateKeyCredits,
} from "./types/credits.ts";
export type { Identity } from "./types/identity.ts";
export type {
  ChangeCreditsParams,
  CreatedKey,
  CreateKeyParams,
  DeleteKeyParams,
  GetKeyParams,
  KeyPermissionsParams,
  KeyRolesParams,
  RerollKeyParams,
  SetCreditsParams,
  UpdateCreditsParams,
  UpdateKeyParams,
  WhoamiParams,
} from "./types/key-params.ts";
export type { Key } from "./types/key.ts";
export type {
  MigratedCredits,
  MigratedKey,
  MigrateKeyParams,
  MigrateKeysParams,
  MigrateKeysResult,
} from "./types/migrate-keys.ts";
export type { Pagination, UnkeyPage } from "./types/page.ts";
export type {
  CreatedPermission,
  CreatedRole,
  CreatePermissionParams,
  CreateRoleParams,
  DeletePermissionParams,
  DeleteRoleParams,
  GetPermissionParams,
  GetRoleParams,
  ListPermissionsParams,
  ListRolesParams,
  SetRolePermissionsParams,
} from "./types/permission-params.ts";
export type { Permission, Role } from "./types/permission.ts";
export type {
  CheckedLimit,
  DeleteOverrideParams,
  GetOverrideParams,
  LimitParams,
  LimitResult,
  ListOverridesParams,
  MultiLimitResult,
  PeekParams,
  RatelimitOverride,
  SavedOverride,
  SetOverrideParams,
} from "./types/ratelimit-params.ts";
export type { RatelimitRequest, RatelimitResponse } from "./types/ratelimit.ts";
export type {
  AdHocLimit,
  NamedLimit,
  RefusedKey,
  ValidKey,
  VerifiedFacts,
  VerifiedRatelimit,
  VerifyCode,
  VerifyKeyParams,
  VerifyKeyResult,
  VerifyRatelimit,
} from "./types/verify-key.ts";
export { createVerifyCache, type VerifyCache, type VerifyCacheOptions } from "./verify-cache.ts";
export {
  type FoundKey,
  type RefusedRequest,
  type RequestParams,
  type VerifiedRequest,
  verifyRequest,
  type VerifyRequestOptions,
  withVerifiedKey,
} from "./verify-request.ts";
export type { VerifyStore } from "./verify-store.ts";
export { VERSION } from "./version.ts";
