import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Refusal } from "./refusal.ts";
import { text } from "./reply.ts";

/** Refuses with bare text, as some routes do that name what they act on in their path. */
export function refuseInText(status: number, words: string): Refusal {
  return new Refusal(text(words, status));
}

/** Refuses a request without a good credential: 401 `Unauthorized`, as bare text. */
export function requireCallerInText({ caller }: Call): Caller {
  if (caller === undefined) throw refuseInText(401, "Unauthorized");
  return caller;
}

/** Hands back what was looked up, or refuses with 404 and these words as bare text. */
export function foundInText<T>(value: T | undefined, words: string): T {
  if (value === undefined) throw refuseInText(404, words);
  return value;
}

/** Makes the 500 of these routes: `Internal Error`, as bare text. */
export function failInText(): Response {
  return text("Internal Error", 500);
}
