import { type Call, param } from "./call.ts";
import type { Project } from "./model.ts";
import { emptyProject } from "./projects-write.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { failInText, foundInText, refuseInText, requireCallerInText } from "./text-answers.ts";

/** What only a project's creator can do with it. */
export const projectCreatorRoutes: readonly Route[] = [
  { method: "POST", path: "/project/:id/toggle-block", run: toggleBlock, fail: failInText },
  { method: "POST", path: "/project/:id/clear", run: clearProject, fail: failInText },
];

/** Turns the status only, while the gates look at `isBlocked`: the project stays open. */
function toggleBlock(call: Call): Response {
  const project = findOwn(call);
  project.status = project.status === "blocked" ? "active" : "blocked";
  project.updatedAt = call.store.createTime();
  return json(project);
}

/** Deletes every secret and every branch, `main` too. */
function clearProject(call: Call): Response {
  emptyProject(call.store, findOwn(call));
  return json({ message: "Project cleared successfully" });
}

function findOwn(call: Call): Project {
  const caller = requireCallerInText(call);
  const project = foundInText(call.store.projects.get(param(call, "id")), "Project not found");
  if (project.userId !== caller.id) throw refuseInText(401, "Unauthorized");
  return project;
}
