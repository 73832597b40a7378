import { recordDeed } from "./audit.ts";
import { type Call, param, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { Webhook } from "./model-events.ts";
import { failWithText, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { findOwnProject, findWebhook } from "./webhook-access.ts";
import { testAddress, testWebhook } from "./webhook-tests.ts";

const webhooks = "/projects/:projectId/webhooks";
const webhook = `${webhooks}/:webhookId`;

/** The addresses that hear of a project's events; they are its creator's alone. */
export const webhookRoutes: readonly Route[] = [
  { method: "GET", path: webhooks, run: listWebhooks, fail: failWithText },
  { method: "POST", path: webhooks, run: createWebhook, fail: failWithText },
  { method: "PATCH", path: webhooks, run: switchWebhook, fail: failWithText },
  { method: "DELETE", path: webhook, run: deleteWebhook, fail: failWithText },
  { method: "POST", path: webhook, isAside: true, run: testWebhook, fail: failWithText },
  { method: "POST", path: `${webhooks}/test`, isAside: true, run: testAddress, fail: failWithText },
];

/** Lists the newest first; for everybody but the project's creator there are none. */
function listWebhooks(call: Call): Response {
  const project = findOwnProject(call, requirePerson(call));
  const rows = call.store.webhooks.where(({ projectId }) => projectId === project?.id);
  return json(rows.toReversed());
}

function createWebhook(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  if (!body["url"] || !Array.isArray(body["events"])) throw refuse(400, "URL and events are required");
  const project = findOwnProject(call, person);
  if (project === undefined) throw refuse(404, "Project not found");
  const columns = new Columns(body, { model: "webhook", operation: "create" });
  const createdAt = store.createTime();
  const row = store.webhooks.add({
    id: store.createId(),
    projectId: project.id,
    url: columns.text("url"),
    events: columns.texts("events") ?? [],
    active: columns.flag("active") ?? true,
    createdAt,
    updatedAt: createdAt,
  });
  leaveTrace(call, person, { action: "webhook_create", row });
  return json(row, 201);
}

/** Switches a webhook on or off; nothing else of it can be changed. */
function switchWebhook(call: Call): Response {
  const person = requirePerson(call);
  const body = readBody(call);
  if (!body["id"]) throw refuse(400, "Webhook id required");
  const row = findWebhook(call, person, body["id"]);
  return json(Object.assign(row, { active: Boolean(body["active"]), updatedAt: call.store.createTime() }));
}

function deleteWebhook(call: Call): Response {
  const person = requirePerson(call);
  const row = findWebhook(call, person, param(call, "webhookId"));
  call.store.webhooks.delete(row);
  leaveTrace(call, person, { action: "webhook_delete", row });
  return json({ success: true });
}

interface Trace {
  readonly action: string;
  readonly row: Webhook;
}

function leaveTrace(call: Call, person: Person, { action, row }: Trace): void {
  const { id: entityId, url, events } = row;
  recordDeed(call, person, { action, entity: "webhook", entityId, changes: { url, events }, isUnchained: true });
}
