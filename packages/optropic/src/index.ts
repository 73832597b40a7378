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
  type RateLimit as RateLimitInfo,
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
export { Optropic, Optropic as OptropicClient } from "./client.ts";
export {
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  OptropicError,
  RateLimitError,
  StaleFilterError,
  UnprocessableEntityError,
  ValidationError,
} from "./errors.ts";
export type { JsonObject } from "./json.ts";
export {
  DEFAULT_BASE_URL,
  type Dialect,
  type Environment,
  type OptropicCallOptions,
  type OptropicOptions,
  type OptropicRequestOptions,
} from "./options.ts";
export { Permission, type PermissionName, type Permissions } from "./permission.ts";
export type { Assets } from "./resources/assets.ts";
export type {
  Audit,
  AuditEvent,
  AuditFilters,
  CreateAuditEventParams,
  ListAuditEventsParams,
} from "./resources/audit.ts";
export type {
  Batches,
  BatchJob,
  BatchOperation,
  BatchResult,
  BatchStatus,
  CreateBatchParams,
  ListBatchesParams,
  WaitForBatchParams,
} from "./resources/batches.ts";
export type {
  AuditExport,
  ChainVerification,
  Compliance,
  ComplianceConfig,
  ExportAuditParams,
  MerkleProof,
  MerkleRoot,
  UpdateComplianceConfigParams,
} from "./resources/compliance.ts";
export type {
  DocumentFilters,
  DocumentMatch,
  Documents,
  EnrolledDocument,
  EnrollDocumentParams,
  ListDocumentsParams,
  SupersedeDocumentParams,
  VerifyDocumentParams,
} from "./resources/documents.ts";
export type {
  CreatedKey,
  CreateKeyParams,
  Key,
  KeyInfo,
  KeyRotation,
  Keys,
  RotateKeyParams,
  UpdateKeyParams,
} from "./resources/keys.ts";
export type { CreateKeysetParams, Keyset, Keysets, ListKeysetsParams } from "./resources/keysets.ts";
export type {
  Challenge,
  ChallengeVerification,
  Device,
  InitiateChallengeParams,
  M2M,
  RegisterDeviceParams,
  VerifyChallengeParams,
} from "./resources/m2m.ts";
export type {
  ListProvenanceParams,
  Provenance,
  ProvenanceChain,
  ProvenanceEvent,
  ProvenanceEventType,
  ProvenanceFilters,
  ProvenanceLocation,
  RecordProvenanceParams,
} from "./resources/provenance.ts";
export type {
  CreateSchemaParams,
  FieldDefinition,
  ListSchemasParams,
  Schema,
  SchemaFilters,
  Schemas,
  UpdateSchemaParams,
} from "./resources/schemas.ts";
export type {
  GetUsageBreakdownParams,
  GetUsageParams,
  Tenant,
  Tenants,
  UsagePeriod,
  UsageShare,
} from "./resources/tenants.ts";
export type {
  CreatedWebhook,
  CreateWebhookParams,
  UpdateWebhookParams,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
  Webhooks,
} from "./resources/webhooks.ts";
export type { RetryConfig } from "./retry-config.ts";
export { type FilterHeader, readFilterHeader, type SyncedFilter } from "./revocation-filter.ts";
export type { ConfigCheck, ConfigFault } from "./schema-check.ts";
export { path } from "./service.ts";
export type { Confirmation, OpenText } from "./types/answer.ts";
export type {
  BatchCreated,
  BatchCreateParams,
  BatchOptions,
  BatchRevoked,
  BatchSummary,
  BatchVerified,
} from "./types/asset-batch.ts";
export type {
  Asset,
  AssetDetail,
  AssetFilters,
  CreateAssetParams,
  ListAssetsParams,
  RevokeAssetParams,
  Seal,
  UpdateAssetParams,
  Verification,
} from "./types/asset.ts";
export type { OptropicPage, WalkParams } from "./types/page.ts";
export type { Quota, TenantLimits, TenantUsage } from "./types/tenant.ts";
export { type OfflineVerification, type OfflineVerificationParams, verifyOffline } from "./verify-offline.ts";
export {
  verifyWebhookSignature,
  type WebhookSignatureFault,
  type WebhookSignatureParams,
  type WebhookSignatureResult,
} from "./verify-webhook-signature.ts";
export { VERSION } from "./version.ts";
