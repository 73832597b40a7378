import { asked, type Call, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { databaseFault } from "./fault.ts";
import type { Workspace } from "./model.ts";
import { addWorkspace } from "./new-rows.ts";
import { planOf } from "./plans.ts";
import { failWith, found, Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, workspaceRole } from "./roles.ts";
import type { Route } from "./route.ts";

const path = "/workspace";

/** The workspaces that projects and teams belong to. */
export const workspaceRoutes: readonly Route[] = [
  { method: "GET", path, isSecured: true, run: readWorkspaces, fail: failWith("Failed to fetch workspace(s)") },
  { method: "POST", path, isSecured: true, run: createWorkspace, fail: failWith("Failed to create workspace") },
  { method: "PUT", path, isSecured: true, run: updateWorkspace, fail: failWith("Failed to update workspace") },
  { method: "DELETE", path, isSecured: true, run: deleteWorkspace, fail: failWith("Failed to delete workspace") },
];

/** Shows one workspace with its projects, or lists the caller's own and then those of the caller's teams. */
function readWorkspaces(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const id = asked(call, "id");
  if (id === undefined) return json(listOwn(call, person).map((workspace) => withRole(call, person, workspace)));
  const workspace = store.workspaces.peek(id);
  if (workspace === undefined || workspaceRole(store, person, id) === undefined) {
    throw refuse(404, "Workspace not found or access denied");
  }
  const projects = store.projects.where(({ workspaceId }) => workspaceId === workspace.id);
  return json({ ...withRole(call, person, workspace), projects });
}

function listOwn({ store }: Call, person: Person): Workspace[] {
  const own = store.workspaces.where(({ createdBy }) => createdBy === person.id);
  const others = store.workspaces.where(
    (workspace) => workspace.createdBy !== person.id && workspaceRole(store, person, workspace.id) !== undefined,
  );
  return [...own, ...others];
}

function withRole({ store }: Call, person: Person, workspace: Workspace): object {
  return { ...workspace, role: workspaceRole(store, person, workspace.id) };
}

/** Makes a workspace, as many as the caller's plan allows; what it says of a subscription is taken as it is, and an icon is not. */
function createWorkspace(call: Call): Response {
  const { store } = call;
  const { id: createdBy, user } = requirePerson(call);
  const own = store.workspaces.where((workspace) => workspace.createdBy === createdBy).length;
  if (own >= planOf(user.tier).workspaces) {
    const message = `Your plan allows no more workspaces than the ${own} that you have.`;
    throw new Refusal(json({ error: "Workspace limit reached", message }, 403));
  }
  const body = readBody(call);
  if (!body["name"]) throw refuse(400, "Name is required");
  const columns = new Columns(body, { model: "workspace", operation: "create" });
  const workspace = addWorkspace(store, {
    name: columns.text("name"),
    createdBy,
    description: columns.optionalText("description"),
    workspaceType: columns.optionalText("workspaceType"),
    subscriptionPlan: columns.optionalText("subscriptionPlan"),
    projectLimit: columns.integer("projectLimit"),
    subscriptionEnd: columns.time("subscriptionEnd"),
  });
  return json(workspace, 201);
}

/** Changes a workspace, which only the body can name. */
function updateWorkspace(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const id = requireId(body["id"]);
  if (!isManager(workspaceRole(store, person, id))) {
    throw refuse(403, "Only the owner and the admins may change a workspace.");
  }
  const workspace = found(store.workspaces.get(id), "Workspace not found");
  const columns = new Columns(body, { model: "workspace", operation: "update" });
  return json(
    Object.assign(workspace, {
      name: body["name"] === undefined ? workspace.name : columns.text("name"),
      description: columns.optionalText("description") ?? workspace.description,
      icon: body["icon"] === undefined ? workspace.icon : (columns.optionalText("icon") ?? null),
      workspaceType: columns.optionalText("workspaceType") ?? workspace.workspaceType,
      subscriptionPlan: columns.optionalText("subscriptionPlan") ?? workspace.subscriptionPlan,
      projectLimit: columns.integer("projectLimit") ?? workspace.projectLimit,
      subscriptionEnd: columns.time("subscriptionEnd") ?? workspace.subscriptionEnd,
      updatedAt: store.createTime(),
    }),
  );
}

/** Deletes an empty workspace; the database refuses while a project or a team is in it. */
function deleteWorkspace(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const workspace = store.workspaces.peek(requireId(asked(call, "id")));
  if (workspace?.createdBy !== person.id) throw refuse(403, "Only the owner of a workspace may delete it.");
  const isInside = ({ workspaceId }: { readonly workspaceId: string }): boolean => workspaceId === workspace.id;
  if (store.projects.first(isInside) !== undefined || store.teams.first(isInside) !== undefined) {
    throw databaseFault("workspace", "delete", "A project or a team still needs the workspace.");
  }
  store.workspaces.delete(workspace);
  return json({ message: "Workspace deleted" });
}

function requireId(id: unknown): unknown {
  if (!id) throw refuse(400, "Workspace ID is required");
  return id;
}
