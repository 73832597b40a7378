import { asked, type Call, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { Project, User } from "./model.ts";
import { notify } from "./notify.ts";
import { linkTeams, unlinkTeams } from "./project-links.ts";
import { branchesOf, teamProjectsOf } from "./project-views.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectRole } from "./roles.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** Renames, describes, hands over or moves a project, and sets which teams it is linked to; an empty value keeps what is. */
export function updateProject(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const id = asked(call, "id");
  const body = readBody(call);
  if (id === undefined) throw refuse(400, "Project ID is required");
  const project = found(store.projects.get(id), "Project not found");
  checkRole(store, caller, { project, body });
  const userId = findOwner(store, body) ?? project.userId;
  const workspaceId = findWorkspace(store, body) ?? project.workspaceId;
  // The links go first and by themselves, so that a wish that then fails leaves the project without any.
  if (body["teamIds"]) unlinkTeams(store, project);
  const columns = new Columns(body, { model: "project", operation: "update" });
  const name = columns.optionalText("name") || project.name;
  const description = columns.optionalText("description") || project.description;
  if (body["teamIds"]) linkTeams(store, project, body["teamIds"]);
  const oldName = project.name;
  Object.assign(project, { name, description, userId, workspaceId, updatedAt: store.createTime() });
  if (caller.kind === "person") tellOf(store, caller.user, { project, oldName, body });
  return json({ ...project, branches: branchesOf(store, project), teamProjects: teamProjectsOf(store, project) });
}

interface Wish {
  readonly project: Project;
  readonly body: Values;
}

function checkRole(store: Store, caller: Caller, { project, body }: Wish): void {
  const role = projectRole(store, caller, project);
  if (!isManager(role)) throw refuse(403, "Only owners and admins of a project may change its settings.");
  if ((body["newOwnerEmail"] || body["targetWorkspaceId"]) && role !== "owner") {
    throw refuse(403, "Only an owner of the project may hand it over or move it.");
  }
}

function findOwner(store: Store, body: Values): string | undefined {
  const email = new Columns(body, { model: "user", operation: "findFirst" }).optionalText("newOwnerEmail");
  if (!email) return undefined;
  const owner = store.users.first((user) => user.email === email);
  return found(owner, "New owner email not found").id;
}

function findWorkspace(store: Store, { targetWorkspaceId }: Values): string | undefined {
  if (!targetWorkspaceId) return undefined;
  return found(store.workspaces.get(targetWorkspaceId), "Target workspace not found").id;
}

interface News extends Wish {
  readonly oldName: string;
}

function tellOf(store: Store, user: User, news: News): void {
  const { name, workspaceId } = news.project;
  const taskTitle = titleOf(news);
  const description =
    taskTitle === "Project Renamed"
      ? `Project renamed from "${news.oldName}" to "${name}".`
      : `Project "${name}" updated.`;
  notify(store, user, { taskTitle, description, message: description, status: "info", workspaceId });
}

function titleOf({ body, oldName, project }: News): string {
  if (body["newOwnerEmail"]) return "Project Transferred";
  if (body["targetWorkspaceId"]) return "Project Moved";
  return oldName === project.name ? "Project Updated" : "Project Renamed";
}
