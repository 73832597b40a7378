import type { JsonObject } from "./answer.ts";
import type { RatelimitResponse } from "./ratelimit.ts";

/** Somebody who owns keys; its rate limits count over all of them. */
export interface Identity<Meta extends object = JsonObject> {
  id: string;
  /** The caller's own id for it. */
  externalId: string;
  /** Absent when it is empty. */
  meta?: Meta;
  /** Absent when there are none. */
  ratelimits?: RatelimitResponse[];
}
