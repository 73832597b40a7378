import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** That somebody belongs to an organization; found by `member_id`, for it has no id of its own. */
export interface Membership {
  org_id: string;
  member_id: string;
  member_type: string;
  issuer_id: string;
  status: string;
  scopes: string[];
  groups?: string[] | null;
  user_title: string | null;
  metadata?: OpenRecord | null;
  /** Unix milliseconds. */
  joined_at: number;
  updated_at?: number | null;
}

/** A member to be added. INFERRED: the service documents no field; these are those of a membership. */
export type CreateMemberParams = Open<{
  member_id?: string | undefined;
  member_type?: string | undefined;
  scopes?: readonly string[] | undefined;
  groups?: readonly string[] | null | undefined;
  user_title?: string | null | undefined;
  metadata?: OpenRecord | null | undefined;
}>;

/** What to change of a membership. INFERRED, as `CreateMemberParams`. */
export type UpdateMemberParams = Open<{
  status?: string | undefined;
  scopes?: readonly string[] | undefined;
  groups?: readonly string[] | null | undefined;
  user_title?: string | null | undefined;
  metadata?: OpenRecord | null | undefined;
}>;

/** Which members to list. */
export interface ListMembersParams extends PageParams {
  status?: string | undefined;
  scope?: string | undefined;
}
