import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { CredentialStatus, Restrictions } from "./restrictions.ts";
import type { Open, OpenRecord } from "./values.ts";

/** An API key of an account or of an organization, without its secret. */
export interface ApiKey {
  id: string;
  org_id: string;
  issuer_id: string;
  type: string;
  name: string;
  description?: string | null;
  tags?: string[] | null;
  restrictions: OpenRecord;
  status?: CredentialStatus | null;
  /** Unix milliseconds. */
  status_at?: number | null;
  status_reason?: string | null;
  status_by?: string | null;
  expires_at?: number | null;
  metadata?: OpenRecord | null;
  /** How the secret is kept, such as `hint`; never the secret. */
  secret: OpenRecord;
  created_at: number;
  updated_at?: number | null;
}

/** An API key that was just made. */
export interface CreatedApiKey extends ApiKey {
  /** The secret. Shown this once. */
  secret_plain: string;
}

/** An API key as lists tell it. */
export interface ApiKeyListItem {
  id: string;
  org_id: string;
  issuer_id: string;
  type?: string | null;
  status: CredentialStatus;
  name: string;
  description: string | null;
  tags?: string[] | null;
  scopes?: string[] | null;
  ip_allowlist?: string[] | null;
  expires_at: number | null;
  secret_hint: string | null;
  last_rotated_at?: number | null;
  status_at?: number | null;
  created_at: number;
  updated_at: number | null;
}

/** The secret that replaces the one before. */
export interface RotatedApiKey {
  /** The secret. Shown this once; the one before works no longer. */
  secret_plain: string;
}

/** What can be said of an API key. */
export interface ApiKeyFields {
  description?: string | null | undefined;
  tags?: readonly string[] | null | undefined;
  /** Unix milliseconds. */
  expires_at?: number | null | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** An API key to be made. */
export type CreateApiKeyParams = Open<
  ApiKeyFields & {
    name: string;
    restrictions: Restrictions;
    /** A secret of one's own; the service makes one where it is left out. */
    secret?: string | undefined;
    secret_hint?: string | undefined;
  }
>;

/** What to change of an API key. */
export type UpdateApiKeyParams = Open<
  ApiKeyFields & {
    name?: string | undefined;
    restrictions?: Restrictions | undefined;
    status?: CredentialStatus | null | undefined;
    status_reason?: string | null | undefined;
    status_by?: string | null | undefined;
  }
>;

/** Which API keys to list. */
export interface ListApiKeysParams extends PageParams {
  q?: string | undefined;
  status?: CredentialStatus | undefined;
  access?: string | undefined;
  readiness?: string | undefined;
}

/** The types of the API keys of an account. */
export interface ApiKeyTypes extends CollectionTypes {
  list: ListApiKeysParams;
  item: ApiKeyListItem;
  create: CreateApiKeyParams;
  created: CreatedApiKey;
  entity: ApiKey;
  update: UpdateApiKeyParams;
}
