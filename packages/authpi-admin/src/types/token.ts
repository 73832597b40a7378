import type { PageParams } from "./page.ts";
import type { CredentialStatus, Restrictions } from "./restrictions.ts";
import type { Open, OpenRecord } from "./values.ts";

/** A personal token, without its text. */
export interface PersonalToken {
  id: string;
  user_id: string;
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
  audience?: string | null;
  jti?: string | null;
  expires_at?: number | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
}

/** A personal token as lists tell it. */
export interface TokenListItem {
  id: string;
  user_id: string;
  issuer_id: string;
  status: CredentialStatus;
  name: string;
  description: string | null;
  tags: string[];
  scopes: string[];
  audience: string | null;
  expires_at: number | null;
  created_at: number;
  updated_at: number | null;
}

/** A personal token that was just made. */
export interface CreatedToken {
  /** The token itself. Shown this once; the answer tells nothing else, not even an id. */
  token_plain: string;
}

/** A personal token to be made. INFERRED: which fields the service requires is not documented. */
export type CreateTokenParams = Open<{
  name?: string | undefined;
  restrictions?: Restrictions | undefined;
  /** Unix milliseconds. */
  expires_at?: number | null | undefined;
  description?: string | null | undefined;
  tags?: readonly string[] | undefined;
}>;

/** Which tokens of a user to list. */
export interface ListTokensParams extends PageParams {
  status?: CredentialStatus | undefined;
}
