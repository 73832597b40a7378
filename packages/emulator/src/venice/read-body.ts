import { refuse } from "./refusal.ts";

/** Whether a route reads a body, and whether it can do without one. */
export type BodyNeed = "none" | "optional" | "required";

/** What was sent, as far as the body is concerned. */
export interface SentBody {
  readonly need: BodyNeed;
  readonly contentType: string | null;
  readonly text: string;
}

/** Parses a body; refuses with 400 one of another type than JSON, and one that is no JSON. */
export function readBody({ need, contentType, text }: SentBody): unknown {
  if (need === "none" || (need === "optional" && text === "")) return undefined;
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? "")) {
    throw refuse(400, "'Content-Type' must be 'application/json'");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(400, "Invalid JSON request");
  }
}
