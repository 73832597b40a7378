import { checkInteger, checkTimeout, ownOptions, refuse } from "./checks.ts";
import { serialise } from "./exchange.ts";
import { checkHeaders, checkIdempotencyKey } from "./headers.ts";
import { describePath, joinPaths, type KnownPath } from "./path.ts";
import type { CallSettings } from "./profile.ts";
import { encodeQuery } from "./query.ts";
import type { CallOptions, RequestSpec, ResponseMeta } from "./request.ts";
import type { RetryPolicy } from "./retry.ts";
import { callOptionNames } from "./shared-options.ts";
import type { ClientState } from "./state.ts";
import type { Method, Safety } from "./types.ts";

/** One call, checked and ready: everything that stays the same over its attempts. */
export interface CallPlan {
  /** Gives the plan with its full address, where a part of it has to be asked for. */
  readonly locate: (() => Promise<CallPlan>) | undefined;
  readonly method: Method;
  readonly url: string;
  /** For events: secrets masked, no query. */
  readonly printedUrl: string;
  readonly path: KnownPath;
  /** All but the credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** The id that was sent with the call, where the service takes one. */
  readonly requestId: string | undefined;
  readonly safety: Safety;
  readonly spec: RequestSpec;
  readonly retry: RetryPolicy;
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly onMeta: ((meta: ResponseMeta) => void) | undefined;
}

/** A prefix that has to be asked for. */
export interface AskedPrefix {
  /** How it prints until it is known. */
  readonly shown: string;
  readonly ask: () => Promise<string>;
}

/** What is asked for, before the caller's options. */
export interface Request {
  readonly method: Method;
  /** Stands above `wire`. */
  readonly above: AskedPrefix | undefined;
  readonly wire: string;
  readonly path: KnownPath;
  readonly spec: RequestSpec;
}

/** What every error, event and log line says of a call. */
export function subjectOf({ idempotencyKey, method, path }: CallPlan): Pick<CallPlan, "idempotencyKey" | "method"> & {
  readonly path: string;
  readonly route: string;
} {
  return { method, path: path.printed, route: path.route, idempotencyKey };
}

const safetyByMethod: Readonly<Record<Method, Safety>> = {
  GET: "read",
  HEAD: "read",
  PUT: "idempotent",
  DELETE: "idempotent",
  POST: "unsafe",
  PATCH: "unsafe",
};

// Without a prototype, as all options here, so that nothing inherited counts as given.
const none: CheckedOptions & CallSettings = Object.freeze(Object.create(null));

// Undefined members are gone, so that what is spread over defaults is set.
type CheckedOptions = { readonly [K in keyof CallOptions]?: Exclude<CallOptions[K], undefined> };

/** Checks a caller's options and serialises the request; what is wrong is refused before a byte is sent. */
export function planCall(state: ClientState, request: Request, given?: CallOptions): CallPlan {
  const { profile, totalTimeout } = state;
  const { above, method, spec } = request;
  const [options, settings] = given === undefined ? [none, none] : readOptions(state, given);
  const { baseUrl = profile.baseUrl, retry = profile.retry, timeout = profile.timeout } = settings;
  const idempotencyKey = pinKey(state, method, settings.idempotencyKey);
  const server = { baseUrl, query: encodeQuery(profile.service, spec.query) };
  const plan: CallPlan = {
    totalTimeout,
    maxBodyBytes: 16_777_216,
    signal: undefined,
    onMeta: undefined,
    ...options,
    method,
    ...addressOf(request, server, above?.shown),
    locate: above && (async () => ({ ...plan, ...addressOf(request, server, await above.ask()) })),
    ...content(state, request, {
      ...checkHeaders(profile.service, "headers", options.headers),
      ...settings.headers,
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    }),
    idempotencyKey,
    safety: spec.safety ?? safetyByMethod[method],
    spec,
    retry,
    timeout,
  };
  return plan;
}

function addressOf(
  { path, wire }: Request,
  { baseUrl, query }: { readonly baseUrl: string; readonly query: string },
  prefix = "",
): Pick<CallPlan, "url" | "printedUrl" | "path"> {
  const full = joinPaths(describePath(prefix), path);
  return { url: baseUrl + prefix + wire + query, printedUrl: baseUrl + full.printed, path: full };
}

function content(
  { headers: shared, profile }: ClientState,
  { spec }: Request,
  asked: Readonly<Record<string, string>>,
): Pick<CallPlan, "headers" | "body" | "requestId"> {
  const { requestIdHeader, service, unsent } = profile;
  const body = serialise(service, spec.json, unsent);
  const headers: Record<string, string> = { ...shared };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (requestIdHeader !== undefined) headers[requestIdHeader] = crypto.randomUUID();
  Object.assign(headers, spec.headers, asked);
  return { body, headers, requestId: requestIdHeader && headers[requestIdHeader] };
}

function readOptions(state: ClientState, given: CallOptions): readonly [CheckedOptions, CallSettings] {
  const options = checkCallOptions(state, given);
  return [options, state.profile.readCallOptions?.(options) ?? none];
}

/** The names of options that a call of this client may have. */
const namesByProfile = new WeakMap<object, ReadonlySet<string>>();

function checkCallOptions({ profile }: ClientState, given: CallOptions): CheckedOptions {
  const { service } = profile;
  let names = namesByProfile.get(profile);
  if (!names) namesByProfile.set(profile, (names = new Set([...callOptionNames, ...(profile.callOptionNames ?? [])])));
  const options = ownOptions({ service, option: "options" }, given, names);
  const { maxBodyBytes, onMeta, signal, totalTimeout } = options;
  if (totalTimeout !== undefined) checkTimeout({ service, option: "totalTimeout" }, totalTimeout);
  if (maxBodyBytes !== undefined)
    checkInteger({ service, option: "maxBodyBytes" }, maxBodyBytes, [1, Number.MAX_SAFE_INTEGER]);
  if (onMeta !== undefined && typeof onMeta !== "function") throw refuse(service, "onMeta must be a function.");
  // Nothing else can be followed, a signal of another realm included.
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw refuse(service, "signal must be an AbortSignal.");
  return options as CheckedOptions;
}

function pinKey({ profile }: ClientState, method: Method, given: string | undefined): string | undefined {
  if (given !== undefined) return checkIdempotencyKey(profile.service, given);
  return profile.idempotentMethods?.includes(method) ? crypto.randomUUID() : undefined;
}
