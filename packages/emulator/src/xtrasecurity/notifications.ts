import { asked, type Call, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Caller } from "./caller.ts";
import { checkedId } from "./fault.ts";
import type { Notification } from "./model-events.ts";
import { failWith, found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** What people are told by the service. */
export const notificationRoutes: readonly Route[] = [
  { method: "GET", path: "/notifications", run: listNotifications },
  { method: "PATCH", path: "/notifications", run: markNotification, fail: failWith("Failed to update") },
  { method: "DELETE", path: "/notifications", run: deleteNotification, fail: failWith("Failed to delete") },
];

/** Lists the caller's own, the newest first; with a workspace, only those of that workspace. */
function listNotifications(call: Call): Response {
  const { id } = requirePerson(call);
  const workspaceId = asked(call, "workspaceId");
  const wanted = workspaceId === undefined ? undefined : checkedId("notification", workspaceId);
  const notifications = call.store.notifications.where(
    (notification) => notification.userId === id && (wanted === undefined || notification.workspaceId === wanted),
  );
  return json({ notifications: notifications.toReversed() });
}

/** Marks as read for any true value, and as unread for everything else, a missing one included. */
function markNotification(call: Call): Response {
  const caller = requireCaller(call);
  const body = readBody(call);
  const notification = findOwn(call, caller, body["id"]);
  notification.read = Boolean(body["read"]);
  return json({ notification });
}

function deleteNotification(call: Call): Response {
  const caller = requireCaller(call);
  call.store.notifications.delete(findOwn(call, caller, asked(call, "id")));
  return json({ success: true });
}

function findOwn({ store }: Call, caller: Caller, id: unknown): Notification {
  if (!id) throw refuse(400, "Notification id required");
  const notification = found(store.notifications.get(id), "Notification not found");
  if (notification.userId !== caller.id) throw refuse(403, "Unauthorized");
  return notification;
}
