import { accountOf, type Place } from "./call.ts";
import { Row } from "./row.ts";
import { asNumber, asText, asTexts, type Values } from "./values.ts";

const attemptBudget = 5;

/** Which event a webhook is told. */
export interface Delivered {
  readonly id: string;
  readonly type: string;
}

/** Records a delivery of an event for every active webhook that wants its type; nothing is ever sent. */
export function deliver(place: Place, event: Delivered): void {
  const webhooks = accountOf(place).table("webhooks");
  for (const webhook of webhooks.rows()) {
    if (!wants(webhook, event.type)) continue;
    const values = {
      webhook_id: webhook.id,
      event_id: event.id,
      event_type: event.type,
      first_attempted_at: place.now,
      next_attempt_at: null,
      retry_workflow_id: null,
      attempt_budget: attemptBudget,
      ...attempt(webhook, { count: 0, now: place.now }),
    };
    webhook.table("deliveries").add(new Row(place.store.createId("dlv"), values, place.now));
  }
}

/** Tries a recorded delivery once more. */
export function redeliver(webhook: Row, delivery: Row, now: number): void {
  const count = asNumber(delivery.values["attempt_count"]) ?? 0;
  delivery.change(attempt(webhook, { count, now }), now);
}

/** The host of a webhook's address. */
export function hostOf(webhook: Pick<Row, "values">): string {
  const url = asText(webhook.values["url"]) ?? "";
  return URL.canParse(url) ? new URL(url).hostname : "";
}

/** What one more attempt comes to: addresses below the top-level domain `.invalid` fail, all others succeed. */
function attempt(webhook: Row, before: { readonly count: number; readonly now: number }): Values {
  const isReached = !hostOf(webhook).endsWith(".invalid");
  return {
    status: isReached ? "delivered" : "failed",
    attempt_count: before.count + 1,
    last_attempted_at: before.now,
    last_error: isReached ? null : "The host name cannot be resolved.",
    last_response_status: isReached ? 200 : null,
  };
}

function wants({ values }: Row, type: string): boolean {
  const types = asTexts(values["events"]);
  return values["status"] === "active" && (types.length === 0 || types.includes(type));
}
