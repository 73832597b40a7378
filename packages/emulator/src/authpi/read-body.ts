import { Problem } from "./problem.ts";
import { isRecord, type Values } from "./values.ts";

/** Takes a body as a JSON object, and no body as an empty one. */
export function readBody(contentType: string | null, text: string): Values {
  if (text === "") return {};
  const [type = ""] = (contentType ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/json") {
    throw new Problem("contentType", "The Content-Type must be application/json.");
  }
  const value = parse(text);
  if (!isRecord(value)) throw new Problem("malformed", "The body must be a JSON object.");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "The body is not JSON.");
  }
}
