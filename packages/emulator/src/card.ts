/** A served service, as the command shows it. */
export interface Shown {
  readonly name: string;
  readonly url: string;
  readonly fixtures: object;
  /** A command to try. */
  readonly example: string;
}

/** Writes one line of JSON: for each service its `url` and its fixtures under its name. */
export function renderJson(services: readonly Shown[]): string {
  const members = services.map(({ name, url, fixtures }) => [name, { url, ...fixtures }]);
  return `${JSON.stringify(Object.fromEntries(members))}\n`;
}

/** Writes the same facts for people, with a command to try below each service. */
export function renderCards(services: readonly Shown[]): string {
  return `${services.map(renderCard).join("\n")}\nStop with Ctrl-C.\n`;
}

function renderCard({ name, url, fixtures, example }: Shown): string {
  const facts = factsOf({ url, ...fixtures });
  const width = Math.max(...facts.map(([fact]) => fact.length));
  const rows = facts.map(([fact, value]) => `  ${fact.padEnd(width)}  ${value}`);
  return [name, ...rows, "", "  Try it:", `  ${example}`, ""].join("\n");
}

/** A member of a member is a fact of its own: `tokens.viewer`. */
function factsOf(members: object): [fact: string, value: string][] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null) return [[name, String(value)]];
    return factsOf(value).map(([inner, text]): [string, string] => [`${name}.${inner}`, text]);
  });
}
