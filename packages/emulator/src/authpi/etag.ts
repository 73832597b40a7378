import { Problem } from "./problem.ts";
import type { Row } from "./row.ts";

/** The strong ETag of a row: its time of change in quotes. */
export function etagOf(row: Row): string {
  return `"${row.changedAt}"`;
}

/** Refuses with 412 unless the `If-Match` header is absent, `*`, or names the row's ETag (RFC 9110, section 13.1.1). */
export function requireMatch(header: string | null, row: Row): void {
  if (header === null || header.trim() === "*") return;
  const current = etagOf(row);
  const wanted = header.split(",").map((tag) => tag.trim());
  if (wanted.includes(current)) return;
  throw new Problem("preconditionFailed", "The resource has changed since.", { currentEtag: current });
}
