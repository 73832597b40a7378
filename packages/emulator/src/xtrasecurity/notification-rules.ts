import { asked, type Call, readBody, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { NotificationRule } from "./model-events.ts";
import { changeDocument, listDocuments, requireManager, withoutId } from "./raw-documents.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

const path = "/notification-rules";

/** Rules about who shall be told of what; the service stores them in a way that none ever fires. */
export const notificationRuleRoutes: readonly Route[] = [
  { method: "GET", path, run: listRules },
  { method: "POST", path, run: createRule },
  { method: "PATCH", path, run: updateRule },
  { method: "DELETE", path, run: deleteRule },
];

function listRules(call: Call): Response {
  const person = requirePerson(call);
  return json({ rules: listDocuments(call, person, call.store.rules) });
}

function createRule(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const { name, triggers, workspaceId, channels, conditions } = body;
  if (!name || !hasItems(triggers) || !workspaceId) {
    throw refuse(400, "Name, triggers, and workspaceId are required");
  }
  requireManager(call, person, { workspaceId, error: "Forbidden: Only admins can manage rules" });
  const columns = new Columns(body, { model: "notificationRule", operation: "create" });
  const createdAt = store.createTime();
  const rule = store.rules.add({
    id: store.createId(),
    name: columns.text("name"),
    description: columns.optionalText("description") || "",
    triggers,
    channels: channels || [],
    conditions: conditions || {},
    createdBy: person.user.email,
    workspaceId: columns.text("workspaceId").toLowerCase(),
    enabled: true,
    createdAt,
    updatedAt: createdAt,
  });
  return json({ rule: withoutId(rule) }, 201);
}

function updateRule(call: Call): Response {
  const person = requirePerson(call);
  const body = readBody(call);
  const rule = findRule(call, person, body["id"]);
  changeDocument(rule, body, ["name", "description", "triggers", "channels", "conditions", "enabled"]);
  rule.updatedAt = call.store.createTime();
  return json({ success: true });
}

function deleteRule(call: Call): Response {
  const person = requirePerson(call);
  call.store.rules.delete(findRule(call, person, asked(call, "id")));
  return json({ success: true });
}

function findRule(call: Call, person: Person, id: unknown): NotificationRule {
  if (!id) throw refuse(400, "ID required");
  const rule = found(call.store.rules.get(id), "Rule not found");
  requireManager(call, person, { workspaceId: rule.workspaceId, error: "Forbidden" });
  return rule;
}

function hasItems(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}
