import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** The state of an issuer. */
export type IssuerStatus = "active" | (string & {});

/** An issuer: one OpenID provider with its users, clients and organizations. */
export interface Issuer {
  id: string;
  account_id: string;
  name?: string | null;
  description: string | null;
  links?: OpenRecord | null;
  available_scopes: string[];
  status: IssuerStatus;
  /** Unix milliseconds. */
  status_at?: number | null;
  settings: OpenRecord;
  metadata: OpenRecord;
  created_at: number;
  updated_at?: number | null;
}

/** An issuer as lists tell it. */
export interface IssuerListItem extends Issuer {
  access_mode: string | null;
  auth_method_count: number;
  enabled_login_method_count: number;
  enabled_signup_method_count: number;
  available_scope_count: number;
  branding_configured: boolean;
  readiness: string;
}

/** How an issuer behaves. */
export type IssuerSettings = Open<{
  /**
   * Who may come in; `sessions.max_age` is in seconds and at most a year, `sessions.idle_timeout` at most 30 days. The
   * service wants it wherever `settings` is given.
   */
  access?: OpenRecord | undefined;
  portals?: OpenRecord | undefined;
  branding?: OpenRecord | undefined;
  security?: OpenRecord | undefined;
}>;

/** What can be said of an issuer. */
export interface IssuerFields {
  description?: string | null | undefined;
  links?: OpenRecord | null | undefined;
  available_scopes?: readonly string[] | undefined;
  status?: IssuerStatus | undefined;
  settings?: IssuerSettings | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** An issuer to be made. */
export type CreateIssuerParams = Open<IssuerFields & { name: string }>;

/** What to change of an issuer. */
export type UpdateIssuerParams = Open<IssuerFields & { name?: string | null | undefined }>;

/** Which issuers to list; newest first. */
export interface ListIssuersParams extends PageParams {
  q?: string | undefined;
  status?: IssuerStatus | undefined;
  access_mode?: string | undefined;
  readiness?: string | undefined;
}

/** The types of the issuers of an account. */
export interface IssuerTypes extends CollectionTypes {
  list: ListIssuersParams;
  item: IssuerListItem;
  create: CreateIssuerParams;
  created: Issuer;
  entity: Issuer;
  update: UpdateIssuerParams;
}
