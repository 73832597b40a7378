import { type Answer, type Call, created, done, gone } from "./call.ts";
import { readFields } from "./fields.ts";
import { announce } from "./journal.ts";
import { type Kind, type NewKind, show, viewOf } from "./kind.ts";
import { pageBody, readPageRequest, takePage } from "./pages.ts";
import { invalid } from "./problem.ts";
import type { Route } from "./route.ts";
import { Row } from "./row.ts";
import { asText, pick, type Values } from "./values.ts";

/** How a list differs from the usual one. */
export interface ListOptions {
  /** Whether it comes in pages; otherwise one answer has all. @defaultValue true */
  readonly paged?: boolean;
  /** Which of the rows belong to it at all. */
  readonly keep?: (row: Row, call: Call) => boolean;
}

/** The five routes of a collection: list, create, get, update and delete. */
export function crud(path: string, kind: NewKind): Route[] {
  return [list(path, kind), create(path, kind), ...single(path, kind)];
}

/** The three routes of one thing in a collection: get, update and delete. */
export function single(path: string, kind: Kind): Route[] {
  return [get(path, kind), update(path, kind), remove(path, kind)];
}

/** Lists a collection, newest first; only a list that asks for the status `deleted` shows what was deleted. */
export function list(path: string, kind: Kind, { paged = true, keep }: ListOptions = {}): Route {
  return {
    method: "GET",
    path,
    run: async (call) => {
      const entries = kind.home(call).newestFirst();
      const wanted = entries.filter((entry) => (keep?.(entry.row, call) ?? true) && isWanted(kind, entry.row, call));
      const page = paged ? takePage(wanted, readPageRequest(call.query)) : { items: wanted, nextCursor: null };
      const items = page.items.map(async ({ row }) => await toItem(kind, row, call.now));
      return { status: 200, body: pageBody(await Promise.all(items), page.nextCursor) };
    },
  };
}

/** Creates one; the answer shows it with what is only shown once. */
export function create(path: string, kind: NewKind): Route {
  return {
    method: "POST",
    path,
    run: (call) => {
      const row = addNew(call, kind);
      const once = pick(row.values, kind.once ?? []);
      return created({ ...show(kind, row, call.now), ...once }, row);
    },
  };
}

/** Shows one. */
export function get(path: string, kind: Kind): Route {
  return {
    method: "GET",
    path: `${path}/:${kind.idName}`,
    run: (call) => done(show(kind, call.target, call.now), call.target),
  };
}

/** Changes one; a field that is not sent stays, and one that is sent is replaced whole. */
export function update(path: string, kind: Kind): Route {
  return {
    method: "PATCH",
    path: `${path}/:${kind.idName}`,
    guard: ({ target }) => target,
    run: (call) => changed(call, kind, { values: readBodyOf(kind, call.target, call) }),
  };
}

/** Deletes one. */
export function remove(path: string, kind: Kind): Route {
  return {
    method: "DELETE",
    path: `${path}/:${kind.idName}`,
    guard: ({ target }) => target,
    run: (call) => {
      const row = call.target;
      announce(call, kind.events?.deleted, { kind, row });
      if (kind.keepsDeleted === true) setValues(call, row, { status: "deleted" });
      else kind.home(call).delete(row);
      kind.afterDelete?.(call, row);
      return gone;
    },
  };
}

/** Does something with one thing that has a name of its own, by POST. */
export function act(path: string, run: (call: Call) => Answer): Route {
  return { method: "POST", path, guard: ({ target }) => target, run };
}

/** Reads a body for a kind, refuses with 422 what does not fit, and adds a row for it. */
export function addNew(call: Call, kind: NewKind): Row {
  const body = readBodyOf(kind, undefined, call);
  const id = kind.readId?.(body) ?? call.store.createId(kind.prefix);
  const row = kind.home(call).add(new Row(id, kind.start(call, body, id), call.now));
  announce(call, kind.events?.created, { kind, row });
  return row;
}

/** What an action does to a thing. */
export interface Change {
  readonly values: Values;
  /** The type of its event. @defaultValue that of an update */
  readonly event?: string | undefined;
}

/** Changes the thing at hand and answers with it. */
export function changed(call: Call, kind: Kind, { values, event = kind.events?.updated }: Change): Answer {
  const row = call.target;
  setValues(call, row, values);
  announce(call, event, { kind, row });
  return done(show(kind, row, call.now), row);
}

/** Gives the reason that a body of an action states, as a change. */
export function reasonIn(body: Values): Values {
  const reason = asText(body["status_reason"]) ?? asText(body["reason"]);
  return reason === undefined ? {} : { status_reason: reason };
}

/** Changes a row; a new status brings its time and its author. */
export function setValues(call: Call, row: Row, changes: Values): void {
  const { status } = changes;
  const isNewStatus = status !== undefined && status !== row.values["status"];
  const author = isNewStatus ? { status_at: call.now, status_by: call.caller.id } : {};
  row.change({ ...author, ...changes }, call.now);
}

/** Reads a body for a kind, and refuses with 422 what does not fit; `row` is absent at a creation. */
export function readBodyOf(kind: Kind, row: Row | undefined, call: Call): Values {
  const { body } = call;
  const isNew = row === undefined;
  const { values, problems } = readFields(kind.fields, body, isNew);
  const all = [...problems, ...(kind.check?.(values, isNew) ?? [])];
  if (all.length > 0) throw invalid(all);
  // A kind without a shape is an open record: it keeps whatever it is given.
  const taken = kind.shape === undefined ? { ...body, ...values } : values;
  return kind.adapt?.(taken, row, call) ?? taken;
}

/** Tells whether a list with this query shows a row. */
export function isWanted(kind: Kind, row: Row, { query, now }: Call): boolean {
  if (row.values["status"] === "deleted" && query.get("status") !== "deleted") return false;
  const asked = Object.entries(kind.filters ?? {}).filter(([name]) => (query.get(name) ?? "") !== "");
  if (asked.length === 0) return true;
  const view = viewOf(kind, row, now);
  return asked.every(([name, matches]) => matches(view, query.get(name) ?? ""));
}

async function toItem(kind: Kind, row: Row, now: number): Promise<Values> {
  return kind.toItem === undefined ? show(kind, row, now) : await kind.toItem(viewOf(kind, row, now));
}
