import type { FetchAnswer } from "../../src/types.ts";

/** An answer without a body whose header values may be anything, also what a platform's `Headers` would refuse. */
export function answerWith(headers: Readonly<Record<string, string>>, status = 200): FetchAnswer {
  const values = new Map(Object.entries(headers));
  return {
    status,
    headers: {
      get: (name) => values.get(name) ?? null,
      forEach: (visit) => {
        for (const [name, value] of values) visit(value, name);
      },
    },
    body: null,
  };
}
