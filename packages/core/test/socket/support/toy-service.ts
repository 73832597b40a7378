import {
  ApiError,
  bearer,
  type Clock,
  type ErrorInit,
  fullJitterDelay,
  HttpClient,
  isTransientStatus,
  nextCursor,
  SdkError,
  type ServiceProfile,
} from "@keyrack/core";

/** Texts that must never show anywhere: in the credential, in request bodies, in query strings. */
export const canary = {
  token: "canary-token-5d0b7f/+x",
  body: "canary-body-81c2e9",
  query: "canary-query-3fa64c",
} as const;

/** A final answer of the toy service that is not 2xx. */
class ToyError extends SdkError {
  static override readonly brand: string = "service:toy";
  static override readonly countsAs: typeof ApiError = ApiError;

  constructor(init: ErrorInit) {
    super(init, "ToyError");
  }
}

/** A clock whose waits are over at once and are written down, with chance at one half. */
export interface FastClock extends Clock {
  readonly sleeps: number[];
}

/** Makes a clock that runs true but never waits. */
export function fastClock(): FastClock {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => 0.5,
    sleep: async (ms) => {
      sleeps.push(ms);
    },
  };
}

/**
 * The profile of a small service: two re-sends, 200 ms per attempt, waits over at once, PATCH with an idempotency key.
 */
export function toyProfile(baseUrl: string, changes: Partial<ServiceProfile> = {}): ServiceProfile {
  return {
    service: "toy",
    userAgent: "keyrack-toy/1",
    baseUrl,
    credentials: bearer({ service: "toy", option: "apiKey" }, canary.token),
    timeout: 200,
    retry: { limit: 2, delay: fullJitterDelay, isTransient: isTransientStatus, maxHint: 60_000 },
    secretShape: /toy_\w{8,}/g,
    idempotentMethods: ["PATCH"],
    unwrap: (body) => body,
    readPage: (body) => {
      const { cursor, data, hasMore } = body as { cursor?: unknown; data: unknown[]; hasMore?: unknown };
      return { data, ...nextCursor(cursor, hasMore) };
    },
    content: (value) => (hasData(value) ? value.data : value),
    readError: (body) => {
      const { code, message, state } = (typeof body === "object" && body !== null ? body : {}) as Record<
        string,
        unknown
      >;
      return {
        ...(typeof message === "string" && { message }),
        ...(typeof code === "string" && { code }),
        inProgress: state === "in progress",
      };
    },
    readRequestId: (headers) => headers.get("x-request-id"),
    rateLimitPrefix: "x-ratelimit",
    errors: { api: (init) => new ToyError(init) },
    ...changes,
    shared: { clock: fastClock(), ...changes.shared },
  };
}

/** A client of the toy service. */
export function toyClient(baseUrl: string, changes?: Partial<ServiceProfile>): HttpClient {
  return new HttpClient(toyProfile(baseUrl, changes));
}

function hasData(value: unknown): value is { data: unknown } {
  return typeof value === "object" && value !== null && "data" in value;
}
