import type { Call } from "./call.ts";

/** The events that the service really tells webhooks of. */
export type WebhookEvent =
  | "secret.create"
  | "secret.update"
  | "secret.delete"
  | "secret.rollback"
  | "environment.clone";

const timeout = 5_000;

/** Tells a project's active webhooks that want this event, in prose, once, in the background; nobody hears of a failure. */
export function tellWebhooks({ store }: Call, projectId: string, event: WebhookEvent): void {
  const wanting = store.webhooks.where(
    (webhook) => webhook.projectId === projectId && webhook.active && webhook.events.includes(event),
  );
  for (const { url } of wanting)
    void sendProse(url, `The project ${projectId} has a new event: ${event}`).catch(ignore);
}

/** Posts a sentence as `{ text, content }`, for Slack and Discord alike; rejects after 5 seconds of real time. */
export async function sendProse(url: string, sentence: string): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text: sentence, content: sentence }),
    signal: AbortSignal.timeout(timeout),
  });
  // Nobody reads it, and unread it would keep the connection.
  await response.body?.cancel();
  return response;
}

function ignore(): void {}
