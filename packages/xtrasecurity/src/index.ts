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
export { XtraClient } from "./client.ts";
export {
  defineSecrets,
  type SecretsDefinition,
  type SecretsOf,
  type SecretsShape,
  type SecretsSource,
} from "./define-secrets.ts";
export type { XtraErrorCode } from "./error-codes.ts";
export { type SecretIssue, XtraError, type XtraErrorFacts } from "./errors.ts";
export type { SecretConflict } from "./failure-body.ts";
export type { InjectionReport, InjectSecretsOptions, Variables } from "./injection.ts";
export { DEFAULT_API_URL, type XtraCallOptions, type XtraClientOptions, type XtraRequestOptions } from "./options.ts";
export type { GetSecretsOptions, ListKeysOptions, PlaceOptions, UseSecretsOptions } from "./read-options.ts";
export type { Access } from "./resources/access.ts";
export type { Account, Health, Usage, UsageShare } from "./resources/account.ts";
export type { ApiKey, ApiKeys, CreateApiKeyParams, CreatedApiKey } from "./resources/api-keys.ts";
export type { Audit } from "./resources/audit.ts";
export type { Branches } from "./resources/branches.ts";
export type { Notifications } from "./resources/notifications.ts";
export type { Projects } from "./resources/projects.ts";
export type {
  CreateScheduleParams,
  ListSchedulesParams,
  Rotation,
  RotationFrequency,
  RotationMethod,
  RotationRun,
  RotationSchedule,
  StoredSchedule,
} from "./resources/rotation.ts";
export type { Secrets } from "./resources/secrets.ts";
export type {
  CreatedServiceAccountKey,
  CreateServiceAccountKeyParams,
  CreateServiceAccountParams,
  ListedServiceAccount,
  ServiceAccount,
  ServiceAccountKey,
  ServiceAccountPermission,
  ServiceAccounts,
  UpdateServiceAccountParams,
} from "./resources/service-accounts.ts";
export type { CreatedShare, CreateShareParams, SharedSecret, Shares } from "./resources/shares.ts";
export type { CreateTeamParams, InviteParams, Teams, UpdateTeamParams } from "./resources/teams.ts";
export type {
  CreateWebhookParams,
  Webhook,
  WebhookEvent,
  Webhooks,
  WebhookTest,
  WebhookUrlTest,
} from "./resources/webhooks.ts";
export type {
  CreateWorkspaceParams,
  ListedWorkspace,
  UpdateWorkspaceParams,
  Workspace,
  WorkspaceDetail,
  WorkspaceRole,
  Workspaces,
} from "./resources/workspaces.ts";
export { Secret } from "./secret.ts";
export { path } from "./service.ts";
export type {
  AccessDecision,
  AccessRequest,
  AccessState,
  AccessStatus,
  BreakGlassLogParams,
  BreakGlassParams,
  BreakGlassSession,
  BrokenGlass,
  ClaimedJitLink,
  CreateAccessRequestParams,
  CreatedJitLink,
  CreateJitLinkParams,
  JitLink,
  ListAccessParams,
  ListAccessRequestsParams,
  ListedAccessRequest,
  RequestAccessParams,
  RequestedAccess,
  WaitForAccessParams,
} from "./types/access.ts";
export type {
  AuditDashboard,
  AuditDashboardParams,
  AuditEvent,
  AuditFilters,
  AuditLogEntry,
  AuditLogged,
  AuditPage,
  AuditStats,
  AuditVerification,
  ExportAuditParams,
  ListAuditParams,
} from "./types/audit.ts";
export type {
  Branch,
  BranchComparison,
  CompareBranchesParams,
  CreateBranchParams,
  ListedBranch,
  ModifiedSecret,
  OneSidedSecret,
  UpdateBranchParams,
} from "./types/branch.ts";
export type { Identity, ServiceAccountIdentity, User } from "./types/identity.ts";
export type {
  ChannelConfig,
  ChannelTest,
  ChannelType,
  CreateChannelParams,
  CreatedNotificationChannel,
  CreatedNotificationRule,
  CreateRuleParams,
  Notification,
  NotificationChannel,
  NotificationRule,
  NotificationTrigger,
  RuleConditions,
  TestChannelParams,
  UpdateChannelParams,
  UpdateRuleParams,
} from "./types/notification.ts";
export type { OpenText } from "./types/open-text.ts";
export type { Person, PersonName } from "./types/person.ts";
export type {
  AddIpParams,
  CreatedProject,
  CreateProjectParams,
  ExportKubernetesParams,
  IpRestriction,
  ListedProject,
  Project,
  ProjectDetail,
  ProjectSecret,
  UpdatedProject,
  UpdateProjectParams,
} from "./types/project.ts";
export type {
  CloneEnvironmentParams,
  CreateSecretParams,
  LinkSecretParams,
  ListExpiringParams,
  ProjectOptions,
  RollbackOptions,
  RotateOptions,
  SecretsUpdate,
  SecretsWritten,
  SetSecretsOptions,
  UpdateSecretParams,
} from "./types/secret-params.ts";
export type {
  EnvironmentCloning,
  ExpiringSecret,
  ExpiringSecrets,
  SecretHealth,
  SecretHistory,
  SecretHistoryEntry,
  SecretInfo,
  SecretRollback,
  SecretRotation,
} from "./types/secret-row.ts";
export type { SecretMap, SecretVersion } from "./types/secrets.ts";
export type { StaleNotice } from "./types/stale-notice.ts";
export type { StandardResult, StandardSchema } from "./types/standard-schema.ts";
export type {
  CreatedInvite,
  ListedTeam,
  Member,
  Membership,
  ProjectTeam,
  Team,
  TeamDetail,
  TeamInvite,
  TeamProject,
  TeamRole,
} from "./types/team.ts";
export { VERSION } from "./version.ts";
export type { SecretsChange, WatchOptions } from "./watch.ts";
