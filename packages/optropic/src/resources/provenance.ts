import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import type { JsonObject } from "../json.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { Confirmation, OpenText } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** What can happen to an asset. */
export type ProvenanceEventType = OpenText<
  | "manufactured"
  | "labeled"
  | "enrolled"
  | "shipped"
  | "received"
  | "transferred"
  | "verified"
  | "recalled"
  | "destroyed"
  | "custom"
>;

/** Where something happened; other members are welcome. */
export interface ProvenanceLocation {
  country?: string | undefined;
  region?: string | undefined;
  facility?: string | undefined;
  [member: string]: unknown;
}

/** A step in the life of an asset. Members that the service adds are kept. */
export interface ProvenanceEvent {
  id: string;
  asset_id: string;
  event_type: ProvenanceEventType;
  /** ISO 8601. */
  timestamp?: string;
  actor?: string;
  location?: ProvenanceLocation | null;
  metadata?: JsonObject | null;
  chain_sequence?: number;
  /** Covers this step and the one before it. */
  event_hash?: string;
  [member: string]: unknown;
}

/** All steps of an asset, in order. Members that the service adds are kept. */
export interface ProvenanceChain {
  events: ProvenanceEvent[];
  [member: string]: unknown;
}

/** A step to be recorded. */
export interface RecordProvenanceParams {
  asset_id: string;
  event_type: ProvenanceEventType;
  /** Who did it. */
  actor: string;
  location?: ProvenanceLocation | undefined;
  metadata?: object | undefined;
}

/** Which steps are meant. */
export interface ProvenanceFilters {
  asset_id?: string | undefined;
  event_type?: ProvenanceEventType | undefined;
  /** ISO 8601. */
  from_date?: string | undefined;
  /** ISO 8601. */
  to_date?: string | undefined;
}

/** Which page of which steps to list. */
export interface ListProvenanceParams extends ProvenanceFilters {
  /** From 1. */
  page?: number | undefined;
  /** Steps on a page. */
  per_page?: number | undefined;
}

/** What happened to assets, in which each step vouches for the one before; needs `provenance:read`, `record` `provenance:write`. */
export class Provenance extends Resource {
  /** Records a step. `POST /v1/provenance` */
  async record(params: RecordProvenanceParams, options?: OptropicCallOptions): Promise<ProvenanceEvent> {
    return await this.http.post("/provenance", { json: bodyOf(params) }, options);
  }

  /** Fetches one step. `GET /v1/provenance/{event_id}` */
  async retrieve(eventId: string, options?: OptropicCallOptions): Promise<ProvenanceEvent> {
    return await this.http.get(path`/provenance/${eventId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/provenance/{event_id}` */
  async get(eventId: string, options?: OptropicCallOptions): Promise<ProvenanceEvent> {
    return await this.retrieve(eventId, options);
  }

  /** Fetches one page of steps. `GET /v1/provenance` */
  async list(params?: ListProvenanceParams, options?: OptropicCallOptions): Promise<OptropicPage<ProvenanceEvent>> {
    return await listPage(this.http, { path: "/provenance", params }, options);
  }

  /** Walks every step, page after page. `GET /v1/provenance` */
  listAll(
    params?: ProvenanceFilters & WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<ProvenanceEvent, void, undefined> {
    return walkList(this.http, { path: "/provenance", params }, options);
  }

  /** Fetches all steps of an asset. `GET /v1/provenance/chain/{asset_id}` */
  async getChain(assetId: string, options?: OptropicCallOptions): Promise<ProvenanceChain> {
    return await this.http.get(path`/provenance/chain/${assetId}`, {}, options);
  }

  /** Has the service check the steps of an asset; the answer's members are not documented. `POST /v1/provenance/chain/{asset_id}/verify` */
  async verifyChain(assetId: string, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.post(path`/provenance/chain/${assetId}/verify`, { expects: "any" }, options);
  }
}
