/** What every answer tells of itself. */
export interface AnswerMeta {
  /** Names the request to the support of the service; it stands in the body alone, in no header. */
  requestId: string;
}

/** The envelope of every answer; members that the service adds later are kept. */
export interface Answer<T> {
  meta: AnswerMeta;
  data: T;
}

/** The answer of a method that gives no data at all. */
export interface BareAnswer {
  meta: AnswerMeta;
}

/** The data of a method that only confirms. */
export type EmptyData = Record<string, never>;

/** An object of any JSON values, such as the `meta` of a key. */
export type JsonObject = Record<string, unknown>;
