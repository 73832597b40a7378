import { recordDeed } from "./audit.ts";
import { asPerson, type Call, readBody, requireCaller, requirePerson } from "./call.ts";
import { Columns } from "./columns.ts";
import { checkedId } from "./fault.ts";
import type { BreakGlassSession } from "./model-access.ts";
import { failWithDetails, failWithText, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectRole } from "./roles.ts";
import type { Route } from "./route.ts";
import { millisecondsOf, toTime } from "./times.ts";

const path = "/access/break-glass";
const minutes = 15;

/** Emergency access: it begins, is written down while it runs, and ends. */
export const breakGlassRoutes: readonly Route[] = [
  { method: "POST", path, run: startSession, fail: failWithDetails },
  { method: "PUT", path, run: logCommand, fail: failWithText },
  { method: "PATCH", path, run: endSession, fail: failWithText },
];

/** Opens the project to its owner or admin for 15 minutes, unless it is open already. */
function startSession(call: Call): Response {
  const { store, now } = call;
  const caller = requireCaller(call);
  const body = readBody(call);
  if (!body["projectId"] || !body["reason"]) throw refuse(400, "Missing required fields: projectId, reason");
  const project = store.projects.get(body["projectId"]);
  if (project === undefined || !isManager(projectRole(store, caller, project))) {
    throw refuse(403, "Forbidden: Only the owner and the admins of the project may break the glass.");
  }
  const { id: userId } = asPerson(caller);
  const [session] = findRunning(call, { userId, projectId: project.id });
  if (session !== undefined) return json({ message: "Active Break Glass session already exists", session });
  const columns = new Columns(body, { model: "breakGlassSession", operation: "create" });
  const { expiresAt, reason, incidentId } = store.breakGlassSessions.add({
    id: store.createId(),
    userId,
    projectId: project.id,
    incidentId: columns.optionalText("incidentId") || `INC-${now}`,
    reason: columns.text("reason"),
    startedAt: store.createTime(),
    expiresAt: toTime(now + minutes * millisecondsOf.minute),
    endedAt: null,
    isActive: true,
  });
  const deed = { action: "break_glass_activated", entity: "project", entityId: project.id };
  const changes = { reason, incidentId, expiresAt };
  recordDeed(call, caller, { ...deed, changes, workspaceId: project.workspaceId, isUnchained: true });
  return json({ success: true, message: `You have emergency access for the next ${minutes} minutes.`, expiresAt });
}

/** Takes note of a command that was run in an emergency; nothing ever shows these notes again. */
function logCommand(call: Call): Response {
  if (findNamed(call).length === 0) throw refuse(403, "No active Break Glass session found");
  return json({ success: true });
}

/** Ends the caller's emergency access; a success also where none runs. */
function endSession(call: Call): Response {
  for (const session of findNamed(call)) {
    session.isActive = false;
    session.endedAt = call.store.createTime();
  }
  return json({ success: true, message: "Break Glass session ended." });
}

/** Finds the caller's running sessions in the project that the body names, or in all where it names none. */
function findNamed(call: Call): BreakGlassSession[] {
  const { id: userId } = requirePerson(call);
  const { projectId } = readBody(call);
  return findRunning(call, {
    userId,
    projectId: projectId === undefined ? undefined : checkedId("breakGlassSession", projectId),
  });
}

function findRunning(
  { store, now }: Call,
  { userId, projectId }: { readonly userId: string; readonly projectId: string | undefined },
): BreakGlassSession[] {
  return store.breakGlassSessions.where(
    (session) =>
      session.userId === userId &&
      (projectId === undefined || session.projectId === projectId) &&
      session.isActive &&
      Date.parse(session.expiresAt) > now,
  );
}
