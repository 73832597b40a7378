import { asked, asPerson, type Call, requireCaller } from "./call.ts";
import type { Person } from "./caller.ts";
import { checkedId, databaseFault } from "./fault.ts";
import type { AuditRow } from "./model-events.ts";
import type { Time } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectMemberships, workspaceRole } from "./roles.ts";
import type { Store } from "./store.ts";
import { millisecondsOf, parseTime, toTime } from "./times.ts";

const defaultPageSize = 25;
const keptDays: ReadonlyMap<string, number> = new Map([
  ["free", 30],
  ["pro", 365],
]);

/**
 * Lists a page of a workspace's rows, the newest first: all for its owner and admins, for everybody else the own
 * rows and those of projects that the caller has made or reaches through a team, and none where there is no such project.
 *
 * The service joins the user to every row and fails on the row of a service account, which has none.
 */
export function listAudit(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const workspaceId = asked(call, "workspaceId");
  if (workspaceId === undefined) throw refuse(400, "Workspace ID is required");
  const person = asPerson(caller);
  const wanted = checkedId("auditLog", workspaceId);
  const seesAll = isManager(workspaceRole(store, person, wanted));
  const projectIds = seesAll ? new Set<string>() : reachableProjects(store, person, wanted);
  if (!seesAll && projectIds.size === 0) {
    return json({ data: [], total: 0, page: 1, pageSize: readNumber(call, "pageSize", defaultPageSize) });
  }
  const { page, pageSize } = readPaging(call);
  const isWanted = readFilter(call, wanted);
  const rows = store.audit.rows.filter(
    (row) =>
      row.workspaceId === wanted &&
      (seesAll || row.userId === person.id || projectIds.has(row.entityId)) &&
      isWanted(row),
  );
  const start = (page - 1) * pageSize;
  const data = rows.toReversed().slice(start, start + pageSize);
  return json({ data: data.map((row) => withUser(store, row)), total: rows.length, page, pageSize });
}

function readPaging(call: Call): { readonly page: number; readonly pageSize: number } {
  const page = readNumber(call, "page", 1);
  const pageSize = readNumber(call, "pageSize", defaultPageSize);
  if (page > 0 && pageSize >= 0) return { page, pageSize };
  throw databaseFault("auditLog", "findMany", "Invalid value for `skip` or `take`: a positive integer is expected.");
}

/** Reads as much of a whole number as a text begins with; `NaN` where it begins with none. */
function readNumber(call: Call, name: string, otherwise: number): number {
  return Number.parseInt(asked(call, name) ?? String(otherwise), 10);
}

/** Collects the ids of the projects in a workspace that a person has made or reaches through a team. */
export function reachableProjects(store: Store, person: Person, workspaceId: string): ReadonlySet<string> {
  const projects = store.projects.where(
    (project) =>
      project.workspaceId === workspaceId &&
      (project.userId === person.id || projectMemberships(store, person.id, project).length > 0),
  );
  return new Set(projects.map(({ id }) => id));
}

function readFilter(call: Call, workspaceId: string): (row: AuditRow) => boolean {
  if (asked(call, "search") !== undefined) {
    throw databaseFault("auditLog", "findMany", "Unknown argument `contains` for a column of JSON.");
  }
  const userId = asked(call, "userId");
  const wantedUser = userId === undefined ? undefined : checkedId("auditLog", userId);
  const category = asked(call, "category");
  const partOfAction = asked(call, "status") ?? asked(call, "severity") ?? "";
  const isInPeriod = readPeriod(call, workspaceId);
  return (row) =>
    (wantedUser === undefined || row.userId === wantedUser) &&
    (category === undefined || row.entity === category) &&
    row.action.includes(partOfAction) &&
    isInPeriod(row.timestamp);
}

/** How far back a list goes is a matter of the workspace owner's plan. */
function readPeriod(call: Call, workspaceId: string): (time: Time) => boolean {
  const owner = call.store.users.peek(call.store.workspaces.peek(workspaceId)?.createdBy);
  const days = keptDays.get(owner?.tier ?? "free");
  const earliest = days === undefined ? "" : toTime(call.now - days * millisecondsOf.day);
  const startDate = asked(call, "startDate");
  const endDate = asked(call, "endDate");
  const wantedStart = startDate === undefined ? "" : parseTime(startDate);
  const start = wantedStart > earliest ? wantedStart : earliest;
  const end = endDate === undefined ? undefined : parseTime(endDate);
  return (time) => time >= start && (end === undefined || time <= end);
}

function withUser(store: Store, row: AuditRow): object {
  const user = store.users.peek(row.userId);
  if (user !== undefined) return { ...row, user };
  throw databaseFault("auditLog", "findMany", "The row's user is required, but none was found.");
}
