import type { Call } from "./call.ts";
import { found, Refusal } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** What a service account may know of itself. */
export const serviceAccountResolveRoutes: readonly Route[] = [
  { method: "GET", path: "/service-account/resolve", run: resolveAccount },
];

/** Tells a service account who it is and which project it belongs to; nobody else. */
function resolveAccount(call: Call): Response {
  const { caller, store } = call;
  if (caller?.kind !== "account") {
    const message = "Only the key of a service account can be resolved to its project.";
    throw new Refusal(json({ error: "Unauthorized", message }, 401));
  }
  const { id, name, permissions, projectId } = caller.account;
  const project = found(store.projects.peek(projectId), "Project not found");
  return json({
    ok: true,
    serviceAccount: { id, name, permissions },
    project: { id: project.id, name: project.name, workspaceId: project.workspaceId },
  });
}
