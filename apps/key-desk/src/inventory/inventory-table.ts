import type { Table } from "../table.ts";
import type { Credential } from "./credential.ts";

/** Gives credentials as a table, one row each. */
export function inventoryTable(credentials: readonly Credential[]): Table {
  return {
    columns: [
      { head: "Service" },
      { head: "Name and id" },
      { head: "Shown as" },
      { head: "Owner" },
      { head: "Limits" },
      { head: "Expires" },
      { head: "Last used" },
    ],
    rows: credentials.map(toCells),
  };
}

function toCells({ expiresAt, id, lastUsedAt, limits, mask, name, owner, service }: Credential): string[] {
  const label = name === null || name === id ? id : `${cut(name)} (${id})`;
  const cells = [
    service,
    label,
    mask ?? untold,
    owner === undefined ? untold : cut(owner ?? "nobody"),
    limits.length === 0 ? "none" : cut(limits.join(", ")),
    showTime(expiresAt),
    showTime(lastUsedAt),
  ];
  return cells.map(showLine);
}

const untold = "not told";
/** Characters that are shown of a name, an owner or limits; the JSON has them whole. */
const longest = 56;

/** Shows a moment to the minute, in UTC. */
function showTime(time: string | null | undefined): string {
  if (time === undefined) return untold;
  if (time === null) return "never";
  const ms = Date.parse(time);
  return Number.isNaN(ms)
    ? time
    : new Date(ms)
        .toISOString()
        .replace("T", " ")
        .replace(/:\d\d\.\d{3}Z$/, "Z");
}

// One long text would widen every row.
function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

// Names come from whoever made the credential: none of them may move the cursor or begin a row of its own.
function showLine(text: string): string {
  return text.replace(/\p{C}/gu, "?");
}
