import type { RequestSpec } from "@keyrack/core";

/** The request of a body. What it holds as a secret is masked wherever the service's text is quoted. */
export function send(body?: object): RequestSpec {
  return { json: body, secrets: secretsIn(body, 0) };
}

/** The request of a list. */
export function ask(query: object | undefined): RequestSpec {
  return { ...withQuery(query), expects: "list" };
}

/** The request of a single thing that is looked for by a query. */
export function withQuery(query: object | undefined): RequestSpec {
  // Parameters are interfaces, which lack an index signature; core checks each value.
  return { query: query as RequestSpec["query"] };
}

const secretName = /(?:^|_)(?:password|secret|token|code)(?:_plain)?$/;
const deepest = 3;

function secretsIn(value: unknown, depth: number): string[] {
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  return Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
    typeof item === "string" && secretName.test(name) ? [item] : secretsIn(item, depth + 1),
  );
}
