import { type Call, param } from "./call.ts";
import type { Person } from "./caller.ts";
import type { Webhook } from "./model-events.ts";
import type { Project } from "./model.ts";
import { refuse } from "./refusal.ts";

/** Finds the project of the path, for its creator only. */
export function findOwnProject(call: Call, person: Person): Project | undefined {
  const project = call.store.projects.get(param(call, "projectId"));
  return project?.userId === person.id ? project : undefined;
}

/** Finds a webhook of the path's project, for the project's creator only. */
export function findWebhook(call: Call, person: Person, id: unknown): Webhook {
  const project = findOwnProject(call, person);
  const webhook = call.store.webhooks.get(id);
  if (project === undefined || webhook?.projectId !== project.id) throw refuse(404, "Webhook not found");
  return webhook;
}
