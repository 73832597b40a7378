const base = "https://unkey.com/docs/errors/";

const kinds = {
  invalidInput: [400, "Bad Request", "unkey/application/invalid_input"],
  malformed: [400, "Bad Request", "unkey/authentication/malformed"],
  badPermissionQuery: [400, "Bad Request", "user/bad_request/permissions_query_syntax_error"],
  unknownRootKey: [401, "Unauthorized", "unkey/authentication/key_not_found"],
  insufficientPermissions: [403, "Insufficient Permissions", "unkey/authorization/insufficient_permissions"],
  forbidden: [403, "Forbidden", "unkey/authorization/forbidden"],
  keyDisabled: [403, "Key is disabled", "unkey/authorization/key_disabled"],
  workspaceDisabled: [403, "Workspace is disabled", "unkey/authorization/workspace_disabled"],
  apiNotFound: [404, "Not Found", "unkey/data/api_not_found"],
  keyNotFound: [404, "Not Found", "unkey/data/key_not_found"],
  identityNotFound: [404, "Not Found", "unkey/data/identity_not_found"],
  permissionNotFound: [404, "Not Found", "unkey/data/permission_not_found"],
  roleNotFound: [404, "Not Found", "unkey/data/role_not_found"],
  namespaceNotFound: [404, "Not Found", "unkey/data/ratelimit_namespace_not_found"],
  overrideNotFound: [404, "Not Found", "unkey/data/ratelimit_override_not_found"],
  migrationNotFound: [404, "Not Found", "unkey/data/migration_not_found"],
  identityExists: [409, "Conflicting Resource", "unkey/data/identity_already_exists"],
  permissionExists: [409, "Conflicting Resource", "unkey/data/permission_already_exists"],
  roleExists: [409, "Conflicting Resource", "unkey/data/role_already_exists"],
  namespaceGone: [410, "Resource Gone", "unkey/data/ratelimit_namespace_gone"],
  protectedResource: [412, "Resource is protected", "unkey/application/protected_resource"],
  preconditionFailed: [412, "Precondition Failed", "unkey/application/precondition_failed"],
  analyticsNotConfigured: [412, "Precondition Failed", "unkey/data/analytics_not_configured"],
  workspaceRateLimited: [429, "Too Many Requests", "user/too_many_requests/workspace_rate_limited"],
  unexpectedError: [500, "Internal Server Error", "unkey/application/unexpected_error"],
  serviceUnavailable: [500, "Internal Server Error", "unkey/application/service_unavailable"],
} as const;

/** Every way in which the service refuses. */
export type ProblemKind = keyof typeof kinds;

/** One entry of `errors`: a schema violation, or with `fix` a request that could not be read at all. */
export interface ProblemItem {
  readonly location: string;
  readonly message: string;
  readonly fix?: string;
}

/** What a refusal may carry beside its kind and text. */
export interface ProblemOptions {
  /** Entries of `errors`; sent, if only as `[]`, with every 400 and with no other status. */
  readonly errors?: readonly ProblemItem[];
  /** Whether the answer is `application/json` whatever the request accepts. */
  readonly alwaysJson?: boolean;
  /** Whether the service ends the connection with this answer. */
  readonly closes?: boolean;
}

/** A refusal on its way to the caller; thrown by whatever looks at the request. */
export class Problem extends Error {
  override name = "Problem";
  readonly kind: ProblemKind;
  readonly options: ProblemOptions;

  constructor(kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.kind = kind;
    this.options = options;
  }

  /** Answers with the envelope that every refusal has; `accept` is the request's `Accept` header. */
  respond(requestId: string, accept: string | null, headers: Headers): Response {
    const [status, title, path] = kinds[this.kind];
    const error = { title, detail: this.message, status, type: base + path };
    const errors = status === 400 ? { errors: this.options.errors ?? [] } : {};
    const asProblem = this.options.alwaysJson !== true && acceptsProblem(accept ?? "");
    if (this.options.closes === true) headers.set("Connection", "close");
    headers.set("Content-Type", asProblem ? "application/problem+json" : "application/json");
    return new Response(JSON.stringify({ meta: { requestId }, error: { ...error, ...errors } }), { status, headers });
  }
}

function acceptsProblem(accept: string): boolean {
  return ["application/problem+json", "application/*", "*/*"].some((type) => accept.includes(type));
}
