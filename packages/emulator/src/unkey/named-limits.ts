import type { NamedLimit, NamedLimits } from "./model.ts";
import type { Store } from "./store.ts";

/** A rate limit as a caller asks for it. */
export type LimitBody = Omit<NamedLimit, "id">;

/** Replaces a list of limits: one of the same name keeps its id, and of two of one name the last counts. */
export function replaceLimits(store: Store, wanted: readonly LimitBody[], previous?: NamedLimits): NamedLimits {
  const limits = new Map<string, NamedLimit>();
  for (const { name, limit, duration, autoApply } of wanted) {
    const id = limits.get(name)?.id ?? previous?.get(name)?.id ?? store.createId("rl");
    limits.set(name, { id, name, limit, duration, autoApply });
  }
  return limits;
}

/** Shows limits the way answers have them. */
export function limitsAnswer(limits: NamedLimits): NamedLimit[] {
  return [...limits.values()];
}
