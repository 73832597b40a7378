import { recordDeed } from "./audit.ts";
import { asked, asPerson, type Call, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { Branch, Project } from "./model.ts";
import { addBranch } from "./new-rows.ts";
import { planOf } from "./plans.ts";
import { branchesOf } from "./project-views.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import { deleteSecrets } from "./secret-rows.ts";
import type { Store } from "./store.ts";

/** Makes a branch without secrets, or with `operation=clear` and a branch's id deletes that branch's secrets. */
export function postBranch(call: Call): Response {
  const caller = requireCaller(call);
  const branchId = asked(call, "branchId");
  const isClearing = asked(call, "operation") === "clear" && branchId !== undefined;
  return isClearing ? clearBranch(call, caller, branchId) : createBranch(call, caller);
}

/** Changes a branch for any login; an empty value keeps what is, and `main` can be renamed. */
export function updateBranch(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const body = readBody(call);
  if (!body["id"]) throw refuse(400, "Branch ID is required");
  const branch = found(store.branches.get(body["id"]), "Branch not found");
  const columns = new Columns(body, { model: "branch", operation: "update" });
  const name = columns.optionalText("name") || branch.name;
  if (name !== branch.name) refuseTwin(store, branch, name);
  Object.assign(branch, {
    name,
    description: columns.optionalText("description") || branch.description,
    versionNo: columns.optionalText("versionNo") || branch.versionNo,
    permissions: columns.texts("permissions") ?? branch.permissions,
  });
  leaveTrace(call, caller, { action: "BRANCH_UPDATED", branch });
  return json(joinProject(store, branch));
}

/** Deletes a branch but not its secrets: they are without a branch then, and so in the reads of `main`. */
export function deleteBranch(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const id = asked(call, "id");
  if (id === undefined) throw refuse(400, "Branch ID is required");
  const branch = found(store.branches.get(id), "Branch not found");
  if (!mayWrite(store, caller, branch)) throw refuse(403, "Forbidden: Viewers cannot delete branches");
  if (branch.name.toLowerCase() === "main") throw refuse(400, "Cannot delete main branch");
  for (const secret of store.secrets.where(({ branchId }) => branchId === branch.id)) secret.branchId = null;
  store.branches.delete(branch);
  leaveTrace(call, caller, { action: "BRANCH_DELETED", branch });
  return json({ message: "Branch deleted successfully", branch });
}

function clearBranch(call: Call, caller: Caller, id: string): Response {
  const { store } = call;
  const branch = found(store.branches.get(id), "Branch not found");
  if (!mayWrite(store, caller, branch)) throw refuse(403, "Forbidden: Viewers cannot clear branches");
  deleteSecrets(
    store,
    store.secrets.where(({ branchId }) => branchId === branch.id),
  );
  leaveTrace(call, caller, { action: "BRANCH_CLEARED", branch });
  return json({ message: "Branch cleared successfully" });
}

function createBranch(call: Call, caller: Caller): Response {
  const { store } = call;
  const body = readBody(call);
  if (!body["name"] || !body["projectId"]) throw refuse(400, "Name and projectId are required");
  const project = findOpen(store, caller, body["projectId"]);
  checkRoom(store, project);
  const columns = new Columns(body, { model: "branch", operation: "create" });
  const name = columns.text("name");
  refuseTwin(store, { projectId: project.id }, name);
  const branch = addBranch(store, {
    name,
    description: columns.optionalText("description") || "",
    createdBy: asPerson(caller).id,
    projectId: project.id,
    versionNo: columns.optionalText("versionNo") ?? "1",
    permissions: columns.texts("permissions") ?? [],
  });
  leaveTrace(call, caller, { action: "BRANCH_CREATED", branch });
  return json(joinProject(store, branch), 201);
}

function findOpen(store: Store, caller: Caller, projectId: unknown): Project {
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (project === undefined || role === undefined) throw refuse(403, "Forbidden: No access to project");
  if (role === "viewer") throw refuse(403, "Forbidden: Viewers cannot create branches");
  return project;
}

function checkRoom(store: Store, project: Project): void {
  const limit = planOf(store.users.peek(project.userId)?.tier).branchesPerProject;
  if (branchesOf(store, project).length < limit) return;
  throw refuse(403, `The plan of the project's creator ends at ${limit} branches per project.`);
}

function refuseTwin(store: Store, { projectId }: Pick<Branch, "projectId">, name: string): void {
  const twin = store.branches.first((branch) => branch.projectId === projectId && branch.name === name);
  if (twin !== undefined) throw refuse(400, "The project has a branch of this name already.");
}

function mayWrite(store: Store, caller: Caller, { projectId }: Branch): boolean {
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  return role !== undefined && role !== "viewer";
}

interface Change {
  readonly action: string;
  readonly branch: Branch;
}

function leaveTrace(call: Call, caller: Caller, { action, branch }: Change): void {
  const { id: branchId, name: branchName, projectId: entityId } = branch;
  recordDeed(call, caller, { action, entity: "project", entityId, changes: { branchId, branchName } });
}

function joinProject(store: Store, branch: Branch): object {
  return { ...branch, project: store.projects.peek(branch.projectId) };
}
