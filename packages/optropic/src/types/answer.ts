import type { JsonObject } from "../json.ts";

/** What a call gives that only confirms: whatever the service said, undefined where it said nothing. */
export type Confirmation = JsonObject | undefined;

/** A text with known values, which the service may extend. */
export type OpenText<T extends string> = T | (string & {});
