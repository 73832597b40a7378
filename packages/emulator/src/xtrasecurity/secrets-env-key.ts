import { recordAccess } from "./audit.ts";
import { type Call, param, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { activeGrants } from "./grants.ts";
import type { Project, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { hasPermission, isManager, projectRole } from "./roles.ts";
import { deleteSecrets, findSecret } from "./secret-rows.ts";
import { tellWebhooks } from "./webhook-events.ts";

/** Answers with the stored row, its value still encrypted. */
export function getSecret(call: Call): Response {
  const caller = requireCaller(call);
  const { project, secret } = findNamed(call, "Project not found or access denied");
  if (!mayRead(call, caller, { project, secret })) throw refuse(403, "Access Denied");
  const deed = { action: "secret.read", entity: "secret", entityId: secret.id, changes: { key: secret.key } };
  recordAccess(call, caller, { deed, project });
  return json(secret);
}

/** Deletes the oldest secret that has the key, on whichever branch. */
export function deleteSecret(call: Call): Response {
  const caller = requireCaller(call);
  const { project, secret } = findNamed(call, "Project not found");
  if (!mayDelete(call, caller, { project, secret })) throw refuse(403, "Access Denied");
  deleteSecrets(call.store, [secret]);
  const deed = { action: "secret.delete", entity: "secret", entityId: secret.id, changes: { key: secret.key } };
  recordAccess(call, caller, { deed, project });
  tellWebhooks(call, project.id, "secret.delete");
  return json({ success: true });
}

interface Named {
  readonly project: Project;
  readonly secret: Secret;
}

function findNamed(call: Call, noProject: string): Named {
  const project = found(call.store.projects.get(param(call, "projectId")), noProject);
  const name = { env: param(call, "env"), key: param(call, "key") };
  return { project, secret: found(findSecret(call.store, project, name), "Secret not found") };
}

function mayRead(call: Call, caller: Caller, named: Named): boolean {
  const role = projectRole(call.store, caller, named.project);
  if (caller.kind === "account") return role !== undefined && hasPermission(caller.account.permissions, "read:secrets");
  return role !== undefined || isGranted(call, caller, named);
}

function mayDelete(call: Call, caller: Caller, named: Named): boolean {
  const role = projectRole(call.store, caller, named.project);
  if (caller.kind === "account") return role !== undefined && hasPermission(caller.account.permissions, "admin");
  return isManager(role) || isGranted(call, caller, named);
}

function isGranted(call: Call, caller: Caller, { project, secret }: Named): boolean {
  const grants = activeGrants(call, caller, project);
  return grants.some(({ secretIds }) => secretIds.length === 0 || secretIds.includes(secret.id));
}
