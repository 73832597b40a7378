import { asked, asPerson, type Call, requireCaller } from "./call.ts";
import type { Person } from "./caller.ts";
import { checkedId } from "./fault.ts";
import type { Project } from "./model.ts";
import { showProject } from "./project-views.ts";
import { Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectMemberships, projectRole } from "./roles.ts";
import type { Store } from "./store.ts";

/** Shows one project, or lists those that the caller created or reaches through a team; owning a workspace is not enough. */
export function getProjects(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const id = asked(call, "id");
  if (id !== undefined) return getProject(store, asPerson(caller), id);
  if (caller.kind === "account") {
    const message = "A service account cannot list projects, as it has only one.";
    throw new Refusal(json({ error: "Forbidden", message }, 403));
  }
  const asksFor = asked(call, "workspaceId");
  const workspaceId = asksFor === undefined ? undefined : checkedId("project", asksFor);
  const projects = store.projects.where(
    (project) => (workspaceId === undefined || project.workspaceId === workspaceId) && sees(store, caller, project),
  );
  return json(projects.map((project) => showProject(store, project)));
}

/** A blocked project does not get here, as the gates refuse it to everybody. */
function getProject(store: Store, person: Person, id: string): Response {
  const project = store.projects.get(id);
  if (project === undefined || !sees(store, person, project)) {
    throw refuse(404, "Project not found or access denied");
  }
  return json({ ...showProject(store, project), currentUserRole: projectRole(store, person, project) });
}

function sees(store: Store, { id }: Person, project: Project): boolean {
  return project.userId === id || projectMemberships(store, id, project).length > 0;
}
