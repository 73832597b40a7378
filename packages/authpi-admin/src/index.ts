export {
  AbortError,
  type AttemptEvent,
  BodyTooLargeError,
  type CallInfo,
  type CallOptions,
  type CleanCause,
  type Client,
  type Clock,
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
export { AuthPIAdmin } from "./client.ts";
export type { Collection, CollectionTypes } from "./collection.ts";
export type { ApiKeyPair, FreshToken } from "./credentials.ts";
export {
  ApiError,
  AuthPIError,
  AuthenticationError,
  BadGatewayError,
  ClosedClientError,
  ConfigurationError,
  ConflictError,
  ForbiddenError,
  GatewayTimeoutError,
  InternalServerError,
  NotFoundError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  ServiceUnavailableError,
  UnexpectedError,
  ValidationError,
} from "./errors.ts";
export type { Listing } from "./listing.ts";
export {
  CURRENT_BASE_URL,
  DEFAULT_BASE_URL,
  type AuthPIAdminOptions,
  type AuthPICallOptions,
  type AuthPIRequestOptions,
  type CreateOptions,
  type DeleteOptions,
  type ListAllOptions,
  type UpdateOptions,
} from "./options.ts";
export type { FieldError } from "./problem.ts";
export type { Accounts } from "./resources/accounts.ts";
export type { AgentVerifiers } from "./resources/agent-verifiers.ts";
export type { Agents } from "./resources/agents.ts";
export type { ApiKeys } from "./resources/api-keys.ts";
export type { Approvals } from "./resources/approvals.ts";
export type { AuthMethods } from "./resources/auth-methods.ts";
export type { Clients } from "./resources/clients.ts";
export type { Deliveries } from "./resources/deliveries.ts";
export type { Domains } from "./resources/domains.ts";
export type { Events } from "./resources/events.ts";
export type { Groups } from "./resources/groups.ts";
export type { Invitations } from "./resources/invitations.ts";
export type { IntrospectParams, IssuerTokens } from "./resources/issuer-tokens.ts";
export type { Issuers } from "./resources/issuers.ts";
export type { Members } from "./resources/members.ts";
export type { Notes } from "./resources/notes.ts";
export type { OrganizationApiKeys } from "./resources/organization-api-keys.ts";
export type { Organizations } from "./resources/organizations.ts";
export type { Redeliver } from "./resources/redeliver.ts";
export type { Sessions } from "./resources/sessions.ts";
export type { Sso } from "./resources/sso.ts";
export type { Tokens } from "./resources/tokens.ts";
export type { TrustedDevices } from "./resources/trusted-devices.ts";
export type { UserSessions } from "./resources/user-sessions.ts";
export type { UserTokens } from "./resources/user-tokens.ts";
export type { UserVerifiers } from "./resources/user-verifiers.ts";
export type { Users } from "./resources/users.ts";
export type { Webhooks } from "./resources/webhooks.ts";
export type { RetryOptions } from "./retries.ts";
export type { Scope } from "./scope.ts";
export type { AgentScope } from "./scopes/agent.ts";
export type { IssuerScope } from "./scopes/issuer.ts";
export type { OrganizationScope } from "./scopes/organization.ts";
export type { UserScope } from "./scopes/user.ts";
export type { WebhookScope } from "./scopes/webhook.ts";
export { path } from "./service.ts";
export type { Account, UpdateAccountParams } from "./types/account.ts";
export type { AgentVerifier, CreateAgentVerifierParams, CreatedAgentVerifier } from "./types/agent-verifier.ts";
export type {
  Agent,
  AgentFields,
  AgentListItem,
  AgentStatus,
  AgentTypes,
  CreateAgentParams,
  ListAgentsParams,
  UpdateAgentParams,
} from "./types/agent.ts";
export type {
  ApiKey,
  ApiKeyFields,
  ApiKeyListItem,
  ApiKeyTypes,
  CreateApiKeyParams,
  CreatedApiKey,
  ListApiKeysParams,
  RotatedApiKey,
  UpdateApiKeyParams,
} from "./types/api-key.ts";
export type { AuthMethod, AuthMethodTypes, NoParams } from "./types/auth-method.ts";
export type { CallerAccount, CallerIdentity, CallerOrganization } from "./types/caller-identity.ts";
export type { Delivery, ListDeliveriesParams, Redelivery } from "./types/delivery.ts";
export type { AccountDomain, AssignDomainParams, CreateDomainParams } from "./types/domain.ts";
export type { EventType } from "./types/event-type.ts";
export type {
  AggregateEventsParams,
  AuthPIEvent,
  EventAggregate,
  EventFilters,
  ListEventsParams,
} from "./types/event.ts";
export type { Group, GroupParams, GroupTypes } from "./types/group.ts";
export type {
  CreateInvitationParams,
  Invitation,
  Inviter,
  ListInvitationsParams,
  UpdateInvitationParams,
} from "./types/invitation.ts";
export type {
  CreateIssuerClientParams,
  CreatedIssuerClient,
  IssuerClient,
  IssuerClientFields,
  IssuerClientListItem,
  IssuerClientStatus,
  IssuerClientTypes,
  ListIssuerClientsParams,
  RotatedSecret,
  UpdateIssuerClientParams,
} from "./types/issuer-client.ts";
export type {
  CreateIssuerParams,
  Issuer,
  IssuerFields,
  IssuerListItem,
  IssuerSettings,
  IssuerStatus,
  IssuerTypes,
  ListIssuersParams,
  UpdateIssuerParams,
} from "./types/issuer.ts";
export type { CreateMemberParams, ListMembersParams, Membership, UpdateMemberParams } from "./types/member.ts";
export type {
  BacklinksParams,
  CountNotesParams,
  CreateNoteParams,
  ListNotesParams,
  Note,
  NoteCount,
  NoteMention,
  NoteReference,
  NoteReferenceType,
  NoteSubjectType,
  NoteTypes,
  UpdateNoteParams,
} from "./types/note.ts";
export type {
  Address,
  CreateOrganizationParams,
  ListOrganizationsParams,
  Organization,
  OrganizationFields,
  OrganizationListItem,
  OrganizationStatus,
  OrganizationSummary,
  OrganizationType,
  OrganizationTypes,
  UpdateOrganizationParams,
} from "./types/organization.ts";
export type { AuthPIPage, PageParams } from "./types/page.ts";
export type { CredentialStatus, Restrictions } from "./types/restrictions.ts";
export type { ListUserSessionsParams, Session, SessionStatus } from "./types/session.ts";
export type { AddSsoDomainParams, SsoDomain, SsoDomainCheck } from "./types/sso.ts";
export type { CreateTokenParams, CreatedToken, ListTokensParams, PersonalToken, TokenListItem } from "./types/token.ts";
export type {
  CreateTrustedDeviceParams,
  CreatedTrustedDevice,
  RevokedDevices,
  TrustedDevice,
} from "./types/trusted-device.ts";
export type { Enrollment, EnrollmentResult, RegeneratedCodes, Verifier, VerifierCheck } from "./types/user-verifier.ts";
export type {
  CreateUserParams,
  ListUsersParams,
  UpdateUserParams,
  User,
  UserFields,
  UserListItem,
  UserStatus,
  UserTypes,
} from "./types/user.ts";
export type { Flag, Open, OpenRecord, Tagged } from "./types/values.ts";
export type {
  CreateWebhookParams,
  ListWebhooksParams,
  UpdateWebhookParams,
  Webhook,
  WebhookAuth,
  WebhookAuthType,
  WebhookFields,
  WebhookListItem,
  WebhookStatus,
  WebhookTypes,
} from "./types/webhook.ts";
export { VERSION } from "./version.ts";
