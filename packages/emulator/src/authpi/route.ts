import type { Answer, Call, Place } from "./call.ts";
import type { Row } from "./row.ts";

/** One method on one address. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Hono's pattern; each parameter names a row of the table that the segments before it spell. */
  readonly path: string;
  /** The row whose ETag an `If-Match` must name; without this the header says nothing. */
  readonly guard?: (place: Place) => Row;
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

/** Where the things of one account are. */
export const ofAccount = "/v1/accounts/:account_id";

/** Where the things of one issuer are. */
export const ofIssuer: string = `${ofAccount}/issuers/:issuer_id`;

/** Where the things of one user are. */
export const ofUser: string = `${ofIssuer}/users/:user_id`;

/** Where the things of one organization are. */
export const ofOrganization: string = `${ofIssuer}/organizations/:org_id`;

/** Where the things of one webhook are. */
export const ofWebhook: string = `${ofAccount}/webhooks/:webhook_id`;
