import { accountOf, type Answer, type Call, done } from "./call.ts";
import { get, isWanted, list } from "./crud.ts";
import { bucketsOf, intervals } from "./event-buckets.ts";
import { each, readFields } from "./fields.ts";
import { below, type Filters, type Kind, timeRange, viewOf } from "./kind.ts";
import { invalid } from "./problem.ts";
import { ofAccount, type Route } from "./route.ts";
import { asRecord, asText, asWord, words } from "./values.ts";

const path = `${ofAccount}/events`;

/** What has happened in an account. */
const events: Kind = {
  idName: "event_id",
  home: below("account_id", "events"),
  fields: {},
  shape: words("spec id trace type source trigger auth subject timestamp data"),
  filters: {
    ...bySubject("issuer_id user_id client_id"),
    ...timeRange("timestamp"),
    event_types: (view, wanted) => wanted.split(",").includes(asWord(view["type"])),
  },
};

/** Lists, shows and counts events, newest first; nobody writes them but the service. */
export const eventRoutes: readonly Route[] = [
  { method: "GET", path: `${path}/aggregate`, run: aggregate },
  list(path, events),
  get(path, events),
];

function aggregate(call: Call): Answer {
  const fields = {
    ...each("group_by count_unique", { type: "text" }),
    interval: { type: "text", choices: intervals },
  } as const;
  const { values, problems } = readFields(fields, Object.fromEntries(call.query), false);
  if (problems.length > 0) throw invalid(problems);
  const interval = intervals.find((name) => name === values["interval"]) ?? null;
  const groupBy = asText(values["group_by"]) ?? null;
  const rows = accountOf(call).table("events").rows();
  const wanted = rows.filter((row) => isWanted(events, row, call)).map((row) => viewOf(events, row, call.now));
  const buckets = bucketsOf(wanted, { interval, groupBy, countUnique: asText(values["count_unique"]) });
  return done({ interval, group_by: groupBy, buckets });
}

function bySubject(names: string): Filters {
  return Object.fromEntries(
    words(names).map((name) => [name, (view, wanted) => asRecord(view["subject"])[name] === wanted]),
  );
}
