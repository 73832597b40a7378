import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { Confirmation, OpenText } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** What a webhook can tell of. */
export type WebhookEvent = OpenText<"asset.created" | "asset.verified">;

/** An address that events are sent to. */
export interface Webhook {
  id: string;
  url: string;
  events: WebhookEvent[];
  is_active: boolean;
  /** ISO 8601. */
  created_at: string;
  description?: string | null;
  /** ISO 8601. */
  updated_at?: string | null;
}

/** A webhook that was just made. The name of the secret's field is not documented; `secret` is the expected one. */
export interface CreatedWebhook extends Webhook {
  /** Signs what is sent; for `verifyWebhookSignature`. Shown once. */
  secret?: string;
  [member: string]: unknown;
}

/** One attempt to tell a webhook of an event. */
export interface WebhookDelivery {
  id: string;
  event_type: WebhookEvent;
  status: string;
  attempts: number;
  /** ISO 8601. */
  created_at: string;
  /** The HTTP status that came back. */
  response_status?: number | null;
  error_message?: string | null;
  /** ISO 8601. */
  last_attempt_at?: string | null;
}

/** A webhook to be made. */
export interface CreateWebhookParams {
  url: string;
  /** @defaultValue the service's choice */
  events?: readonly WebhookEvent[] | undefined;
  description?: string | undefined;
}

/** What to change of a webhook; what is left out stays. */
export interface UpdateWebhookParams {
  url?: string | undefined;
  events?: readonly WebhookEvent[] | undefined;
  description?: string | undefined;
  is_active?: boolean | undefined;
}

/** Addresses that the service tells of events; needs `webhooks:manage`. */
export class Webhooks extends Resource {
  /** Creates a webhook and shows its signing secret, once. `POST /v1/webhooks` */
  async create(params: CreateWebhookParams, options?: OptropicCallOptions): Promise<CreatedWebhook> {
    return await this.http.post("/webhooks", { json: bodyOf(params), expects: "bare" }, options);
  }

  /** Fetches all webhooks as one page. `GET /v1/webhooks` */
  async list(options?: OptropicCallOptions): Promise<OptropicPage<Webhook>> {
    return await listPage(this.http, { path: "/webhooks", kind: "array", params: undefined }, options);
  }

  /** Walks every webhook. `GET /v1/webhooks` */
  listAll(
    params?: WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<Webhook, void, undefined> {
    return walkList(this.http, { path: "/webhooks", kind: "array", params }, options);
  }

  /** Fetches one webhook. Documented, but no official client calls it. `GET /v1/webhooks/{webhook_id}` */
  async retrieve(webhookId: string, options?: OptropicCallOptions): Promise<Webhook> {
    return await this.http.get(path`/webhooks/${webhookId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/webhooks/{webhook_id}` */
  async get(webhookId: string, options?: OptropicCallOptions): Promise<Webhook> {
    return await this.retrieve(webhookId, options);
  }

  /** Changes a webhook. Documented, but no official client calls it. `PATCH /v1/webhooks/{webhook_id}` */
  async update(webhookId: string, params: UpdateWebhookParams, options?: OptropicCallOptions): Promise<Webhook> {
    return await this.http.patch(path`/webhooks/${webhookId}`, { json: bodyOf(params) }, options);
  }

  /** Deletes a webhook. `DELETE /v1/webhooks/{webhook_id}` */
  async delete(webhookId: string, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.delete(path`/webhooks/${webhookId}`, { expects: "any" }, options);
  }

  /** Fetches all deliveries of a webhook as one page. `GET /v1/webhooks/{webhook_id}/deliveries` */
  async listDeliveries(webhookId: string, options?: OptropicCallOptions): Promise<OptropicPage<WebhookDelivery>> {
    const list = { path: path`/webhooks/${webhookId}/deliveries`, kind: "array", params: undefined } as const;
    return await listPage(this.http, list, options);
  }

  /** Walks every delivery of a webhook. `GET /v1/webhooks/{webhook_id}/deliveries` */
  async *listAllDeliveries(
    webhookId: string,
    params?: WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<WebhookDelivery, void, undefined> {
    // In here, so that an id that no path can hold rejects the first `next` instead of throwing at once.
    yield* walkList(this.http, { path: path`/webhooks/${webhookId}/deliveries`, kind: "array", params }, options);
  }
}
