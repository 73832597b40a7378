import {
  ApiError,
  bearer,
  HttpClient,
  type Credentials,
  type Hooks,
  type Logger,
  nextCursor,
  type ServiceProfile,
} from "../../src/index.ts";
import { fullJitterDelay, isTransientStatus } from "../../src/retry.ts";
import type { Clock, Fetch } from "../../src/types.ts";

/** The key that the client of these tests sends. */
export const KEY = "note_4Zt8Qw2Lx9";

const source = { service: "notes", option: "apiKey" };

interface Settings {
  readonly credentials?: Credentials;
  readonly hooks?: Hooks;
  readonly logger?: Logger;
  readonly profile?: Partial<ServiceProfile>;
}

/** A client of an imaginary service of notes whose network is a function; waits between attempts take no time. */
export function notesClient(fetch: Fetch, { credentials, hooks, logger, profile }: Settings = {}): HttpClient {
  return new HttpClient({
    service: "notes",
    userAgent: "keyrack-notes/0.0.0",
    baseUrl: "https://notes.test",
    credentials: credentials ?? bearer(source, KEY),
    timeout: 5_000,
    retry: { limit: 2, isTransient: isTransientStatus, delay: fullJitterDelay, maxHint: 60_000 },
    secretShape: /note_\w{8,}/g,
    unwrap: (body) => body,
    content: (body) => memberOf(body, "data"),
    readPage: (body) => ({
      data: memberOf(body, "data") as unknown[],
      ...nextCursor(memberOf(body, "cursor"), memberOf(body, "hasMore")),
    }),
    readError: (body) => ({ message: textOf(memberOf(body, "message")), code: textOf(memberOf(body, "code")) }),
    readRequestId: (headers) => headers.get("x-request-id"),
    errors: { api: (init) => new ApiError(init) },
    shared: { fetch, hooks, logger, clock: patientClock },
    ...profile,
  });
}

/** A JSON answer. */
export function json(body: unknown, init?: ResponseInit): Response {
  return Response.json(body, init);
}

const patientClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: async () => {},
  random: () => 0.5,
};

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
