import type { Caller } from "./auth.ts";
import { notFound, Problem } from "./problem.ts";
import { ofAccount } from "./route.ts";
import type { Row } from "./row.ts";
import type { Store } from "./store.ts";

// Approvals are another view of the users.
const otherTables: Readonly<Record<string, string>> = { approvals: "users" };

/** What a path names. */
export interface Located {
  readonly rows: ReadonlyMap<string, Row>;
  readonly target: Row;
}

/** Finds the account of a path and checks that the caller may act on it; a route without one has none. */
export function locateAccount(store: Store, caller: Caller, address: Address): Row | undefined {
  if (!address.pattern.startsWith(ofAccount)) return undefined;
  const id = decode(address.pathname.split("/")[3] ?? "");
  const account = store.accounts.find(id === "me" ? (caller.legacyAccountId ?? id) : id);
  const reach = account === undefined ? undefined : caller.accounts.get(account.id);
  // An account of others is as good as none, so that ids cannot be guessed.
  if (account === undefined || reach === undefined) throw notFound();
  if (reach.scopes.length === 0)
    throw new Problem("insufficientScope", "The credential has no scope that allows this.");
  return account;
}

/** A path and the pattern of the route that it fits. */
export interface Address {
  readonly pattern: string;
  readonly pathname: string;
}

/** Finds everything else that a path names, each thing below the one before it. */
export function locate({ pattern, pathname }: Address, account: Row): Located {
  const rows = new Map([["account_id", account]]);
  const names = pattern.split("/").slice(4);
  const segments = pathname.split("/").slice(4);
  let target = account;
  let table: string[] = [];
  for (const [index, name] of names.entries()) {
    if (!name.startsWith(":")) {
      table.push(name);
      continue;
    }
    const row = target.table(tableName(table)).find(readId(name, segments[index] ?? ""));
    if (row === undefined) throw notFound();
    rows.set(name.slice(1), row);
    target = row;
    table = [];
  }
  return { rows, target };
}

function tableName(segments: readonly string[]): string {
  const name = segments.join("/");
  return otherTables[name] ?? name;
}

function readId(parameter: string, segment: string): string {
  const id = decode(segment);
  return parameter === ":host" ? id.toLowerCase() : id;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
