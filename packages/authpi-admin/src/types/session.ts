import type { OpenRecord } from "./values.ts";

/** The state of a session; from `revoked` and `expired` there is no way back. */
export type SessionStatus = "inactive" | "active" | "expired" | "revoked" | "suspended" | (string & {});

/** A session of a user: `op` anchors single sign-on, and revoking it revokes its `rp` sessions, one per client. */
export interface Session {
  id: string;
  user_id: string;
  issuer_id: string;
  type: "op" | "rp" | (string & {});
  status: SessionStatus;
  /** Unix milliseconds. */
  status_at?: number | null;
  status_reason?: string | null;
  status_by?: string | null;
  authentication?: OpenRecord | null;
  client?: OpenRecord | null;
  /** Of an `rp` session: the `op` session that it hangs on. */
  op_session_id?: string | null;
  device?: OpenRecord | null;
  location?: OpenRecord | null;
  origin?: string | null;
  ttl?: number | null;
  idle_timeout?: number | null;
  last_activity_at?: number | null;
  access_token_issued_at?: number | null;
  refresh_token_issued_at?: number | null;
  refresh_count?: number | null;
  compromised?: boolean | null;
  compromised_at?: number | null;
  compromised_reason?: string | null;
  revoked_reason?: string | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
  expires_at?: number | null;
  revoked_at?: number | null;
}

/** Which sessions of a user to list; there are at most 50, and the list has no pages. */
export interface ListUserSessionsParams {
  status?: SessionStatus | undefined;
}
