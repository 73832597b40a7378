import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import type { JsonObject } from "../json.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** An entry of the audit log. Members that the service adds are kept. */
export interface AuditEvent {
  id: string;
  tenant_id: string;
  event_type: string;
  /** Who did it. */
  actor: string;
  /** ISO 8601. */
  created_at: string;
  resource_id?: string | null;
  resource_type?: string | null;
  details?: JsonObject | null;
  /** Covers this entry and the one before it. */
  event_hash?: string | null;
  chain_sequence?: number | null;
  [member: string]: unknown;
}

/** An entry to be written. */
export interface CreateAuditEventParams {
  event_type: string;
  resource_id?: string | undefined;
  resource_type?: string | undefined;
  details?: object | undefined;
}

/** Which entries are meant. */
export interface AuditFilters {
  event_type?: string | undefined;
  resource_id?: string | undefined;
  /** ISO 8601. */
  from_date?: string | undefined;
  /** ISO 8601. */
  to_date?: string | undefined;
}

/** Which page of which entries to list. */
export interface ListAuditEventsParams extends AuditFilters {
  /** From 1. */
  page?: number | undefined;
  /** Entries on a page; the one list whose size goes by this name. */
  limit?: number | undefined;
}

/** The audit log, in which each entry vouches for the one before; needs `audit:read`. */
export class Audit extends Resource {
  /** Fetches one page of the log. `GET /v1/audit` */
  async list(params?: ListAuditEventsParams, options?: OptropicCallOptions): Promise<OptropicPage<AuditEvent>> {
    return await listPage(this.http, { path: "/audit", kind: "audit", params }, options);
  }

  /** Walks the log, page after page. `GET /v1/audit` */
  listAll(
    params?: AuditFilters & WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<AuditEvent, void, undefined> {
    return walkList(this.http, { path: "/audit", kind: "audit", params }, options);
  }

  /** Fetches one entry. `GET /v1/audit/{event_id}` */
  async retrieve(eventId: string, options?: OptropicCallOptions): Promise<AuditEvent> {
    return await this.http.get(path`/audit/${eventId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/audit/{event_id}` */
  async get(eventId: string, options?: OptropicCallOptions): Promise<AuditEvent> {
    return await this.retrieve(eventId, options);
  }

  /** Writes an entry of the caller's own. `POST /v1/audit` */
  async create(params: CreateAuditEventParams, options?: OptropicCallOptions): Promise<AuditEvent> {
    return await this.http.post("/audit", { json: bodyOf(params) }, options);
  }
}
