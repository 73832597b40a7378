import { refuseArgument } from "./checks.ts";

const longestQuery = 1000;

/**
 * Writes a `permissions` query for `verifyKey` that a key satisfies when it satisfies every operand:
 * `and("documents.read", or("team.a", "team.b"))` gives `documents.read AND (team.a OR team.b)`.
 *
 * An operand is one permission, or a query that `and` or `or` gave; do not pass text from outside, which could be a
 * query. `*` has no special meaning: `documents.*` is satisfied by the permission `documents.*` alone, not by
 * `documents.read`. Refuses with `ConfigError` what the service could not read, and more than 1000 characters.
 */
export function and(...operands: readonly string[]): string {
  return join("AND", operands);
}

/** Writes a `permissions` query that a key satisfies when it satisfies at least one operand; see {@link and}. */
export function or(...operands: readonly string[]): string {
  return join("OR", operands);
}

function join(operator: "AND" | "OR", operands: readonly string[]): string {
  const call = `${operator.toLowerCase()}()`;
  if (operands.length === 0) throw refuseArgument(`${call} needs at least one permission.`);
  const parts = operands.map((operand, index) => {
    const chain = readQuery(operand);
    if (chain === undefined) {
      throw refuseArgument(
        `Argument ${index + 1} of ${call} must be a permission of letters, digits and _.:*/-, other than "and" and "or", or a query made by and() or or().`,
      );
    }
    const isLooser = operator === "AND" && operands.length > 1 && chain.includes(" OR ");
    return isLooser ? `(${operand})` : operand;
  });
  const query = parts.join(` ${operator} `);
  if (query.length <= longestQuery) return query;
  throw refuseArgument(`The query of ${call} has ${query.length} characters; permissions takes ${longestQuery}.`);
}

/** Gives the query with a name in place of each group in parentheses; undefined for anything but a query. */
function readQuery(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > longestQuery) return undefined;
  let chain = text;
  for (let before = ""; before !== chain;) {
    before = chain;
    chain = before.replace(innerGroup, (group: string, inside: string) => (isChain(inside) ? "group" : group));
  }
  return isChain(chain) ? chain : undefined;
}

// A group stands where a name could: a blank, a parenthesis or an end of the text on either side.
const innerGroup = /(?<![^ (])\(([^()]*)\)(?![^ )])/g;

function isChain(text: string): boolean {
  return text.split(/ (?:AND|OR) /).every((name) => /^[\w.:*/-]+$/.test(name) && !/^(?:and|or)$/i.test(name));
}
