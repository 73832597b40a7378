import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { WebhookTypes } from "../types/webhook.ts";

/**
 * The webhooks of the account; what they delivered is under `admin.webhook(id)`.
 *
 * `/v1/accounts/{account_id}/webhooks`
 */
export class Webhooks extends Collection<WebhookTypes> {
  constructor(http: HttpClient) {
    super(http.at("/webhooks"));
  }
}
