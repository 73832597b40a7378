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
  const facts = Object.entries({ url, ...fixtures }).map(([fact, value]) => [fact, asText(value)] as const);
  const width = Math.max(...facts.map(([fact]) => fact.length));
  const rows = facts.map(([fact, value]) => `  ${fact.padEnd(width)}  ${value}`);
  return [name, ...rows, "", "  Try it:", `  ${example}`, ""].join("\n");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
