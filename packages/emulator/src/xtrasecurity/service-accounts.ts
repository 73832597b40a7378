import { type Call, param, readBody } from "./call.ts";
import { Columns } from "./columns.ts";
import type { Fault } from "./fault.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectRole } from "./roles.ts";
import type { Route } from "./route.ts";
import { findAccount, findProject, keysOf, recordChange, requireHuman } from "./service-account-access.ts";
import { createKey, deleteKey, listKeys } from "./service-account-keys.ts";

const accounts = "/projects/:projectId/service-accounts";
const account = `${accounts}/:accountId`;
const keys = `${account}/keys`;
const accessText = "Project not found or access denied";

const fail = ({ message }: Fault): Response => json({ error: "Internal Server Error", detail: message }, 500);

/** Callers that are no people, and their keys. */
export const serviceAccountRoutes: readonly Route[] = [
  { method: "GET", path: accounts, run: listAccounts, fail },
  { method: "POST", path: accounts, run: createAccount, fail },
  { method: "PATCH", path: account, run: updateAccount, fail },
  { method: "DELETE", path: account, run: deleteAccount, fail },
  { method: "GET", path: keys, run: listKeys, fail },
  { method: "POST", path: keys, run: createKey, fail },
  { method: "DELETE", path: `${keys}/:keyId`, run: deleteKey, fail },
];

function listAccounts(call: Call): Response {
  const { store } = call;
  const project = findProject(call, requireHuman(call), accessText);
  const rows = store.serviceAccounts.where(({ projectId }) => projectId === project.id);
  return json(rows.toReversed().map((row) => ({ ...row, _count: { apiKeys: keysOf(store, row).length } })));
}

function createAccount(call: Call): Response {
  const { store } = call;
  const person = requireHuman(call);
  const columns = new Columns(readBody(call), { model: "serviceAccount", operation: "create" });
  const project = found(store.projects.get(param(call, "projectId")), accessText);
  const role = found(projectRole(store, person, project), accessText);
  if (!isManager(role)) throw refuse(403, "Only the owner and the admins of the project may make service accounts.");
  const createdAt = store.createTime();
  const made = store.serviceAccounts.add({
    id: store.createId(),
    name: columns.text("name"),
    description: columns.optionalText("description") ?? null,
    projectId: project.id,
    permissions: columns.texts("permissions") ?? [],
    createdBy: person.id,
    createdAt,
    updatedAt: createdAt,
  });
  recordChange(call, person, { action: "SERVICE_ACCOUNT_CREATED", account: made });
  return json(made, 201);
}

function updateAccount(call: Call): Response {
  const person = requireHuman(call);
  const columns = new Columns(readBody(call), { model: "serviceAccount", operation: "update" });
  const row = findAccount(call, findProject(call, person, accessText));
  const name = columns.optionalText("name") ?? row.name;
  const permissions = columns.texts("permissions") ?? row.permissions;
  Object.assign(row, { name, permissions, updatedAt: call.store.createTime() });
  recordChange(call, person, { action: "SERVICE_ACCOUNT_UPDATED", account: row });
  return json(row);
}

function deleteAccount(call: Call): Response {
  const { store } = call;
  const person = requireHuman(call);
  const row = findAccount(call, findProject(call, person, accessText));
  for (const key of keysOf(store, row)) store.apiKeys.delete(key);
  store.serviceAccounts.delete(row);
  recordChange(call, person, { action: "SERVICE_ACCOUNT_DELETED", account: row });
  return json({ success: true });
}
