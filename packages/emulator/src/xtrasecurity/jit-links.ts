import { recordDeed } from "./audit.ts";
import { addAccessRequest } from "./access-rows.ts";
import { type Call, param, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { AccessRequest, JitLink } from "./model-access.ts";
import type { Project } from "./model.ts";
import { notify } from "./notify.ts";
import { planOf } from "./plans.ts";
import { failWith, found, Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";
import { millisecondsOf, toTime } from "./times.ts";

const fail = failWith("Internal Server Error");
const tokenBytes = 24;
const defaultUses = 1;
const defaultHours = 24;

/** Links with which somebody asks for access that their maker has thought out. */
export const jitLinkRoutes: readonly Route[] = [
  { method: "POST", path: "/jit/generate", run: createLink, fail },
  { method: "GET", path: "/jit/:token", run: getLink, fail },
  { method: "POST", path: "/jit/claim", run: claimLink, fail },
];

/** Makes a link, on a paid plan only; its maker needs a role that may write. */
function createLink(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  if (!planOf(person.user.tier).jitLinks) throw refuse(403, "Links for just-in-time access need a paid plan.");
  const body = readBody(call);
  if (!body["projectId"]) throw refuse(400, "projectId is required");
  const columns = new Columns(body, { model: "jitLink", operation: "create" });
  if (!body["duration"] || Number(body["duration"]) < 1) {
    throw refuse(400, "The duration has to be one minute or more.");
  }
  const project = store.projects.get(body["projectId"]);
  const role = project === undefined ? undefined : projectRole(store, person, project);
  if (project === undefined || role === undefined || role === "viewer") {
    throw refuse(403, "Your role in the project does not permit making links.");
  }
  const duration = columns.integer("duration") ?? 0;
  const link = addLink(call, columns, { projectId: project.id, createdBy: person.id, duration });
  leaveTrace(call, person, { action: "JIT_LINK_GENERATED", link });
  const { token, expiresAt, accessLevel } = link;
  const url = `${readOrigin(call)}/jit/${token}`;
  return json({ token, url, cliCommand: `xtra access jit ${token}`, expiresAt, duration, accessLevel });
}

function addLink(
  { store, now }: Call,
  columns: Columns,
  settings: Pick<JitLink, "projectId" | "createdBy" | "duration">,
): JitLink {
  const hours = columns.integer("expiresInHours") || defaultHours;
  return store.jitLinks.add({
    id: store.createId(),
    token: store.createHex(tokenBytes),
    ...settings,
    branchId: columns.optionalText("branchId") || null,
    environment: columns.optionalText("environment") || null,
    secretIds: columns.texts("secretIds") ?? [],
    label: columns.optionalText("label") || null,
    accessLevel: "read",
    expiresAt: toTime(now + hours * millisecondsOf.hour),
    maxUses: columns.integer("maxUses") || defaultUses,
    usedCount: 0,
    isRevoked: false,
    createdAt: store.createTime(),
  });
}

function readOrigin({ headers, url }: Call): string {
  return headers.get("Origin") ?? `https://${headers.get("Host") ?? url.host}`;
}

/** Describes a link to anybody with a login. */
function getLink(call: Call): Response {
  const { store, caller, now } = call;
  if (caller === undefined) throw refuse(401, "Unauthorized — please log in");
  const link = findLink(store, param(call, "token"));
  const end = findEnd(link, now);
  if (end !== undefined) throw new Refusal(json({ error: end.error, [end.kind]: true }, 410));
  const { projectId, branchId, environment, secretIds, duration } = link;
  const { token, label, accessLevel, expiresAt, maxUses, usedCount, createdAt } = link;
  return json({
    token,
    projectName: store.projects.peek(projectId)?.name ?? "Unknown Project",
    projectId,
    branchName: findBranchName(store, link),
    branchId,
    environment,
    secretKeys: secretIds.flatMap((id) => store.secrets.peek(id)?.key ?? []),
    secretIds,
    duration,
    label,
    accessLevel,
    expiresAt,
    maxUses,
    usedCount,
    createdBy: store.users.peek(link.createdBy)?.name ?? "Unknown",
    createdAt,
  });
}

/** Turns a link into the caller's own wish for access, which the project's owner still has to approve. */
function claimLink(call: Call): Response {
  const { store, now } = call;
  requireCaller(call);
  const { token } = readBody(call);
  if (!token) throw refuse(400, "Token is required");
  const link = findLink(store, token);
  const end = findEnd(link, now);
  if (end !== undefined) throw refuse(410, end.error);
  const person = requirePerson(call);
  if (link.createdBy === person.id) throw refuse(400, "You cannot claim a link that you have made yourself.");
  const project = found(store.projects.peek(link.projectId), "JIT link not found");
  checkOpenRequests(store, person, project);
  const request = claim(store, person, { link, project });
  leaveTrace(call, person, { action: "JIT_LINK_CLAIMED", link });
  tellCreator(store, person, { project, request });
  const { id: requestId, status, duration } = request;
  const message = "Access request submitted. Awaiting admin/owner approval.";
  return json({ success: true, requestId, status, message, duration, accessLevel: link.accessLevel });
}

function findLink(store: Store, token: unknown): JitLink {
  return found(
    store.jitLinks.first((link) => link.token === token),
    "JIT link not found",
  );
}

interface LinkEnd {
  readonly kind: "expired" | "revoked" | "exhausted";
  readonly error: string;
}

function findEnd({ expiresAt, isRevoked, usedCount, maxUses }: JitLink, now: number): LinkEnd | undefined {
  if (Date.parse(expiresAt) <= now) return { kind: "expired", error: "This JIT link has expired" };
  if (isRevoked) return { kind: "revoked", error: "This JIT link has been revoked" };
  if (usedCount < maxUses) return undefined;
  return { kind: "exhausted", error: "This JIT link has been used as often as it may be." };
}

function checkOpenRequests(store: Store, { id }: Person, project: Project): void {
  const open = store.accessRequests.first(
    ({ userId, projectId, status }) => userId === id && projectId === project.id && status === "pending",
  );
  if (open === undefined) return;
  const error = "You have a request for this project already that waits for approval.";
  throw new Refusal(json({ error, requestId: open.id }, 409));
}

interface Claimed {
  readonly link: JitLink;
  readonly project: Project;
}

function claim(store: Store, { id: userId }: Person, { link, project }: Claimed): AccessRequest {
  link.usedCount += 1;
  const { duration, secretIds } = link;
  const { id: projectId, workspaceId } = project;
  return addAccessRequest(store, {
    userId,
    secretIds,
    projectId,
    reason: nameReason(link),
    duration,
    workspaceId,
  });
}

function nameReason({ label, environment, branchId, secretIds }: JitLink): string {
  const scope: string[] = [];
  if (environment !== null) scope.push(`env: ${environment}`);
  if (branchId !== null) scope.push("branch scoped");
  if (secretIds.length > 0) scope.push(`${secretIds.length} specific secret(s)`);
  const reason = `JIT Link: ${label ?? "Shared access link"}`;
  return scope.length === 0 ? reason : `${reason} [${scope.join(", ")}]`;
}

function findBranchName(store: Store, { branchId }: JitLink): string | null {
  return store.branches.peek(branchId)?.name ?? null;
}

interface Trace {
  readonly action: string;
  readonly link: JitLink;
}

function leaveTrace(call: Call, person: Person, { action, link }: Trace): void {
  const { projectId: entityId, duration } = link;
  recordDeed(call, person, { action, entity: "project", entityId, changes: { duration } });
}

function tellCreator(
  store: Store,
  { user }: Person,
  { project, request }: { readonly project: Project; readonly request: AccessRequest },
): void {
  const creator = store.users.peek(project.userId);
  if (creator === undefined) return;
  const wish = `access to the project "${project.name}" for ${request.duration} minutes`;
  notify(store, creator, {
    taskTitle: "JIT Access Request",
    description: `${user.email} asks for ${wish}.`,
    message: `${user.email} has claimed a link and asks for ${wish}.`,
    status: "info",
  });
}
