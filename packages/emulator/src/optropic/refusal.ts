import type { Reply } from "./reply.ts";

/** The codes that refusals carry, with their statuses. */
const statuses = {
  VALIDATION_ERROR: 400,
  MISSING_API_KEY: 401,
  INVALID_API_KEY: 401,
  EXPIRED_API_KEY: 401,
  REVOKED_API_KEY: 401,
  QUOTA_EXCEEDED: 402,
  INSUFFICIENT_PERMISSIONS: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CODE_REVOKED: 410,
  RATE_LIMITED: 429,
} as const;

/** Why a request is refused. */
export type RefusalCode = keyof typeof statuses;

/** A refusal on its way to the caller; thrown by whatever looks at the request. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: RefusalCode;
  readonly details: object;

  constructor(code: RefusalCode, message: string, details: object = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** Answers with the envelope that every refusal has. */
  reply(): Reply {
    return { status: statuses[this.code], body: { error: this.describe() } };
  }

  /** The facts inside the envelope, as batches list them for each item too. */
  describe(): { readonly code: string; readonly message: string; readonly details: object } {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** Refuses a body or a query; `details` says for each field what is wrong with it. */
export function invalid(details: Readonly<Record<string, string>>): Refusal {
  const faults = Object.entries(details).map(([field, fault]) => `${field} ${fault}`);
  return new Refusal("VALIDATION_ERROR", `The request is invalid: ${faults.join("; ")}.`, details);
}

/** Hands back what was looked up, or refuses with a 404 that names the kind of thing and the id. */
export function found<T>(value: T | undefined, resource: string, id: string): T {
  if (value === undefined) throw new Refusal("NOT_FOUND", `There is no such ${resource}.`, { resource, id });
  return value;
}
