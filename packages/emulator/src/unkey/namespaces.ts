import type { Call } from "./call.ts";
import type { Namespace, Override } from "./model.ts";

/** Finds a rate-limit namespace of the workspace by its id or its exact name, a deleted one too. */
export function findNamespace({ workspace }: Call, text: string): Namespace | undefined {
  return workspace.namespaces.get(text) ?? workspace.namespaceByName.get(text);
}

/** Finds the override that applies to an identifier: its own, else one whose pattern matches. */
export function findOverride(namespace: Namespace, identifier: string): Override | undefined {
  const exact = namespace.overrideByIdentifier.get(identifier);
  if (exact?.deleted === false) return exact;
  for (const override of namespace.overrides) {
    if (override.identifier.includes("*") && matches(override.identifier, identifier)) return override;
  }
  return undefined;
}

/** Matches a pattern in which `*` stands for any text, in time that grows with the length of both. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const start = text.indexOf(part, position);
    if (start === -1) return false;
    position = start + part.length;
  }
  return position + last.length <= text.length;
}
