import type { Call } from "./call.ts";
import type { Account, Caller } from "./caller.ts";
import type { Project } from "./model.ts";
import { planOf } from "./plans.ts";
import { Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import type { Store } from "./store.ts";

/** What somebody is about to do to secrets of one project. */
export interface Change {
  readonly verb: "create" | "update" | "delete";
  readonly projectId: string;
  /** Those that the secrets are in. */
  readonly environments: readonly unknown[];
}

/** Refuses with 403 whoever may not change a project's secrets by id: developers keep off exactly `production`. */
export function checkWriter({ store }: Call, caller: Caller, change: Change): void {
  const { verb, projectId, environments } = change;
  if (caller.kind === "account") {
    checkAccount(caller, projectId, "write:secrets");
    return;
  }
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (role === undefined) throw refuse(403, "Forbidden: This project is closed to everyone outside its teams.");
  if (role === "viewer") throw refuse(403, `A viewer of this project is not allowed to ${verb} secrets.`);
  if (role === "developer" && environments.includes("production")) {
    throw refuse(403, `Developers cannot ${verb} secrets in Production`);
  }
}

/** Refuses a service account outside its own project, and one without exactly this permission. */
export function checkAccount({ account }: Account, projectId: string, permission: string): void {
  if (account.projectId !== projectId) throw refuse(403, "Forbidden: SA locked to project");
  if (!account.permissions.includes(permission)) throw refuse(403, `Forbidden: Missing ${permission} scope`);
}

/** Finds the project that new secrets are for, and refuses where its creator's plan has no room for so many. */
export function findRoom(store: Store, projectId: unknown, count: number): Project {
  const project = store.projects.get(projectId);
  const creator = store.users.peek(project?.userId);
  if (project === undefined || creator === undefined) throw refuse(404, "Project or owner not found");
  const limit = planOf(creator.tier).secretsPerProject;
  const present = store.secrets.where((secret) => secret.projectId === project.id).length;
  if (present + count <= limit) return project;
  const message = `The plan of the project's owner ends at ${limit} secrets per project.`;
  throw new Refusal(json({ error: "Secret limit reached", message }, 403));
}

/** Names a writer as the routes by id record one: a mail address, for a service account one that nobody has. */
export function mailOf(caller: Caller): string {
  return caller.kind === "person" ? caller.user.email : `sa_${caller.account.name}@bot`;
}
