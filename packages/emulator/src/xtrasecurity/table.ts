import { checkedId, isId } from "./fault.ts";

/** The rows of one kind, oldest first, found by their ids. */
export class Table<Row extends { readonly id: string }> {
  readonly #model: string;
  readonly #limit: number;
  readonly #rows = new Map<string, Row>();

  /** Takes the name that the database's faults carry, and how many rows are kept: beyond that the oldest goes. */
  constructor(model: string, limit: number = Number.POSITIVE_INFINITY) {
    this.#model = model;
    this.#limit = limit;
  }

  /** Looks a row up; throws the database's fault for a value that has not the form of an id. */
  get(id: unknown): Row | undefined {
    return this.#rows.get(checkedId(this.#model, id));
  }

  /** Looks a row up where a malformed id simply finds nothing. */
  peek(id: unknown): Row | undefined {
    return isId(id) ? this.#rows.get(id.toLowerCase()) : undefined;
  }

  add(row: Row): Row {
    this.#rows.set(row.id, row);
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= this.#limit) break;
      this.#rows.delete(oldest);
    }
    return row;
  }

  delete(row: Row): void {
    this.#rows.delete(row.id);
  }

  /** Finds the oldest row that passes. */
  first(test: (row: Row) => boolean): Row | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row;
    return undefined;
  }

  /** Lists the rows that pass, oldest first, in an array of the caller's own. */
  where(test: (row: Row) => boolean): Row[] {
    return Array.from(this.#rows.values()).filter(test);
  }
}
