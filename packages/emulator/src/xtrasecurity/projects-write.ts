import { recordDeed } from "./audit.ts";
import { asked, asPerson, type Call, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { databaseFault } from "./fault.ts";
import type { Project, Workspace } from "./model.ts";
import { addMainBranch, addProject } from "./new-rows.ts";
import { notify } from "./notify.ts";
import { planOf } from "./plans.ts";
import { unlinkTeams } from "./project-links.ts";
import { branchesOf } from "./project-views.ts";
import { found, Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, workspaceRole } from "./roles.ts";
import { deleteSecrets } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** Makes a project and its branch `main`; the room for it is counted by the plan of the workspace's creator. */
export function createProject(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const workspace = findPlace(store, person, body);
  const columns = new Columns(body, { model: "project", operation: "create" });
  const [name, description] = [columns.text("name"), columns.text("description")];
  const project = addProject(store, { name, description, userId: person.id, workspaceId: workspace.id });
  const branch = addMainBranch(store, { project, creator: person.user });
  tellOf(store, person, { project, what: "created", status: "success" });
  recordDeed(call, person, {
    action: "project.create",
    entity: "project",
    entityId: project.id,
    changes: { name },
    workspaceId: workspace.id,
  });
  const { id, name: userName, email, role } = person.user;
  const user = { id, name: userName, email, role };
  return json({ ...project, branches: [branch], secrets: [], user }, 201);
}

/** Deletes a project with its secrets, branches and links to teams; these are gone even where the project then stays. */
export function deleteProject(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const id = asked(call, "id");
  if (id === undefined) throw refuse(400, "Project ID is required");
  const project = found(store.projects.get(id), "Project not found");
  const person = asPerson(caller);
  const isCreator = project.userId === person.id;
  if (!isCreator && !isManager(workspaceRole(store, person, project.workspaceId))) {
    throw refuse(403, "Only the project's creator and the workspace's owner and admins may delete it.");
  }
  emptyProject(store, project);
  unlinkTeams(store, project);
  checkNeeds(store, project);
  store.projects.delete(project);
  tellOf(store, person, { project, what: "deleted", status: "warning" });
  return json({ message: "Project deleted successfully" });
}

/** Deletes a project's secrets and branches, or neither where the database refuses. */
export function emptyProject(store: Store, project: Project): void {
  deleteSecrets(
    store,
    store.secrets.where(({ projectId }) => projectId === project.id),
  );
  for (const branch of branchesOf(store, project)) store.branches.delete(branch);
}

function findPlace(store: Store, person: Person, { name, workspaceId }: Values): Workspace {
  if (workspaceId && !isManager(workspaceRole(store, person, workspaceId))) {
    throw refuse(403, "Only the owner and the admins of the workspace may create projects in it.");
  }
  if (!name) throw refuse(400, "Project name is required");
  if (!workspaceId) throw refuse(400, "Workspace ID is required");
  // A caller with a role in it has shown that there is such a workspace.
  const workspace = found(store.workspaces.get(workspaceId), "Workspace not found");
  const limit = planOf(store.users.peek(workspace.createdBy)?.tier).projectsPerWorkspace;
  const present = store.projects.where((project) => project.workspaceId === workspace.id).length;
  if (present < limit) return workspace;
  const message = `The plan of the workspace's creator ends at ${limit} projects per workspace.`;
  throw new Refusal(json({ error: "Project limit reached", message }, 403));
}

function checkNeeds(store: Store, { id }: Project): void {
  const need =
    store.serviceAccounts.first(({ projectId }) => projectId === id) ??
    store.webhooks.first(({ projectId }) => projectId === id);
  if (need !== undefined) throw databaseFault("project", "delete", "Another row still needs the project.");
}

interface News {
  readonly project: Project;
  readonly what: "created" | "deleted";
  readonly status: string;
}

function tellOf(store: Store, { user }: Person, { project, what, status }: News): void {
  const { name, workspaceId } = project;
  notify(store, user, {
    taskTitle: what === "created" ? "Project Created" : "Project Deleted",
    description: `Project "${name}" ${what}`,
    message: `You have ${what} the project "${name}" of your workspace.`,
    status,
    workspaceId,
  });
}
