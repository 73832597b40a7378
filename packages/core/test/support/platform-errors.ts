interface Facts {
  readonly code?: string;
  readonly name?: string;
  readonly cause?: unknown;
}

/** An error as platforms make them: with a code, a name or a cause of its own. */
export function failing(message: string, { cause, ...facts }: Facts = {}): Error {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), facts);
}

/** What Node's `fetch` rejects with. */
export function onNode(code: string | undefined, message: string, name = "Error"): TypeError {
  return new TypeError("fetch failed", { cause: failing(message, code === undefined ? { name } : { code, name }) });
}

/** What Node's `fetch` rejects with where a name has an address of each family and neither answers. */
export const refusedOnBothFamilies: TypeError = new TypeError("fetch failed", {
  cause: Object.assign(
    new AggregateError([
      failing("connect ECONNREFUSED ::1:4321", { code: "ECONNREFUSED" }),
      failing("connect ECONNREFUSED 127.0.0.1:4321", { code: "ECONNREFUSED" }),
    ]),
    { code: "ECONNREFUSED" },
  ),
});
