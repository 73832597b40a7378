/** Anything that is found and ordered by its id. */
export interface Row {
  readonly id: string;
}

/** Rows by id, kept in the order in which lists show them: by id, letters of both cases mixed. */
export class SortedIndex<T extends Row> implements Iterable<T> {
  readonly #byId = new Map<string, T>();
  readonly #order: { readonly key: string; readonly row: T }[] = [];

  /** Finds a row by exactly this id. */
  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Puts a row in its place; its id must be new. */
  add(row: T): void {
    this.#byId.set(row.id, row);
    const key = foldCase(row.id);
    this.#order.splice(this.#position(key), 0, { key, row });
  }

  /** Takes a row out; one that is not there is ignored. */
  delete(row: T): void {
    if (!this.#byId.delete(row.id)) return;
    const start = this.#position(foldCase(row.id));
    const index = this.#order.findIndex((entry, position) => position >= start && entry.row === row);
    this.#order.splice(index, 1);
  }

  /** Walks the rows from the first id that is not before `cursor`; such an id need not exist. */
  *from(cursor: string): Generator<T> {
    for (let index = this.#position(foldCase(cursor)); ; index += 1) {
      const entry = this.#order[index];
      if (entry === undefined) return;
      yield entry.row;
    }
  }

  [Symbol.iterator](): Iterator<T> {
    return this.from("");
  }

  #position(key: string): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#order[middle];
      if (entry !== undefined && entry.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Makes two texts equal that differ in letter case alone, as the service's database compares them. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
