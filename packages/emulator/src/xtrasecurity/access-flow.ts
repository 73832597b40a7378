import { addAccessRequest, endOfGrant, isRunning, withSecret } from "./access-rows.ts";
import { asked, asPerson, type Call, readBody } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { checkedId, databaseFault, Fault } from "./fault.ts";
import type { AccessRequest } from "./model-access.ts";
import type { User } from "./model.ts";
import { notify } from "./notify.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, workspaceRole } from "./roles.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** The command line's wishes for access: they can be polled, and those who decide are told. */
export const accessFlowRoutes: readonly Route[] = [
  { method: "POST", path: "/access/request", isSecured: true, run: requestAccess },
  { method: "GET", path: "/access/request", isSecured: true, run: getRequest },
  { method: "GET", path: "/access/list", isSecured: true, run: listRequests },
  { method: "POST", path: "/access/approve", isSecured: true, run: decideRequest },
];

const decidedStatuses: readonly string[] = ["approved", "rejected", "revoked", "expired"];

/**
 * Stores a wish and tells the workspace's owner and admins of it; neither the target nor a role is checked, and a wish
 * for secrets names no project unless the caller does.
 */
function requestAccess(call: Call): Response {
  const { store } = call;
  const body = readBody(call);
  if (!body["reason"] || !body["duration"]) throw refuse(400, "Reason and duration are required");
  const secretIds = readSecretIds(body);
  if (secretIds.length === 0 && !body["projectId"]) throw refuse(400, "Must specify secretIds or projectId");
  const person = expectPerson(call);
  const columns = new Columns(body, { model: "accessRequest", operation: "create" });
  const workspaceId = findWorkspaceId(store, body, secretIds);
  const request = addAccessRequest(store, {
    userId: person.id,
    secretIds,
    projectId: body["projectId"] ? checkedId("project", body["projectId"]) : null,
    reason: columns.text("reason"),
    duration: readMinutes(body),
    workspaceId,
  });
  tellDeciders(store, person, request);
  return json({ success: true, message: "Access request created", requestId: request.id, status: request.status });
}

function readSecretIds(body: Values): string[] {
  const columns = new Columns(body, { model: "accessRequest", operation: "create" });
  const single = columns.optionalText("secretId");
  return (columns.texts("secretIds") ?? (single ? [single] : [])).map((id) => checkedId("secret", id));
}

/** Reads as much of a number as a text begins with: `30 minutes` are 30. */
function readMinutes({ duration }: Values): number {
  const minutes = Number.parseInt(String(duration), 10);
  if (Number.isNaN(minutes)) throw databaseFault("accessRequest", "create", "Argument `duration` is no whole number.");
  return minutes;
}

function findWorkspaceId(store: Store, body: Values, secretIds: readonly string[]): string | null {
  const { workspaceId, projectId } = body;
  if (workspaceId) return checkedId("workspace", workspaceId);
  if (projectId) return store.projects.get(projectId)?.workspaceId ?? null;
  const secret = store.secrets.peek(secretIds[0]);
  return store.projects.peek(secret?.projectId)?.workspaceId ?? null;
}

function tellDeciders(store: Store, { id, user }: Person, { reason, duration, workspaceId }: AccessRequest): void {
  for (const decider of findDeciders(store, workspaceId)) {
    if (decider.id === id) continue;
    notify(store, decider, {
      taskTitle: "New Access Request",
      description: `${user.email} asks for access for ${duration} minutes.`,
      message: `Reason: ${reason}`,
      status: "pending",
      workspaceId,
    });
  }
}

function findDeciders(store: Store, workspaceId: string | null): User[] {
  const teamIds = new Set(store.teams.where((team) => team.workspaceId === workspaceId).map(({ id }) => id));
  const admins = store.memberships.where(
    ({ teamId, role, status }) => teamIds.has(teamId) && role === "admin" && status === "active",
  );
  const owner = store.workspaces.peek(workspaceId)?.createdBy;
  const ids = new Set([owner, ...admins.map(({ userId }) => userId)]);
  return store.users.where((user) => ids.has(user.id));
}

