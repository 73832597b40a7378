import { type AuditLog, hashAuditRow } from "./audit-log.ts";
import { reachableProjects } from "./audit-list.ts";
import { asked, asPerson, type Call, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { checkedId, databaseFault } from "./fault.ts";
import type { AuditRow } from "./model-events.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, workspaceRole } from "./roles.ts";
import { millisecondsOf, toTime } from "./times.ts";

const daysOfRange: ReadonlyMap<string, number> = new Map([
  ["24h", 1],
  ["7d", 7],
  ["30d", 30],
]);
const defaultRange = "7d";
const defaultDays = 7;
const dateLength = "2026-01-01".length;

/**
 * Refuses, or fails: only the holder of a role that spans the whole service gets a file, and the emulator knows of no
 * such person. `projectId` is in truth a workspace's id, and its filter is one that the database lacks.
 */
export function exportAudit(call: Call): Response {
  const person = requirePerson(call);
  const { projectId } = readBody(call);
  if (isManager(workspaceRole(call.store, person, projectId))) {
    throw databaseFault("auditLog", "findMany", "Unknown argument `path`. Available options are marked with ?.");
  }
  throw refuse(403, "Forbidden: You have no permission to export the audit log.");
}

/** Walks the chain of all workspaces from its oldest row; one row outside the chain is enough to break it. */
export function verifyChain(call: Call): Response {
  requireCaller(call);
  const details = findBreak(call.store.audit);
  if (details === undefined) return json({ valid: true, message: "Every row of the audit log fits the one before." });
  return json({ valid: false, message: "Audit log chain is broken!", details }, 409);
}

interface Break {
  readonly brokenAtId: string;
  readonly reason: string;
}

function findBreak({ rows, hashBefore }: AuditLog): Break | undefined {
  let expected: string | null = hashBefore;
  for (const row of rows) {
    if (row.previousHash !== expected) return { brokenAtId: row.id, reason: "Previous hash mismatch" };
    if (row.currentHash !== hashAuditRow(row)) return { brokenAtId: row.id, reason: "Hash verification failed" };
    expected = row.currentHash;
  }
  return undefined;
}

/** Counts the rows of the last 24 hours; the service fills in the other numbers without counting. */
export function countEvents(call: Call): Response {
  requireCaller(call);
  const start = toTime(call.now - millisecondsOf.day);
  const dailyEvents = call.store.audit.rows.filter(({ timestamp }) => timestamp >= start).length;
  return json({ dailyEvents, totalEvents: 0, criticalEvents: 0, failedActions: 0, activeUsers: 1 });
}

/** Sums up the last days of what the caller may see; the emulator finds nothing unusual in them. */
export function showDashboard(call: Call): Response {
  const caller = requireCaller(call);
  const workspaceId = asked(call, "workspaceId");
  if (workspaceId === undefined) throw refuse(400, "Workspace ID is required");
  const isShown = readView(call, asPerson(caller), checkedId("auditLog", workspaceId));
  const period = asked(call, "range") ?? defaultRange;
  const days = daysOfRange.get(period) ?? defaultDays;
  const start = toTime(call.now - days * millisecondsOf.day);
  const rows = call.store.audit.rows.filter((row) => isShown(row) && row.timestamp >= start);
  const stats = {
    totalEvents: rows.length,
    // No call leaves such a row; uploads can.
    secretAccesses: rows.filter(({ action }) => action.includes("secret_access")).length,
    failedLogins: rows.filter(({ action }) => /fail|Fail|^auth_failure$/.test(action)).length,
    activeUsers: new Set(rows.map(({ userId }) => userId)).size,
  };
  return json({ period, stats, trend: countByDay(rows), anomalies: [] });
}

/**
 * Shows a workspace's rows to its owner and admins. Everybody else sees the own rows and those of projects of the
 * workspace within reach, of whatever workspace the rows themselves are, and nothing where there is no such project.
 */
function readView({ store }: Call, person: Person, workspaceId: string): (row: AuditRow) => boolean {
  if (isManager(workspaceRole(store, person, workspaceId))) return (row) => row.workspaceId === workspaceId;
  const projectIds = reachableProjects(store, person, workspaceId);
  return (row) => projectIds.size > 0 && (row.userId === person.id || projectIds.has(row.entityId));
}

function countByDay(rows: readonly AuditRow[]): object[] {
  const counts = new Map<string, number>();
  for (const { timestamp } of rows) {
    const date = timestamp.slice(0, dateLength);
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return Array.from(counts, ([date, count]) => ({ date, count }));
}
