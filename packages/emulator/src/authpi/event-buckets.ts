import { asNumber, asRecord, type Values } from "./values.ts";

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;
// 1 January 1970 was a Thursday; weeks begin on Monday.
const firstMonday = 4 * day;

/** The lengths of time by which events are counted. */
export const intervals = ["minute", "hour", "day", "week", "month"] as const;

/** One of the lengths of time, in UTC. */
type Interval = (typeof intervals)[number];

/** How events are counted. */
export interface Grouping {
  /** Null means the whole time at once. */
  readonly interval: Interval | null;
  /** `type`, or a field of the event or of its subject. */
  readonly groupBy: string | null;
  /** A field whose different values are counted too. */
  readonly countUnique: string | undefined;
}

interface Bucket {
  readonly start: number | null;
  readonly group: unknown;
  readonly events: Values[];
}

const starts: Readonly<Record<Interval, (time: number) => number>> = {
  minute: (time) => time - (time % minute),
  hour: (time) => time - (time % hour),
  day: (time) => time - (time % day),
  week: (time) => time - ((time - firstMonday) % (7 * day)),
  month: (time) => Date.UTC(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth()),
};

/** Counts events by time and by one of their fields; empty buckets are left out, the oldest comes first. */
export function bucketsOf(events: readonly Values[], grouping: Grouping): readonly Values[] {
  const buckets = new Map<string, Bucket>();
  for (const event of events) {
    const time = asNumber(event["timestamp"]) ?? 0;
    const start = grouping.interval === null ? null : starts[grouping.interval](time);
    const group = grouping.groupBy === null ? null : fieldOf(event, grouping.groupBy);
    const key = JSON.stringify([start, group]);
    const bucket = buckets.get(key) ?? { start, group, events: [] };
    bucket.events.push(event);
    buckets.set(key, bucket);
  }
  return Array.from(buckets.values(), (bucket) => showBucket(bucket, grouping));
}

function showBucket({ start, group, events }: Bucket, { interval, groupBy, countUnique }: Grouping): Values {
  return {
    ...(interval === null ? {} : { start }),
    ...(groupBy === null ? {} : { [groupBy]: group }),
    count: events.length,
    ...(countUnique === undefined ? {} : { unique: countDifferent(events, countUnique) }),
  };
}

function countDifferent(events: readonly Values[], field: string): number {
  return new Set(events.map((event) => fieldOf(event, field)).filter((value) => value !== null)).size;
}

function fieldOf(event: Values, field: string): unknown {
  const values: Values = { ...asRecord(event["subject"]), ...event, event_type: event["type"] };
  return Object.hasOwn(values, field) ? values[field] : null;
}
