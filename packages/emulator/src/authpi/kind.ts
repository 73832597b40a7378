import { type Call, named, type Place } from "./call.ts";
import type { Fields } from "./fields.ts";
import type { FieldProblem } from "./problem.ts";
import type { Row, Table } from "./row.ts";
import { asNumber, asWord, pick, type Values } from "./values.ts";

/** How one sort of thing looks and behaves; what is said here once holds for every route on it. */
export interface Kind {
  /** The parameter of routes that names one, which is also what events call its id. */
  readonly idName: string;
  /** The table it is kept in. */
  readonly home: (place: Place) => Table;
  /** What a body may set. */
  readonly fields: Fields;
  /** Finds faults that lie deeper in a body than its fields. */
  readonly check?: (body: Values, isNew: boolean) => readonly FieldProblem[];
  /** Turns what a body says into what is stored; `row` is absent at a creation. */
  readonly adapt?: (body: Values, row: Row | undefined, call: Call) => Values;
  /** Adds what follows from other values or from what belongs to the thing. */
  readonly compute?: (row: Row) => Values;
  /** The fields that an answer has; without this, all. */
  readonly shape?: readonly string[];
  /** Makes the item of a list; without this, it looks as it does by itself. */
  readonly toItem?: (view: Values) => Values | Promise<Values>;
  readonly filters?: Filters;
  readonly events?: LifeEvents;
  /** Whether a deleted one stays in lists that ask for the status `deleted`. */
  readonly keepsDeleted?: boolean;
  /** Ends what cannot be without it. */
  readonly afterDelete?: (place: Place, row: Row) => void;
}

/** A sort of thing that callers create. */
export interface NewKind extends Kind {
  /** How its ids begin. */
  readonly prefix: string;
  /** Takes the id from a body; without this, or without an answer, it is made up. */
  readonly readId?: (body: Values) => string | undefined;
  /** Gives what is stored at birth, from a body that was checked and adapted. */
  readonly start: (call: Call, body: Values, id: string) => Values;
  /** Fields that only the answer to the creation has. */
  readonly once?: readonly string[];
}

/** The types of the events that a thing causes. */
export interface LifeEvents {
  readonly created: string;
  readonly updated: string;
  readonly deleted: string;
}

/** What a list can be narrowed by: each looks at the shown fields of a thing and at the wanted value. */
export type Filters = Readonly<Record<string, (view: Values, wanted: string) => boolean>>;

/** The usual three events of a thing with this name. */
export function lifeOf(name: string): LifeEvents {
  return { created: `${name}.created`, updated: `${name}.updated`, deleted: `${name}.deleted` };
}

/** Keeps a kind in a table of what the path names last before it. */
export function below(parameter: string, table: string): (place: Place) => Table {
  return (place) => named(place, parameter).table(table);
}

/** Filters by fields that must be equal to what is asked for. */
export function equal(names: readonly string[]): Filters {
  return Object.fromEntries(
    names.map((name) => [name, (view: Values, wanted: string) => asWord(view[name]) === wanted]),
  );
}

/** Filters by a field in Unix milliseconds: `after` belongs to the wanted time, `before` does not. */
export function timeRange(field: string): Filters {
  return {
    after: (view, wanted) => (asNumber(view[field]) ?? 0) >= Number(wanted),
    before: (view, wanted) => (asNumber(view[field]) ?? 0) < Number(wanted),
  };
}

/** Filters by a part of the name, letter case ignored. */
export function nameContains(view: Values, wanted: string): boolean {
  return asWord(view["name"]).toLowerCase().includes(wanted.toLowerCase());
}

/** Gives all that is known of a thing now; what has outlived its time says so. */
export function viewOf(kind: Kind, row: Row, now: number): Values {
  const view = { ...row.values, id: row.id, created_at: row.createdAt, updated_at: row.changedAt };
  return { ...view, ...statusOf(row, now), ...kind.compute?.(row) };
}

/** Gives a thing as answers show it. */
export function show(kind: Kind, row: Row, now: number): Values {
  const view = viewOf(kind, row, now);
  return kind.shape === undefined ? view : pick(view, kind.shape);
}

function statusOf({ values }: Row, now: number): Values {
  const status = values["status"];
  const end = asNumber(values["expires_at"]);
  const isOpen = status === "active" || status === "pending";
  return isOpen && end !== undefined && end <= now ? { status: "expired" } : {};
}