/** Tells how a request stands, to anybody who knows its id. */
function getRequest(call: Call): Response {
  const id = asked(call, "id");
  if (id === undefined) throw refuse(400, "Request ID is required");
  const request = found(call.store.accessRequests.get(id), "Access request not found");
  const { status, expiresAt, projectId, secretIds } = request;
  return json({ id: request.id, status, expiresAt, projectId, secretIds });
}

/**
 * Lists the newest first: what is open or decided in a workspace, to its managers; the grants that count, everybody's
 * and to everybody; or a person's own, from every workspace.
 */
function listRequests(call: Call): Response {
  const { store } = call;
  const person = expectPerson(call);
  const mode = asked(call, "mode") ?? "my";
  const workspaceId = asked(call, "workspaceId");
  const isForDeciders = mode === "pending" || mode === "history";
  if (isForDeciders && !isManager(workspaceRole(store, person, workspaceId))) throw refuse(403, "Forbidden");
  const fits = readMode(call, mode);
  const wanted = fits === undefined || workspaceId === undefined ? undefined : checkedId("accessRequest", workspaceId);
  const isWanted = (request: AccessRequest): boolean =>
    (wanted === undefined || request.workspaceId === wanted) &&
    (fits === undefined ? request.userId === person.id : fits(request));
  return json(
    store.accessRequests
      .where(isWanted)
      .toReversed()
      .map((request) => describe(store, request)),
  );
}

/** Every other mode is the caller's own list, which a workspace does not narrow. */
function readMode({ now }: Call, mode: string): ((request: AccessRequest) => boolean) | undefined {
  if (mode === "pending") return ({ status }) => status === "pending";
  if (mode === "history") return ({ status }) => decidedStatuses.includes(status);
  return mode === "approved" ? (request) => isRunning(request, now) : undefined;
}

function describe(store: Store, request: AccessRequest): object {
  const user = store.users.peek(request.userId);
  const project = store.projects.peek(request.projectId);
  return {
    ...withSecret(store, request),
    user: user === undefined ? null : { email: user.email, name: user.name },
    project: project === undefined ? null : { name: project.name },
  };
}

/** Decides on what is pending, or takes back what was approved; for the workspace's owner and admins. */
function decideRequest(call: Call): Response {
  const { store, now } = call;
  const { requestId, decision } = readBody(call);
  if (!requestId || !decision) throw refuse(400, "requestId and decision required");
  const request = found(store.accessRequests.get(requestId), "Request not found");
  if (request.workspaceId === null) throw refuse(400, "Invalid request (missing workspaceId)");
  const person = expectPerson(call);
  if (!isManager(workspaceRole(store, person, request.workspaceId))) {
    throw refuse(403, "Forbidden: Only the owner and the admins of the workspace may decide.");
  }
  if (typeof decision !== "string") throw new Fault("The decision is no text.");
  checkStatus(request, decision);
  request.approvedAt ??= store.createTime();
  request.expiresAt = findEnd(request, decision, now);
  request.approvedBy = person.id;
  request.status = decision;
  const { status, expiresAt } = request;
  return json({ success: true, message: `Request ${decision}`, status, expiresAt });
}

function checkStatus({ status }: AccessRequest, decision: string): void {
  if (decision === "revoked") {
    if (status !== "approved") throw refuse(400, "Only approved requests can be revoked");
  } else if (status !== "pending") throw refuse(400, `Request is already ${status}`);
}

function findEnd(request: AccessRequest, decision: string, now: number): string | null {
  if (decision === "approved") return endOfGrant(request, now);
  return decision === "revoked" ? new Date(now).toISOString() : request.expiresAt;
}

/** This family does not ask for a login: without one it goes on and stumbles. */
function expectPerson({ caller }: Call): Person {
  if (caller === undefined) throw new Fault("Cannot read properties of null (reading 'userId')");
  return asPerson(caller);
}
