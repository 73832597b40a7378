import type { CollectionTypes } from "../collection.ts";
import type { EventType } from "./event-type.ts";
import type { PageParams } from "./page.ts";
import type { Open, OpenRecord } from "./values.ts";

/** The state of a webhook; `failing` exists, too. */
export type WebhookStatus = "active" | "disabled" | "deleted" | "failing" | (string & {});

/** How deliveries prove where they come from. */
export type WebhookAuthType = "none" | "bearer" | "signature" | "bearer+signature" | (string & {});

/** A webhook: where events of an account are sent. */
export interface Webhook {
  id: string;
  account_id: string;
  name: string;
  description?: string | null;
  url: string;
  status?: WebhookStatus | null;
  /** Unix milliseconds. */
  status_at?: number | null;
  status_reason?: string | null;
  status_by?: string | null;
  /** After a create, and an update that changes it, holds secrets that are shown that once. */
  auth: WebhookAuth;
  events: string[];
  subjects?: OpenRecord[] | null;
  retry?: OpenRecord | null;
  circuit_breaker?: OpenRecord | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
  /** See `auth.bearer_token_plain`: one page of the service shows it here. */
  bearer_token_plain?: string | null;
  /** See `auth.signature_secret_plain`: one page of the service shows it here. */
  signature_secret_plain?: string | null;
}

/** The proof that deliveries carry. */
export interface WebhookAuth extends OpenRecord {
  type?: WebhookAuthType;
  /** The token that deliveries carry. Shown once. */
  bearer_token_plain?: string | null;
  /** The secret that deliveries are signed with, HMAC-SHA256; starts with `whs_`. Shown once. */
  signature_secret_plain?: string | null;
}

/** A webhook as lists tell it. */
export interface WebhookListItem {
  id: string;
  account_id: string;
  status: WebhookStatus;
  name: string;
  description: string | null;
  url: string;
  auth_type: WebhookAuthType;
  events: string[];
  status_at: number | null;
  status_reason: string | null;
  status_by: string | null;
  created_at: number;
  updated_at: number | null;
}

/** What can be said of a webhook. */
export interface WebhookFields {
  name?: string | undefined;
  description?: string | null | undefined;
  auth?: Open<{ type?: WebhookAuthType | undefined; signature_algorithm?: string | undefined }> | undefined;
  events?: readonly EventType[] | undefined;
  status?: WebhookStatus | null | undefined;
  subjects?: readonly OpenRecord[] | null | undefined;
  retry?: OpenRecord | null | undefined;
  circuit_breaker?: OpenRecord | null | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** A webhook to be made; the newest generation of the service also wants `name`, `auth` and `events`. */
export type CreateWebhookParams = Open<WebhookFields & { url: string }>;

/** What to change of a webhook. */
export type UpdateWebhookParams = Open<
  WebhookFields & {
    url?: string | undefined;
    status_reason?: string | null | undefined;
    status_by?: string | null | undefined;
  }
>;

/** Which webhooks to list. */
export interface ListWebhooksParams extends PageParams {
  status?: WebhookStatus | undefined;
}

/** The types of the webhooks of an account. */
export interface WebhookTypes extends CollectionTypes {
  list: ListWebhooksParams;
  item: WebhookListItem;
  create: CreateWebhookParams;
  created: Webhook;
  entity: Webhook;
  update: UpdateWebhookParams;
}
