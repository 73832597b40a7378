import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { AuthPICallOptions, UpdateOptions } from "../options.ts";
import { ask, send, withQuery } from "../requests.ts";
import { path } from "../service.ts";
import type { Account, UpdateAccountParams } from "../types/account.ts";
import type { BacklinksParams, CountNotesParams, Note, NoteCount } from "../types/note.ts";
import type { PageParams } from "../types/page.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The accounts that the credential may see. None of these methods asks which account the client works on.
 *
 * `/v1/accounts`
 */
export class Accounts extends Listing<PageParams, Account> {
  constructor(http: HttpClient) {
    super(http.at("/v1/accounts"));
  }

  /** Fetches one account. `GET /v1/accounts/{account_id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<Account>> {
    return await this.http.get(path`/${id}`, {}, options);
  }

  /** Changes an account. `PATCH /v1/accounts/{account_id}` */
  async update(id: string, params: UpdateAccountParams, options?: UpdateOptions): Promise<Tagged<Account>> {
    return await this.http.patch(path`/${id}`, send(params), options);
  }

  /**
   * Finds the notes that refer to something. The same as `notes.backlinks`, for any account.
   * `GET /v1/accounts/{account_id}/notes/backlinks`
   */
  async backlinksNotes(id: string, params: BacklinksParams, options?: AuthPICallOptions): Promise<Note[]> {
    return (await this.http.page<Note>(path`/${id}/notes/backlinks`, ask(params), options)).data;
  }

  /**
   * Counts the notes about something. The same as `notes.count`, for any account.
   * `GET /v1/accounts/{account_id}/notes/count`
   */
  async countNotes(id: string, params: CountNotesParams, options?: AuthPICallOptions): Promise<NoteCount> {
    return await this.http.get(path`/${id}/notes/count`, withQuery(params), options);
  }
}
