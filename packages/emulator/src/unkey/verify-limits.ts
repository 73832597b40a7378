import type { Call } from "./call.ts";
import type { Key, NamedLimit } from "./model.ts";
import { Problem } from "./problem.ts";
import type { WindowVerdict } from "./rate-windows.ts";

/** A rate limit that the caller of verifyKey names, or brings along with `limit` and `duration`. */
export interface RequestedLimit {
  readonly name: string;
  readonly cost?: number;
  readonly limit?: number;
  /** Milliseconds. */
  readonly duration?: number;
}

/** How one limit fared, the way the answer has it. */
export interface LimitOutcome extends NamedLimit {
  readonly exceeded: boolean;
  readonly remaining: number;
  /** Unix milliseconds. */
  readonly reset: number;
}

interface PlannedCheck {
  readonly limit: NamedLimit;
  readonly cost: number;
  /** The key or the identity that is counted. */
  readonly owner: string;
}

/** Checks the automatic and the requested limits of a key together; an unusable one that the caller brings switches all off. */
export function checkKeyLimits(call: Call, key: Key, requested: readonly RequestedLimit[]): LimitOutcome[] {
  const plan = planChecks(key, requested);
  if (plan.some(({ limit }) => limit.limit < 1 || limit.duration < 1000)) return [];
  const verdicts = call.store.windows.check(plan.map(windowCheck), call.now);
  return verdicts.flatMap((verdict, index) => outcome(plan[index], verdict));
}

function planChecks(key: Key, requested: readonly RequestedLimit[]): PlannedCheck[] {
  const configured = configuredLimits(key);
  const plan = new Map([...configured].filter(([, { limit }]) => limit.autoApply));
  for (const request of requested) {
    const check = adHocCheck(key, request) ?? configured.get(request.name);
    if (check === undefined) {
      throw new Problem("preconditionFailed", `The key has no rate limit called "${request.name}".`);
    }
    plan.set(request.name, { ...check, cost: request.cost ?? 1 });
  }
  return [...plan.values()];
}

/** Collects the limits of the key and its identity by name; the key's own stand before the identity's. */
function configuredLimits(key: Key): Map<string, PlannedCheck> {
  const limits = new Map<string, PlannedCheck>();
  for (const owner of [key.identity, key]) {
    for (const limit of owner?.ratelimits.values() ?? []) {
      limits.set(limit.name, { limit, cost: 1, owner: owner?.id ?? key.id });
    }
  }
  return limits;
}

function adHocCheck(key: Key, { name, limit, duration }: RequestedLimit): PlannedCheck | undefined {
  if (limit === undefined || duration === undefined) return undefined;
  return { limit: { id: "", name, limit, duration, autoApply: false }, cost: 1, owner: key.id };
}

function windowCheck({ limit, cost, owner }: PlannedCheck) {
  return { counter: [owner, limit.name], limit: limit.limit, duration: limit.duration, cost };
}

function outcome(planned: PlannedCheck | undefined, { passed, remaining, reset }: WindowVerdict): LimitOutcome[] {
  return planned === undefined ? [] : [{ ...planned.limit, exceeded: !passed, remaining, reset }];
}
