import { addAccessRequest, endOfGrant, withSecret } from "./access-rows.ts";
import { recordDeed } from "./audit.ts";
import { asked, type Call, param, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { AccessRequest } from "./model-access.ts";
import type { Project } from "./model.ts";
import { failWith, failWithDetails, found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, type ProjectRole, projectRole, type WorkspaceRole, workspaceRole } from "./roles.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";
import { describeUser } from "./teams-read.ts";
import type { Values } from "./values.ts";

const fail = failWith("Internal Server Error");

/** The dashboard's wishes for access. */
export const accessRequestRoutes: readonly Route[] = [
  { method: "GET", path: "/access-requests", run: listRequests, fail },
  { method: "POST", path: "/access-requests", run: createRequest, fail },
  { method: "PATCH", path: "/access-requests/:id", run: decideRequest, fail: failWithDetails },
];

const statuses = ["approved", "rejected", "revoked", "expired"] as const;

/** Lists the newest first: all of them for owners and admins, a person's own for every other role. */
function listRequests(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const scope = readScope(call);
  const role = findRole(store, person, scope);
  if (role === undefined) throw refuse(403, "Unauthorized");
  const status = asked(call, "status");
  const requests = store.accessRequests.where(
    (request) =>
      (isManager(role) || request.userId === person.id) &&
      (status === undefined || request.status === status) &&
      isInside(request, scope),
  );
  return json(requests.toReversed().map((request) => describe(store, request)));
}

/** A project, and its workspace with it, or a workspace alone. */
interface Scope {
  readonly project: Project | undefined;
  readonly workspaceId: string;
}

function readScope(call: Call): Scope {
  const workspaceId = asked(call, "workspaceId");
  const projectId = asked(call, "projectId");
  if (projectId !== undefined) {
    const project = found(call.store.projects.get(projectId), "Project not found");
    return { project, workspaceId: project.workspaceId };
  }
  if (workspaceId === undefined) throw refuse(400, "Either workspaceId or projectId has to be in the query.");
  return { project: undefined, workspaceId };
}

function findRole(store: Store, person: Person, scope: Scope): ProjectRole | WorkspaceRole | undefined {
  const { project, workspaceId } = scope;
  const inProject = project === undefined ? undefined : projectRole(store, person, project);
  return inProject ?? workspaceRole(store, person, workspaceId);
}

function isInside(request: AccessRequest, { project, workspaceId }: Scope): boolean {
  if (request.workspaceId !== workspaceId.toLowerCase()) return false;
  return project === undefined || request.projectId === project.id;
}

function describe(store: Store, request: AccessRequest): object {
  const project = store.projects.peek(request.projectId);
  return {
    ...withSecret(store, request),
    user: describeUser(store, request.userId),
    project: project === undefined ? null : { id: project.id, name: project.name },
  };
}

/** Stores a wish of somebody who has any role in the workspace; nobody is told of it. */
function createRequest(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const { reason, duration, secretId, projectId } = body;
  if (!reason || !duration) throw refuse(400, "Reason and duration are required");
  if (!secretId && !projectId) throw refuse(400, "Must specify secretId or projectId");
  const { project, secretIds } = findTarget(store, body);
  const workspaceId = project?.workspaceId ?? null;
  if (project === undefined || workspaceRole(store, person, workspaceId) === undefined) {
    throw refuse(403, "You have no role in the workspace that this belongs to.");
  }
  const columns = new Columns(body, { model: "accessRequest", operation: "create" });
  const request = addAccessRequest(store, {
    userId: person.id,
    secretIds,
    projectId: project.id,
    reason: columns.text("reason"),
    duration: columns.integer("duration") ?? 0,
    workspaceId,
  });
  return json(request);
}

interface Target {
  readonly project: Project | undefined;
  readonly secretIds: string[];
}

function findTarget(store: Store, { secretId, projectId }: Values): Target {
  if (!secretId) return { project: found(store.projects.get(projectId), "Project not found"), secretIds: [] };
  const secret = found(store.secrets.get(secretId), "Secret not found");
  return { project: store.projects.peek(secret.projectId), secretIds: [secret.id] };
}

/**
 * Sets a request to any status, whatever it had; only what was pending gets an end. The service does not find the way
 * from a request's secrets to their project, and answers 500 for a request that names none.
 */
function decideRequest(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const wanted = readBody(call)["status"];
  const status = statuses.find((known) => known === wanted);
  if (status === undefined) throw refuse(400, "Invalid status");
  const request = found(store.accessRequests.get(param(call, "id")), "Request not found");
  if (request.projectId === null) return json({ error: "Missing project context" }, 500);
  const project = store.projects.peek(request.projectId);
  if (project === undefined || !isManager(projectRole(store, person, project))) {
    throw refuse(403, "Forbidden: Only the owner and the admins of the project may decide.");
  }
  if (status === "approved") approve(call, person, request);
  request.status = status;
  leaveTrace(call, person, request);
  return json(request);
}

function leaveTrace(call: Call, person: Person, request: AccessRequest): void {
  const { id: entityId, status, workspaceId, userId: requestUserId } = request;
  const { projectId, secretIds, duration, reason } = request;
  const changes = { requestUserId, projectId, secretIds, duration, expiresAt: request.expiresAt ?? undefined, reason };
  const deed = { action: `jit_request_${status}`, entity: "access_request", entityId, workspaceId };
  recordDeed(call, person, { ...deed, changes, isUnchained: true });
}

function approve({ store, now }: Call, { id }: Person, request: AccessRequest): void {
  if (request.status === "pending") request.expiresAt = endOfGrant(request, now);
  request.approvedBy = id;
  request.approvedAt = store.createTime();
}
