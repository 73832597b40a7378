import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** Who invites. */
export interface Inviter {
  id?: string | null;
  name?: string | null;
}

/** An invitation to an organization, sent by email. */
export interface Invitation {
  id: string;
  org_id: string;
  issuer_id: string;
  status: string;
  /** In lower case. */
  email_invited: string;
  user_id_invited?: string | null;
  user_title: string | null;
  message: string | null;
  scopes: string[];
  inviter?: Inviter | null;
  /** Unix milliseconds. */
  created_at: number;
  expires_at: number;
  accepted_at?: number | null;
  declined_at?: number | null;
  revoked_at?: number | null;
  last_email_sent_at?: number | null;
  metadata?: OpenRecord | null;
}

/** An invitation to be sent. */
export type CreateInvitationParams = Open<{
  email_invited: string;
  /** At least one. */
  scopes: readonly string[];
  user_title?: string | null | undefined;
  message?: string | null | undefined;
  inviter?: { name?: string | undefined } | undefined;
  expires_in_seconds?: number | undefined;
  metadata?: OpenRecord | null | undefined;
}>;

/** What to change of an invitation. INFERRED: the service documents no field. */
export type UpdateInvitationParams = Open<{
  scopes?: readonly string[] | undefined;
  user_title?: string | null | undefined;
  message?: string | null | undefined;
  metadata?: OpenRecord | null | undefined;
}>;

/** Which invitations to list. */
export interface ListInvitationsParams extends PageParams {
  status?: string | undefined;
}
