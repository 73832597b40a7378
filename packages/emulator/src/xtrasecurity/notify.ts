import type { Notification } from "./model-events.ts";
import type { User } from "./model.ts";
import type { Store } from "./store.ts";

/** What a person is told. */
export interface Note {
  readonly taskTitle: string;
  readonly description: string;
  readonly message: string;
  readonly status: string;
  /** None without it. */
  readonly workspaceId?: string | null | undefined;
}

/** Leaves an unread notification for a person. */
export function notify(store: Store, { id: userId, email: userEmail }: User, note: Note): Notification {
  const { taskTitle, description, message, status, workspaceId = null } = note;
  return store.notifications.add({
    id: store.createId(),
    userId,
    userEmail,
    taskTitle,
    description,
    message,
    status,
    read: false,
    createdAt: store.createTime(),
    workspaceId,
  });
}
