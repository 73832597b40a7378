import { checkParams, checkText } from "../params.ts";
import { ProjectResource } from "../project-resource.ts";
import { path } from "../service.ts";
import type { OpenText } from "../types/open-text.ts";
import type { ProjectOptions } from "../types/secret-params.ts";

/** What the service tells webhooks of; what its dashboard offers (`secret.created` and others) is never sent. */
export type WebhookEvent =
  | "secret.create"
  | "secret.update"
  | "secret.delete"
  | "secret.rollback"
  | "environment.clone";

/** An address that is told of a project's events. */
export interface Webhook {
  id: string;
  projectId: string;
  url: string;
  events: OpenText<WebhookEvent>[];
  active: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** A webhook to be made. */
export interface CreateWebhookParams {
  url: string;
  events: readonly WebhookEvent[];
  /** @defaultValue true */
  active?: boolean | undefined;
}

/** What came of a trial event. */
export interface WebhookTest {
  success: boolean;
  /** The HTTP status that came back. */
  status?: number;
  statusText?: string;
  error?: string;
}

/** What came of a trial of an address. */
export interface WebhookUrlTest {
  ok: boolean;
  /** The HTTP status that came back. */
  status?: number;
}

/**
 * Addresses that the service tells of a project's events: prose for people, once, without a signature. So one that
 * arrives may at most be a reason to call `clearCache()`. Edits in the dashboard are not told. For the project's creator.
 */
export class Webhooks extends ProjectResource {
  /** Lists the webhooks of a project, newest first; none for anybody but its creator. `GET /projects/{projectId}/webhooks` */
  async list(options?: ProjectOptions): Promise<Webhook[]> {
    const { call, http } = await this.enter(options);
    return await http.get("/webhooks", { expects: "array" }, call);
  }

  /** Creates a webhook. `POST /projects/{projectId}/webhooks` */
  async create(params: CreateWebhookParams, options?: ProjectOptions): Promise<Webhook> {
    const json = checkParams(params, "url");
    const { call, http } = await this.enter(options);
    return await http.post("/webhooks", { json, secrets: [params.url] }, call);
  }

  /** Switches a webhook on or off. `PATCH /projects/{projectId}/webhooks` */
  async update(id: string, params: { active: boolean }, options?: ProjectOptions): Promise<Webhook> {
    const json = { ...checkParams(params), id: checkText("id", id) };
    const { call, http } = await this.enter(options);
    return await http.patch("/webhooks", { json }, call);
  }

  /** Deletes a webhook. `DELETE /projects/{projectId}/webhooks/{webhookId}` */
  async delete(id: string, options?: ProjectOptions): Promise<void> {
    const { call, http } = await this.enter(options);
    await http.delete(path`/webhooks/${id}`, { expects: "void" }, call);
  }

  /** Sends a trial event to a webhook; that it did not arrive is an answer and no error. `POST /projects/{projectId}/webhooks/{webhookId}` */
  async test(id: string, options?: ProjectOptions): Promise<WebhookTest> {
    const { call, http } = await this.enter(options);
    return await http.post(path`/webhooks/${id}`, {}, call);
  }

  /** Sends a trial event to an address; 400 where it did not arrive. `POST /projects/{projectId}/webhooks/test` */
  async testUrl(url: string, options?: ProjectOptions): Promise<WebhookUrlTest> {
    const json = { url: checkText("url", url) };
    const { call, http } = await this.enter(options);
    return await http.post("/webhooks/test", { json, secrets: [url] }, call);
  }
}
