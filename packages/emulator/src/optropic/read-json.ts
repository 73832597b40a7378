import { invalid } from "./refusal.ts";

/** Parses a body whatever its content type says; an empty one is `undefined`, broken JSON is refused with 400. */
export function readJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalid({ body: "is not JSON" });
  }
}
