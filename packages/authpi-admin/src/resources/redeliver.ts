import { Resource } from "@keyrack/core";
import type { CreateOptions } from "../options.ts";
import { send } from "../requests.ts";
import type { OpenRecord, Tagged } from "../types/values.ts";

/** Sending what failed once more. */
export class Redeliver extends Resource {
  /**
   * Sends failed deliveries again; the answer is open. INFERRED: the service does not document the body.
   * `POST /v1/accounts/{account_id}/webhooks/{webhook_id}/redeliver`
   */
  async create(params?: object, options?: CreateOptions): Promise<Tagged<OpenRecord> | undefined> {
    return await this.http.post("/redeliver", { ...send(params), expects: "any" }, options);
  }
}
