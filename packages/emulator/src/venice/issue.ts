import { Refusal } from "./refusal.ts";

/** One thing that is wrong with a body. */
export interface Issue {
  readonly code: string;
  /** The names that lead to the field; empty for the body itself. */
  readonly path: readonly string[];
  readonly message: string;
  readonly [fact: string]: unknown;
}

/** Refuses a body with all that is wrong with it: as a tree of texts under the fields, and as a list. */
export function invalid(issues: readonly Issue[]): Refusal {
  return new Refusal(400, { error: "Invalid request parameters", details: treeOf(issues, 0), issues });
}

function treeOf(issues: readonly Issue[], depth: number): object {
  const messages = issues.filter(({ path }) => path.length === depth).map(({ message }) => message);
  const fields = new Set(issues.flatMap(({ path }) => path.slice(depth, depth + 1)));
  const branches = Array.from(fields, (field) => {
    const below = issues.filter(({ path }) => path[depth] === field);
    return [field, treeOf(below, depth + 1)];
  });
  return { _errors: messages, ...Object.fromEntries(branches) };
}
