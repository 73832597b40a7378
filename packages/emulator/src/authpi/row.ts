import type { Values } from "./values.ts";

/** One thing in memory, with the tables of what belongs to it. */
export class Row {
  readonly id: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** All that is known of it, secrets included; answers show a part. */
  values: Values;
  #changedAt: number;
  readonly #tables = new Map<string, Table>();

  constructor(id: string, values: Values, createdAt: number) {
    this.id = id;
    this.values = values;
    this.createdAt = createdAt;
    this.#changedAt = createdAt;
  }

  /** Unix milliseconds; no two states of a row have the same. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Replaces fields and moves the time of change forward, by 1 ms at least. */
  change(values: Values, now: number): void {
    this.values = { ...this.values, ...values };
    this.#changedAt = Math.max(now, this.#changedAt + 1);
  }

  /** The rows of one sort that belong to this one. */
  table(name: string): Table {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const table = new Table();
    this.#tables.set(name, table);
    return table;
  }
}

/** A row and its place in the order of creation. */
export interface Entry {
  readonly row: Row;
  /** Grows from row to row, and is never given twice. */
  readonly position: number;
}

/** Rows by id. */
export class Table {
  readonly #entries = new Map<string, Entry>();
  #positions = 0;

  /** Finds a row, unless it is deleted. */
  find(id: string): Row | undefined {
    const row = this.#entries.get(id)?.row;
    return row === undefined || isDeleted(row) ? undefined : row;
  }

  /** Adds a row and hands it back. */
  add(row: Row): Row {
    this.#entries.set(row.id, { row, position: this.#positions });
    this.#positions += 1;
    return row;
  }

  /** Forgets a row. */
  delete(row: Row): void {
    this.#entries.delete(row.id);
  }

  /** Forgets the rows whose field has this value. */
  deleteWhere(field: string, value: string): void {
    for (const row of this.rows()) if (row.values[field] === value) this.delete(row);
  }

  /** Every row that is not deleted, oldest first. */
  rows(): readonly Row[] {
    return Array.from(this.#entries.values(), ({ row }) => row).filter((row) => !isDeleted(row));
  }

  /** Every row, those kept after their deletion too. */
  newestFirst(): readonly Entry[] {
    return Array.from(this.#entries.values()).reverse();
  }
}

function isDeleted({ values }: Row): boolean {
  return values["status"] === "deleted";
}
