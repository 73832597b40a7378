import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** The state of a user: suspended for a while, disabled for good, deleted but kept. */
export type UserStatus = "active" | "suspended" | "disabled" | "deleted" | (string & {});

/** A user of an issuer. */
export interface User {
  id: string;
  issuer_id: string;
  status: UserStatus;
  /** Unix milliseconds. */
  status_at?: number | null;
  status_reason?: string | null;
  status_by?: string | null;
  /** Such as `email`. */
  username_type: string;
  username: string;
  /** Names and contact data, such as `display_name`. */
  profile: OpenRecord;
  scopes?: string[] | null;
  security?: OpenRecord | null;
  compliance?: OpenRecord | null;
  preferences?: OpenRecord | null;
  approval?: OpenRecord | null;
  custom_fields?: OpenRecord | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
}

/** A user as lists tell it: by `user_id`, with the name hashed. */
export interface UserListItem {
  user_id: string;
  issuer_id: string;
  username_hash: string;
  username_type: string;
  status: UserStatus;
  store_id: string;
  region: string | null;
  created_at: number;
  updated_at: number;
}

/**
 * What can be said of a user. Three generations of the service are known; none of their fields is required here.
 */
export interface UserFields {
  /** Of the newest generation, with `username`. */
  username_type?: string | undefined;
  username?: string | undefined;
  profile?: OpenRecord | undefined;
  /** Of the generation of the Python package 0.3.0. */
  email?: string | undefined;
  /** Of the same generation. */
  display_name?: string | undefined;
  /** Of an older generation. */
  password?: string | undefined;
  scopes?: readonly string[] | null | undefined;
  status?: UserStatus | undefined;
  status_reason?: string | null | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** A user to be made. */
export type CreateUserParams = Open<UserFields>;

/** What to change of a user. */
export type UpdateUserParams = Open<UserFields>;

/** Which users to list. */
export interface ListUsersParams extends PageParams {
  status?: UserStatus | undefined;
}

/** The types of the users of an issuer. */
export interface UserTypes extends CollectionTypes {
  list: ListUsersParams;
  item: UserListItem;
  create: CreateUserParams;
  created: User;
  entity: User;
  update: UpdateUserParams;
}
