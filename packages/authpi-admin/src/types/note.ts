import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Flag, Open } from "./values.ts";

/** What a note can be about. */
export type NoteSubjectType = "user" | "org" | "issuer" | "client" | "agent" | (string & {});

/** What a note can refer to. */
export type NoteReferenceType = "user" | "org" | "issuer" | "client" | "webhook" | "api_key" | (string & {});

/** What somebody wrote down about something. */
export interface Note {
  id: string;
  account_id: string;
  issuer_id: string | null;
  subject_type: NoteSubjectType;
  subject_id: string;
  content: string;
  pinned: boolean;
  created_by: string;
  updated_by: string | null;
  /** Unix milliseconds. */
  created_at: number;
  updated_at: number | null;
  mentions?: NoteMention[] | null;
  references?: NoteReference[] | null;
}

/** Somebody whom a note mentions. */
export interface NoteMention {
  mentioned_user_id: string;
  /** Unix milliseconds. */
  created_at: number;
}

/** Something that a note refers to. */
export interface NoteReference {
  ref_type: NoteReferenceType;
  ref_id: string;
  ref_issuer_id: string | null;
  /** Unix milliseconds. */
  created_at: number;
}

/** A note to be written. */
export type CreateNoteParams = Open<{
  subject_type: NoteSubjectType;
  subject_id: string;
  content: string;
  issuer_id?: string | null | undefined;
  pinned?: boolean | undefined;
}>;

/** What to change of a note. */
export type UpdateNoteParams = Open<{ content?: string | undefined; pinned?: boolean | undefined }>;

/** Which notes to list. */
export interface ListNotesParams extends PageParams {
  subject_type?: NoteSubjectType | undefined;
  subject_id?: string | undefined;
  issuer_id?: string | undefined;
  created_by?: string | undefined;
  pinned?: Flag | undefined;
  mentions_user_id?: string | undefined;
}

/** What the notes that are looked for refer to. */
export interface BacklinksParams {
  ref_type: NoteReferenceType;
  ref_id: string;
  limit?: number | undefined;
}

/** What the notes that are counted are about. */
export interface CountNotesParams {
  subject_type: NoteSubjectType;
  subject_id: string;
}

/** How many notes there are. */
export interface NoteCount {
  count: number;
}

/** The types of the notes of an account. */
export interface NoteTypes extends CollectionTypes {
  list: ListNotesParams;
  item: Note;
  create: CreateNoteParams;
  created: Note;
  entity: Note;
  update: UpdateNoteParams;
}
