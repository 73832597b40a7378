import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import type { Webhook } from "./model.ts";
import { takeSlice } from "./pages.ts";
import { requireQuota } from "./quota.ts";
import type { WebhookDelivery } from "./records.ts";
import { found } from "./refusal.ts";

/** Registers an endpoint and shows its signing secret, once; without `events` it is meant for all. */
export function createWebhook(call: Call): object {
  const { tenant, store, now } = call;
  const fields = new Fields(call.body);
  const settings = {
    url: readUrl(fields, fields.text("url")),
    events: fields.optionalTexts("events") ?? [],
    description: fields.optionalText("description"),
  };
  fields.check();
  requireQuota(call, "max_webhooks", tenant.webhooks.size);
  const webhook: Webhook = {
    ...settings,
    id: store.createId("whk"),
    secret: store.createSecret("whsec_"),
    createdAt: isoTime(now),
    deliveries: [],
    isActive: true,
    updatedAt: undefined,
  };
  tenant.webhooks.set(webhook.id, webhook);
  return { ...endpoint(webhook), secret: webhook.secret };
}

/** Lists endpoints, oldest first. */
export function listWebhooks({ tenant, query }: Call): readonly object[] {
  return takeSlice(query, Array.from(tenant.webhooks.values(), endpoint));
}

/** Shows an endpoint without its secret. */
export function getWebhook(call: Call): object {
  return endpoint(findWebhook(call));
}

/** Changes an endpoint; switched off, it gets no further deliveries. */
export function updateWebhook(call: Call): object {
  const webhook = findWebhook(call);
  const fields = new Fields(call.body);
  const url = fields.optionalText("url");
  const settings = {
    url: url === undefined ? webhook.url : readUrl(fields, url),
    events: fields.optionalTexts("events") ?? webhook.events,
    description: fields.optionalText("description") ?? webhook.description,
    isActive: fields.optionalBoolean("is_active") ?? webhook.isActive,
    updatedAt: isoTime(call.now),
  };
  fields.check();
  Object.assign(webhook, settings);
  return endpoint(webhook);
}

/** Deletes an endpoint with its deliveries. */
export function deleteWebhook(call: Call): undefined {
  call.tenant.webhooks.delete(findWebhook(call).id);
}

/** Lists what waits to be sent to an endpoint, oldest first. */
export function listDeliveries(call: Call): readonly WebhookDelivery[] {
  return takeSlice(call.query, findWebhook(call).deliveries);
}

/** An endpoint as it is sent, with exactly the fields that clients know. */
function endpoint({ id, url, events, isActive, createdAt, description, updatedAt }: Webhook): object {
  return { id, url, events, is_active: isActive, created_at: createdAt, description, updated_at: updatedAt };
}

function readUrl(fields: Fields, text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (protocol !== "https:" && protocol !== "http:") fields.refuse("url", "must be an http or https address");
  return text;
}

function findWebhook({ tenant, id }: Call): Webhook {
  return found(tenant.webhooks.get(id), "webhook", id);
}
