import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { UpdateOptions } from "../options.ts";
import { path } from "../service.ts";
import type { Delivery, ListDeliveriesParams, Redelivery } from "../types/delivery.ts";
import type { Tagged } from "../types/values.ts";

/**
 * What a webhook was sent. The service has no route for a single delivery.
 *
 * `/v1/accounts/{account_id}/webhooks/{webhook_id}/deliveries`
 */
export class Deliveries extends Listing<ListDeliveriesParams, Delivery> {
  constructor(http: HttpClient) {
    super(http.at("/deliveries"));
  }

  /** Sends one again. `POST /v1/accounts/{account_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver` */
  async redeliver(id: string, options?: UpdateOptions): Promise<Tagged<Redelivery>> {
    return await this.http.post(path`/${id}/redeliver`, {}, options);
  }
}
