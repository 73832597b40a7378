import { inspect } from "node:util";
import { SdkError } from "@keyrack/unkey";
import { CheckError } from "./check.ts";

/** Says what went wrong in words; an error that nobody foresaw is shown whole. */
export function explain(error: unknown): string {
  if (error instanceof SdkError || error instanceof CheckError) return error.message;
  return error instanceof Error && error.name === "AbortError" ? "stopped" : inspect(error);
}
