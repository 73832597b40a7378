import type { CollectionTypes } from "../collection.ts";
import type { OpenRecord } from "./values.ts";

/** A way to sign in; what it holds differs by kind, so its members are open. */
export interface AuthMethod extends OpenRecord {
  id?: string;
}

/** A list that takes no parameters. */
export interface NoParams {
  limit?: never;
  cursor?: never;
}

/** The types of the ways to sign in at an issuer. */
export interface AuthMethodTypes extends CollectionTypes {
  list: NoParams;
  item: AuthMethod;
  create: object;
  created: AuthMethod;
  entity: AuthMethod;
  update: object;
}
