import { invalid } from "./refusal.ts";

const day = 24 * 60 * 60 * 1000;

/** Reads a query; a parameter without a value counts as absent, a faulty one refuses the request with 400. */
export class Query {
  readonly #params: URLSearchParams;

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  text(name: string): string | undefined {
    const value = this.#params.get(name);
    return value === null || value === "" ? undefined : value;
  }

  /** A whole number of at least `least`. */
  integer(name: string, least: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number;
    throw invalid({ [name]: `must be a whole number of at least ${least}` });
  }

  /** True or false in any letter case: some clients write `True`. */
  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value === "true" || value === "false") return value === "true";
    throw invalid({ [name]: "must be true or false" });
  }

  /** One of `choices`; without the parameter, the first of them. */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.text(name);
    if (value === undefined) return choices[0];
    const choice = choices.find((known) => known === value);
    if (choice === undefined) throw invalid({ [name]: `must be one of ${choices.join(", ")}` });
    return choice;
  }

  /** Tells whether a field passes the filter of its name; without the filter every value does. */
  accepts(name: string, value: string | undefined): boolean {
    const wanted = this.text(name);
    return wanted === undefined || wanted === value;
  }

  /** Makes the filter of `from_date` and `to_date`, both inclusive; a date without a time stands for its whole UTC day. */
  period(): (time: string) => boolean {
    const from = this.#time("from_date");
    const to = this.#time("to_date");
    const end = to === undefined ? Infinity : to + (isWholeDay(this.text("to_date")) ? day - 1 : 0);
    return (time) => Date.parse(time) >= (from ?? -Infinity) && Date.parse(time) <= end;
  }

  #time(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const time = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) throw invalid({ [name]: "must be an ISO 8601 date" });
    return time;
  }
}

function isWholeDay(value: string | undefined): boolean {
  return value?.length === "2030-01-01".length;
}
