import { asked, type Call, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { NotificationChannel } from "./model-events.ts";
import { changeDocument, listDocuments, requireManager, withoutId } from "./raw-documents.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { sendProse } from "./webhook-events.ts";

const path = "/notification-channels";

/** The places that notes can go to beside the service's own list. */
export const notificationChannelRoutes: readonly Route[] = [
  { method: "GET", path, run: listChannels },
  { method: "POST", path, run: createChannel },
  { method: "PATCH", path, run: updateChannel },
  { method: "DELETE", path, run: deleteChannel },
  { method: "POST", path: `${path}/test`, isAside: true, run: testChannel },
];

const testableTypes: ReadonlyMap<unknown, string> = new Map([
  ["slack", "Slack"],
  ["teams", "Microsoft Teams"],
  ["webhook", "Webhook"],
]);

function listChannels(call: Call): Response {
  const person = requirePerson(call);
  return json({ channels: listDocuments(call, person, call.store.channels) });
}

function createChannel(call: Call): Response {
  const { store } = call;
  const person = requirePerson(call);
  const body = readBody(call);
  const { type, name, workspaceId, config } = body;
  if (!name || !type || !workspaceId) throw refuse(400, "Name, type and workspaceId are required");
  requireManager(call, person, { workspaceId, error: "Forbidden" });
  const columns = new Columns(body, { model: "notificationChannel", operation: "create" });
  const createdAt = store.createTime();
  const channel = store.channels.add({
    id: store.createId(),
    type: columns.text("type"),
    name: columns.text("name"),
    config: config || {},
    workspaceId: columns.text("workspaceId").toLowerCase(),
    enabled: true,
    createdAt,
    updatedAt: createdAt,
  });
  return json({ channel: withoutId(channel) }, 201);
}

function updateChannel(call: Call): Response {
  const person = requirePerson(call);
  const body = readBody(call);
  const channel = findChannel(call, person, body["id"]);
  changeDocument(channel, body, ["type", "name", "config", "enabled"]);
  channel.updatedAt = call.store.createTime();
  return json({ success: true });
}

function deleteChannel(call: Call): Response {
  const person = requirePerson(call);
  call.store.channels.delete(findChannel(call, person, asked(call, "id")));
  return json({ success: true });
}

function findChannel(call: Call, person: Person, id: unknown): NotificationChannel {
  if (!id) throw refuse(400, "ID required");
  const channel = found(call.store.channels.get(id), "Channel not found");
  requireManager(call, person, { workspaceId: channel.workspaceId, error: "Forbidden" });
  return channel;
}

/** Sends a sentence to an address that need not belong to any channel. */
async function testChannel(call: Call): Promise<Response> {
  requireCaller(call);
  const { webhookUrl, type = "slack" } = readBody(call);
  if (!webhookUrl) throw refuse(400, "webhookUrl is required");
  const name = testableTypes.get(type);
  if (name === undefined) throw refuse(400, "Unsupported channel type");
  if (!(await isDelivered(webhookUrl))) throw refuse(400, "The address did not take the test message.");
  return json({ success: true, message: `Test message sent to ${name}!` });
}

async function isDelivered(url: unknown): Promise<boolean> {
  if (typeof url !== "string") return false;
  try {
    const { ok } = await sendProse(url, "This is a test message for a notification channel.");
    return ok;
  } catch {
    return false;
  }
}
