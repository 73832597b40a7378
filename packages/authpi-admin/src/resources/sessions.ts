import { Resource } from "@keyrack/core";
import type { AuthPICallOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { Session } from "../types/session.ts";
import type { Tagged } from "../types/values.ts";

/** Single sessions of an issuer; they are listed under their user. */
export class Sessions extends Resource {
  /** Fetches one session. `GET /v1/accounts/{account_id}/issuers/{issuer_id}/sessions/{session_id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<Session>> {
    return await this.http.get(path`/sessions/${id}`, {}, options);
  }

  /**
   * Ends a session for good; with an `op` session, the `rp` sessions that hang on it.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/sessions/{session_id}/revoke`
   */
  async revoke(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<Session>> {
    return await this.http.post(path`/sessions/${id}/revoke`, send(params), options);
  }

  /**
   * Holds a session until it is reactivated.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/sessions/{session_id}/suspend`
   */
  async suspend(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<Session>> {
    return await this.http.post(path`/sessions/${id}/suspend`, send(params), options);
  }

  /**
   * Lets a suspended session go on.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/sessions/{session_id}/reactivate`
   */
  async reactivate(id: string, options?: UpdateOptions): Promise<Tagged<Session>> {
    return await this.http.post(path`/sessions/${id}/reactivate`, {}, options);
  }
}
