import { accountOf, type Answer, type Call, done } from "./call.ts";
import { crud } from "./crud.ts";
import { each, type Fields, readFields } from "./fields.ts";
import { below, equal, type NewKind, show } from "./kind.ts";
import { issuerIdOf, referencesIn } from "./note-references.ts";
import { readPageRequest } from "./pages.ts";
import { invalid } from "./problem.ts";
import { ofAccount, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asRecord, asText, pick, type Values, words } from "./values.ts";

const path = `${ofAccount}/notes`;

/** Notes on things of an account; an id in the text refers to that thing, and `@` before a user's id mentions the user. */
const notes: NewKind = {
  idName: "note_id",
  home: below("account_id", "notes"),
  prefix: "note",
  fields: {
    subject_type: { type: "text", required: true, choices: words("user org issuer client agent") },
    ...each("subject_id content", { type: "text", required: true }),
    ...each("issuer_id", { type: "text" }),
    ...each("pinned", { type: "flag" }),
  },
  adapt: (body, row, call) => {
    const taken = row === undefined ? body : pick(body, words("content pinned"));
    const content = asText(taken["content"]);
    const found = content === undefined ? {} : referencesIn(accountOf(call), content, call.now);
    return { ...taken, ...found, updated_by: call.caller.id };
  },
  start: (call, body) => ({
    account_id: accountOf(call).id,
    issuer_id: issuerIdOf(accountOf(call), asText(body["subject_id"]) ?? ""),
    pinned: false,
    ...body,
    created_by: call.caller.id,
  }),
  shape: words(
    "id account_id issuer_id subject_type subject_id content pinned created_by updated_by created_at updated_at mentions references",
  ),
  filters: {
    ...equal(words("subject_type subject_id issuer_id created_by pinned")),
    mentions_user_id: (view, wanted) => includes(view["mentions"], { mentioned_user_id: wanted }),
  },
};

/** Everything on notes; those that refer to one thing come as a plain array, 50 by default. */
export const noteRoutes: readonly Route[] = [
  { method: "GET", path: `${path}/backlinks`, run: listBacklinks },
  { method: "GET", path: `${path}/count`, run: countNotes },
  ...crud(path, notes),
];

function listBacklinks(call: Call): Answer {
  const wanted = readQuery(call, "ref_type ref_id");
  const { limit } = readPageRequest(call.query);
  const found = notesOf(call).filter(({ values }) => includes(values["references"], wanted));
  return done(found.slice(0, limit).map((row) => show(notes, row, call.now)));
}

function countNotes(call: Call): Answer {
  const wanted = readQuery(call, "subject_type subject_id");
  return done({ count: notesOf(call).filter(({ values }) => has(values, wanted)).length });
}

function notesOf(call: Call): readonly Row[] {
  return notes.home(call).rows().toReversed();
}

/** Reads parameters that all have to be there. */
function readQuery({ query }: Call, names: string): Values {
  const fields: Fields = each(names, { type: "text", required: true });
  const { values, problems } = readFields(fields, Object.fromEntries(query), true);
  if (problems.length > 0) throw invalid(problems);
  return values;
}

function includes(items: unknown, wanted: Values): boolean {
  return Array.isArray(items) && items.some((item) => has(asRecord(item), wanted));
}

function has(values: Values, wanted: Values): boolean {
  return Object.entries(wanted).every(([name, value]) => values[name] === value);
}
