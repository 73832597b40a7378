import { type Call, requirePerson } from "./call.ts";
import { planOf } from "./plans.ts";
import { failWith } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

const secretsWithoutProject = 50;

/** How much of a plan is used up. */
export const subscriptionRoutes: readonly Route[] = [
  { method: "GET", path: "/subscription/usage", run: showUsage, fail: failWith("Internal Server Error") },
];

/** Counts the caller's workspaces with what is in them, whoever made it, and the requests that the caller pays for on the present day. */
function showUsage(call: Call): Response {
  const { store, now } = call;
  const { id, user } = requirePerson(call);
  const plan = planOf(user.tier);
  const workspaceIds = new Set(store.workspaces.where(({ createdBy }) => createdBy === id).map((row) => row.id));
  const projects = store.projects.where(({ workspaceId }) => workspaceIds.has(workspaceId));
  const projectIds = new Set(projects.map((project) => project.id));
  const secrets = store.secrets.where(({ projectId }) => projectIds.has(projectId)).length;
  const secretsLimit = projectIds.size === 0 ? secretsWithoutProject : plan.secretsPerProject * projectIds.size;
  return json({
    workspaces: { used: workspaceIds.size, limit: plan.workspaces },
    projects: { used: projectIds.size, limit: plan.projectsPerWorkspace * plan.workspaces },
    secrets: { used: secrets, limit: secretsLimit },
    dailyRequests: { used: store.dailyWindows.used(id, now), limit: plan.requestsPerDay },
  });
}
