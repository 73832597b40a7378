import { parseJson, type ParsedJson } from "./json-text.ts";
import { Problem } from "./problem.ts";
import { checkSchema, type Schema } from "./schema.ts";

const largestBody = 10 * 1024 * 1024;
const empty = "The request body is empty.";

/** Reads a JSON body that fits the schema, or refuses with the 400 that the service gives. */
export async function readBody(request: Request, schema: Schema): Promise<ReadBody> {
  if (mediaType(request) !== "application/json") {
    throw unreadable("The Content-Type is missing or not application/json.", "Send `Content-Type: application/json`.");
  }
  const bytes = await request.arrayBuffer();
  // A body that is too large is dropped by the service before it looks, and so it seems empty; then the connection ends.
  const isTooLarge = bytes.byteLength > largestBody;
  if (bytes.byteLength === 0 || isTooLarge) throw unreadable(empty, "Send a JSON body.", isTooLarge);
  const json = parse(new TextDecoder().decode(bytes));
  const { violations, hasOddInteger } = checkSchema(schema, json);
  if (violations.length > 0) {
    throw new Problem("invalidInput", "The request body does not fit the schema.", {
      errors: violations,
      alwaysJson: true,
    });
  }
  return { value: json.value, hasOddInteger };
}

/** A body that fits its schema. */
export interface ReadBody {
  readonly value: unknown;
  /** Whether an integer is written like `1.0` or is beyond 64 bits: refused, but only after the root key. */
  readonly hasOddInteger: boolean;
}

/** Refuses integers that pass the schema and that the service then cannot hold. */
export function refuseOddIntegers({ hasOddInteger }: ReadBody): void {
  if (hasOddInteger) throw new Problem("invalidInput", "A number in the body is not a plain 64-bit integer.");
}

function mediaType(request: Request): string {
  const [type = ""] = (request.headers.get("Content-Type") ?? "").split(";");
  return type.trim().toLowerCase();
}

function parse(text: string): ParsedJson {
  try {
    return parseJson(text);
  } catch {
    throw unreadable("The request body is not JSON.", "Send a JSON body.");
  }
}

function unreadable(message: string, fix: string, closes = false): Problem {
  const errors = [{ location: "requestBody", message, fix }];
  return new Problem("invalidInput", "The request body cannot be read.", { errors, alwaysJson: true, closes });
}
