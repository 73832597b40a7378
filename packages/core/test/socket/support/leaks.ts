import { inspect } from "node:util";
import { canary } from "./toy-service.ts";

/** The ways in which a value reaches a console, a log or another process, each with the canaries that it shows. */
export function leaksOf(value: unknown): string[] {
  return Object.entries(printed(value)).flatMap(([way, text]) =>
    Object.entries(canary)
      .filter(([, secret]) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
      .map(([what]) => `${what} by ${way}`),
  );
}

function printed(value: unknown): Record<string, string> {
  const { message, stack } = value instanceof Error ? value : { message: "", stack: "" };
  return {
    message,
    stack: stack ?? "",
    String: String(value),
    "JSON.stringify": JSON.stringify(value) ?? "",
    structuredClone: inspectAll(cloned(value)),
    "inspect depth 0": inspect(value, { depth: 0 }),
    "inspect depth 2": inspect(value, { depth: 2 }),
    "inspect everything": inspectAll(value),
  };
}

function inspectAll(value: unknown): string {
  const options = { depth: Infinity, maxArrayLength: null, maxStringLength: null } as const;
  return inspect(value, options) + inspect(value, { ...options, showHidden: true });
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}
