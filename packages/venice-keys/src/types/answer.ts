/** A text with known values, which the service may extend. */
export type OpenText<T extends string> = T | (string & {});
