import type { Surroundings } from "../service.ts";
import { Replays } from "./replays.ts";
import { Row, type Table } from "./row.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const idLength = 12;

/** The memory of one emulated service. */
export class Store {
  /** What the accounts belong to. */
  readonly root: Row = new Row("", {}, 0);
  /** The keys and personal tokens that a bearer can name, by the text they are named with. */
  readonly bearers: Map<string, Row> = new Map();
  /** The answers that are given again to a repeated `Idempotency-Key`. */
  readonly replays: Replays = new Replays();
  readonly #random: () => number;

  constructor(surroundings: Surroundings) {
    this.#random = () => surroundings.random();
  }

  get accounts(): Table {
    return this.root.table("accounts");
  }

  /** Makes an id: the prefix, `_` and twelve letters and digits from the emulator's seed. */
  createId(prefix: string): string {
    return `${prefix}_${this.createText(idLength)}`;
  }

  /** Makes letters and digits from the emulator's seed, so that a run can be repeated: never use them in earnest. */
  createText(length: number): string {
    return Array.from({ length }, () => characters.charAt(Math.floor(this.#random() * characters.length))).join("");
  }

  /** Makes a number of `length` digits, as text, from the emulator's seed. */
  createDigits(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#random() * 10)).join("");
  }
}
