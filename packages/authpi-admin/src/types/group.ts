import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** Members of an organization that share scopes. */
export interface Group {
  id: string;
  org_id: string;
  issuer_id: string;
  name: string;
  description: string | null;
  scopes: string[];
  metadata?: OpenRecord | null;
  /** Unix milliseconds. */
  created_at: number;
  updated_at?: number | null;
}

/** What can be said of a group, to make or to change it. */
export type GroupParams = Open<{
  name?: string | undefined;
  description?: string | null | undefined;
  scopes?: readonly string[] | undefined;
  metadata?: OpenRecord | null | undefined;
}>;

/** The types of the groups of an organization. */
export interface GroupTypes extends CollectionTypes {
  list: PageParams;
  item: Group;
  create: GroupParams;
  created: Group;
  entity: Group;
  update: GroupParams;
}
