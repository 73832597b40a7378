/** An object whose members the service leaves open. */
export type OpenRecord = Record<string, unknown>;

/** The members that are known, and any others that the service may take. */
export type Open<T> = T | (T & OpenRecord);

/** A single thing with the `ETag` of its answer. */
export type Tagged<T> = T & {
  /** The raw header, quotes included, for `ifMatch`; absent where the answer had none. Never sent back in a body. */
  readonly _etag?: string;
};

/** A boolean of a filter; the service knows the two words. */
export type Flag = boolean | "true" | "false";
