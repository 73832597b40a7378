import { Writable } from "node:stream";

/** Keeps what is written to it, and tells every piece as it comes. */
export class Transcript extends Writable {
  readonly isTTY: boolean;
  readonly #listen: (text: string) => void;
  text = "";

  constructor({ isTTY = false, listen = () => undefined }: { isTTY?: boolean; listen?: (text: string) => void } = {}) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
    this.#listen = listen;
  }

  /** Lines that are not empty. */
  get lines(): string[] {
    return this.text.split("\n").filter((line) => line !== "");
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    this.#listen(String(chunk));
    done();
  }
}
