import type { HttpClient } from "@keyrack/core";
import { Deliveries } from "../resources/deliveries.ts";
import { Redeliver } from "../resources/redeliver.ts";
import { Scope } from "../scope.ts";
import type { UpdateWebhookParams, Webhook } from "../types/webhook.ts";

/**
 * One webhook and what it was sent.
 *
 * `/v1/accounts/{account_id}/webhooks/{webhook_id}`
 */
export class WebhookScope extends Scope<Webhook, UpdateWebhookParams> {
  readonly deliveries: Deliveries;
  readonly redeliver: Redeliver;

  constructor(http: HttpClient) {
    super(http);
    this.deliveries = new Deliveries(http);
    this.redeliver = new Redeliver(http);
  }
}
