import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** The state of a client. */
export type IssuerClientStatus = "active" | "disabled" | "deleted" | (string & {});

/** A client of an issuer: an application that signs its users in. */
export interface IssuerClient {
  id: string;
  issuer_id: string;
  status: IssuerClientStatus;
  type: string;
  /** Whether it has a secret. */
  confidential: boolean;
  /** Unix milliseconds. */
  secret_rotated_at?: number | null;
  name: string;
  description: string | null;
  logo_url: string | null;
  settings: OpenRecord;
  status_at?: number | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
}

/** A client that was just made. */
export interface CreatedIssuerClient extends IssuerClient {
  /** The secret of a confidential client. Shown this once. */
  secret?: string | null;
}

/** A client as lists tell it. */
export interface IssuerClientListItem {
  id: string;
  issuer_id: string;
  status: IssuerClientStatus;
  type: string;
  confidential: boolean;
  name: string;
  description: string | null;
  logo_url: string | null;
  scopes: string[];
  protocol: string;
  application_type: string | null;
  grant_types?: string[] | null;
  redirect_uri_count?: number | null;
  configuration_indexed?: boolean | null;
  secret_rotated_at?: number | null;
  status_at?: number | null;
  created_at: number;
  updated_at?: number | null;
}

/** The secret that replaces the one before. */
export interface RotatedSecret {
  /** Shown this once. */
  secret: string;
}

/** What can be said of a client. */
export interface IssuerClientFields {
  type?: string | undefined;
  confidential?: boolean | undefined;
  description?: string | null | undefined;
  logo_url?: string | null | undefined;
  settings?: OpenRecord | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** A client to be made. */
export type CreateIssuerClientParams = Open<IssuerClientFields & { name: string }>;

/** What to change of a client. */
export type UpdateIssuerClientParams = Open<
  IssuerClientFields & { name?: string | undefined; status?: IssuerClientStatus | undefined }
>;

/** Which clients to list. */
export interface ListIssuerClientsParams extends PageParams {
  status?: IssuerClientStatus | undefined;
  /** A part of the name. */
  name?: string | undefined;
  q?: string | undefined;
  application_type?: string | undefined;
  readiness?: string | undefined;
}

/** The types of the clients of an issuer. */
export interface IssuerClientTypes extends CollectionTypes {
  list: ListIssuerClientsParams;
  item: IssuerClientListItem;
  create: CreateIssuerClientParams;
  created: CreatedIssuerClient;
  entity: IssuerClient;
  update: UpdateIssuerClientParams;
}
