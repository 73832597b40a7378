import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { AuthPICallOptions } from "../options.ts";
import { withQuery } from "../requests.ts";
import { path } from "../service.ts";
import type { AggregateEventsParams, AuthPIEvent, EventAggregate, ListEventsParams } from "../types/event.ts";
import type { Tagged } from "../types/values.ts";

/**
 * What happened in the account.
 *
 * `/v1/accounts/{account_id}/events`
 */
export class Events extends Listing<ListEventsParams, AuthPIEvent> {
  constructor(http: HttpClient) {
    super(http.at("/events"));
  }

  /** Fetches one event. `GET /v1/accounts/{account_id}/events/{event_id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<AuthPIEvent>> {
    return await this.http.get(path`/${id}`, {}, options);
  }

  /** Counts events over time. `GET /v1/accounts/{account_id}/events/aggregate` */
  async aggregate(params?: AggregateEventsParams, options?: AuthPICallOptions): Promise<EventAggregate> {
    return await this.http.get("/aggregate", withQuery(params), options);
  }
}
