import { type Context, isoTime } from "./call.ts";

const mostDeliveries = 1_000;

/** Notes for each active endpoint that wants the event that it is due. Nothing is sent, so it stays `pending`; the newest 1,000 are kept. */
export function queueDeliveries({ tenant, store, now }: Context, eventType: string): void {
  for (const { isActive, events, deliveries } of tenant.webhooks.values()) {
    if (!isActive || (events.length > 0 && !events.includes(eventType))) continue;
    const id = store.createId("dlv");
    deliveries.push({ id, event_type: eventType, status: "pending", attempts: 0, created_at: isoTime(now) });
    if (deliveries.length > mostDeliveries) deliveries.shift();
  }
}
