import type { PageParams } from "./page.ts";
import type { OpenRecord } from "./values.ts";

/** Something that happened in an account. */
export interface AuthPIEvent {
  /** The version of the event's form. */
  spec: string;
  id: string;
  trace?: string | OpenRecord | null;
  type: string;
  source: string | OpenRecord;
  trigger?: string | OpenRecord | null;
  auth?: OpenRecord | null;
  subject?: OpenRecord | null;
  /** Unix milliseconds. */
  timestamp: number;
  data?: OpenRecord | null;
}

/** Which events count. */
export interface EventFilters {
  issuer_id?: string | undefined;
  user_id?: string | undefined;
  client_id?: string | undefined;
  /** One or more types, joined by commas: `user.created,user.deleted`. */
  event_types?: string | undefined;
  /** Unix milliseconds. */
  after?: number | undefined;
  /** Unix milliseconds. */
  before?: number | undefined;
}

/** Which events to list. */
export interface ListEventsParams extends EventFilters, PageParams {}

/** Which events to count, and how; the service does not document the words that the last three take. */
export interface AggregateEventsParams extends ListEventsParams {
  group_by?: string | undefined;
  interval?: string | undefined;
  count_unique?: string | undefined;
}

/** Events counted. */
export interface EventAggregate {
  interval: string | null;
  group_by: string | null;
  buckets: OpenRecord[];
}
