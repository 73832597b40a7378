/** A table of texts. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** One column and its head. */
interface Column {
  readonly head: string;
  /** @defaultValue "left" */
  readonly align?: "left" | "right" | undefined;
}

const gap = "  ";

/** Gives the lines of a table, the head first; each column is as wide as its longest text. */
export function renderTable({ columns, rows }: Table): string[] {
  const shapes = columns.map(({ head, align }, index) => ({
    align,
    width: rows.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), head.length),
  }));
  const render = (cells: readonly string[]): string =>
    shapes
      .map(({ align, width }, index) => {
        const cell = cells[index] ?? "";
        return align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(gap)
      .trimEnd();
  return [render(columns.map(({ head }) => head)), ...rows.map(render)];
}
