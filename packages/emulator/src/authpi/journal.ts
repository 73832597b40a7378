import { accountOf, type Place } from "./call.ts";
import { deliver } from "./deliver.ts";
import { type Kind, show } from "./kind.ts";
import { Row } from "./row.ts";
import { pick, type Values, words } from "./values.ts";

/** The version of the form that events have. */
const spec = "1.0";

/** What an event is about. */
export interface About {
  readonly kind: Kind;
  readonly row: Row;
}

/** Writes an event into the account's log and hands it to the webhooks that want it; without a type nothing happens. */
export function announce(place: Place, type: string | undefined, { kind, row }: About): void {
  if (type === undefined) return;
  const account = accountOf(place);
  const id = place.store.createId("evt");
  const subject = { ...subjectOf(place, row), [kind.idName]: row.id };
  const values: Values = {
    spec,
    type,
    source: "admin",
    auth: { type: place.caller.type, ...place.caller.identity },
    subject,
    timestamp: place.now,
    data: show(kind, row, place.now),
  };
  account.table("events").add(new Row(id, values, place.now));
  deliver(place, { id, type });
}

/** Names everything that the thing belongs to. */
function subjectOf({ rows }: Place, { values }: Row): Values {
  const owners = Array.from(rows, ([name, { id }]) => [name, id] as const);
  return { ...Object.fromEntries(owners), ...pick(values, words("issuer_id org_id user_id agent_id")) };
}
