import { clearLine, cursorTo } from "node:readline";
import type { Writable } from "node:stream";
import { styleText } from "node:util";
import { renderTable, type Table } from "./table.ts";

/** Where the transcript goes; colour and a moving bar need a terminal. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** How something came out. */
export type Verdict = "passed" | "failed" | "skipped";

const marks: Readonly<Record<Verdict, string>> = { passed: "✓", failed: "✗", skipped: "–" };
const styles: Readonly<Record<Verdict, Style>> = { passed: "green", failed: "red", skipped: "yellow" };
const widestBar = 30;

/** Writes the transcript: plain lines, and on a terminal colours (not with NO_COLOR) and bars that move. */
export class Terminal {
  readonly #output: Output;
  readonly #moves: boolean;

  constructor(output: Output) {
    this.#output = output;
    this.#moves = output.isTTY === true && process.env["TERM"] !== "dumb";
  }

  /** Writes a line of its own, with an empty one above it. */
  title(text: string): void {
    this.#write(`\n${this.#paint("bold", text)}\n`);
  }

  /** Writes a fact below a title. */
  say(text: string): void {
    this.#write(`   ${text}\n`);
  }

  /** Writes how something came out, with a mark. */
  verdict(verdict: Verdict, text: string): void {
    this.say(this.#paint(styles[verdict], `${marks[verdict]} ${text}`));
  }

  /** Writes a last line. */
  close(verdict: Verdict, text: string): void {
    this.#write(`\n${this.#paint(styles[verdict], text)}\n`);
  }

  /** Writes a table below an empty line, its head dimmed. */
  table(table: Table): void {
    const [head = "", ...rows] = renderTable(table);
    this.#write(`\n${this.#paint("dim", head)}\n${rows.join("\n")}\n`);
  }

  /** Shows how far the work is; the work calls what it is given once per item. Not on a terminal: a line per quarter. */
  async track<Result>(title: string, total: number, work: (advance: () => void) => Promise<Result>): Promise<Result> {
    let done = 0;
    let shown = 0;
    const stride = this.#moves ? 1 : 25;
    try {
      return await work(() => {
        done += 1;
        const percent = Math.min(100, Math.floor((done / total) * 100));
        if (percent < shown + stride) return;
        shown = percent - (percent % stride);
        this.#showProgress(title, shown, done);
      });
    } finally {
      // Whatever comes next, an error too, starts on a line of its own.
      if (this.#moves && shown > 0) this.#write("\n");
    }
  }

  #showProgress(title: string, percent: number, done: number): void {
    const count = done.toLocaleString("en-US");
    if (!this.#moves) {
      this.say(`${title}: ${percent} % (${count})`);
      return;
    }
    const percentage = `${percent} % (${count})`;
    // A line that is broken in two could not be drawn over. The last column stays free, as some terminals break there.
    const room = (this.#output.columns ?? 80) - `   ${title}  ${percentage} `.length;
    const barWidth = Math.max(0, Math.min(widestBar, room));
    const filled = Math.floor((percent / 100) * barWidth);
    const bar = this.#paint("green", "█".repeat(filled)) + this.#paint("dim", "░".repeat(barWidth - filled));
    cursorTo(this.#output, 0);
    clearLine(this.#output, 0);
    this.#write(`   ${title} ${bar} ${percentage}`);
  }

  #paint(style: Style, text: string): string {
    // Without a terminal there is no colour, even where FORCE_COLOR asks for it.
    return this.#output.isTTY === true ? styleText(style, text, { stream: this.#output }) : text;
  }

  #write(text: string): void {
    this.#output.write(text);
  }
}

/** Puts the mark of a verdict in front of a text, for tables. */
export function marked(verdict: Verdict, text: string): string {
  return `${marks[verdict]} ${text}`;
}
