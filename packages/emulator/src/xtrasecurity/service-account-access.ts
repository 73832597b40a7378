import { recordDeed } from "./audit.ts";
import { type Call, param, requireCaller } from "./call.ts";
import type { Person } from "./caller.ts";
import type { ApiKey, ServiceAccount } from "./model-access.ts";
import type { Project } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { projectMemberships } from "./roles.ts";
import type { Store } from "./store.ts";

/** Refuses requests without a login and service accounts. */
export function requireHuman(call: Call): Person {
  const caller = requireCaller(call);
  if (caller.kind === "person") return caller;
  throw refuse(403, "Service accounts cannot manage service accounts or their keys.");
}

/** Lets the project's creator through and every active member of a linked team, whatever the role. */
export function findProject(call: Call, person: Person, error: string): Project {
  const { store } = call;
  const project = found(store.projects.get(param(call, "projectId")), error);
  const isInside = project.userId === person.id || projectMemberships(store, person.id, project).length > 0;
  if (!isInside) throw refuse(404, error);
  return project;
}

/** Finds the account of the path, in this project only. */
export function findAccount(call: Call, project: Project): ServiceAccount {
  const row = call.store.serviceAccounts.get(param(call, "accountId"));
  if (row?.projectId !== project.id) throw refuse(404, "Service Account not found");
  return row;
}

/** Lists an account's keys, oldest first. */
export function keysOf(store: Store, { id }: Pick<ServiceAccount, "id">): ApiKey[] {
  return store.apiKeys.where(({ serviceAccountId }) => serviceAccountId === id);
}

/** What was done to an account. */
export interface AccountChange {
  readonly action: string;
  readonly account: ServiceAccount;
}

/** Leaves the audit row of a change; it belongs to no workspace, so that no page of the list shows it. */
export function recordChange(call: Call, person: Person, { action, account: row }: AccountChange): void {
  const changes = { serviceAccountId: row.id, name: row.name };
  recordDeed(call, person, { action, entity: "project", entityId: row.projectId, changes });
}
