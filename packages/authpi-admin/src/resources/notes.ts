import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { AuthPICallOptions } from "../options.ts";
import { ask, withQuery } from "../requests.ts";
import type { BacklinksParams, CountNotesParams, Note, NoteCount, NoteTypes } from "../types/note.ts";

/**
 * What people wrote down about users, organizations, issuers, clients and agents.
 *
 * `/v1/accounts/{account_id}/notes`
 */
export class Notes extends Collection<NoteTypes> {
  constructor(http: HttpClient) {
    super(http.at("/notes"));
  }

  /** Finds the notes that refer to something. `GET /v1/accounts/{account_id}/notes/backlinks` */
  async backlinks(params: BacklinksParams, options?: AuthPICallOptions): Promise<Note[]> {
    return (await this.http.page<Note>("/backlinks", ask(params), options)).data;
  }

  /** Counts the notes about something. `GET /v1/accounts/{account_id}/notes/count` */
  async count(params: CountNotesParams, options?: AuthPICallOptions): Promise<NoteCount> {
    return await this.http.get("/count", withQuery(params), options);
  }
}
