import { Problem } from "./problem.ts";

/** Tells whether a set of slugs satisfies the query it was made from. */
export type PermissionQuery = (held: ReadonlySet<string>) => boolean;

/** Reads a query of permission names, `AND`, `OR` (any letter case, AND binds tighter) and parentheses; `*` stands for itself. */
export function parsePermissionQuery(text: string): PermissionQuery {
  const parser = new Parser(tokenize(text));
  return parser.parse();
}

const tokenPattern = /\s*(?:([()])|([A-Za-z0-9_.:*/-]+))/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const position = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (match === null) throw syntaxError(`an unexpected character after position ${position}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  parse(): PermissionQuery {
    const query = this.#alternatives();
    if (this.#position < this.#tokens.length) throw syntaxError(`"${this.#peek()}" where the query should end`);
    return query;
  }

  #alternatives(): PermissionQuery {
    const parts = [this.#conjunction()];
    while (this.#take("OR")) parts.push(this.#conjunction());
    return (held) => parts.some((part) => part(held));
  }

  #conjunction(): PermissionQuery {
    const parts = [this.#unit()];
    while (this.#take("AND")) parts.push(this.#unit());
    return (held) => parts.every((part) => part(held));
  }

  #unit(): PermissionQuery {
    if (this.#take("(")) {
      const inner = this.#alternatives();
      if (!this.#take(")")) throw syntaxError("a missing closing parenthesis");
      return inner;
    }
    const name = this.#peek();
    if (name === "" || name === ")" || isOperator(name)) throw syntaxError(`"${name}" where a permission should stand`);
    this.#position += 1;
    return (held) => held.has(name);
  }

  #take(token: string): boolean {
    if (this.#peek().toUpperCase() !== token) return false;
    this.#position += 1;
    return true;
  }

  #peek(): string {
    return this.#tokens[this.#position] ?? "";
  }
}

function isOperator(token: string): boolean {
  return ["AND", "OR"].includes(token.toUpperCase());
}

function syntaxError(found: string): Problem {
  return new Problem("badPermissionQuery", `The permission query cannot be read: ${found}.`);
}
