import { completePermissions, findRoles, refuseClash, resolveSlugs } from "./catalogue.ts";
import { type Answer, type Call, requirePermission } from "./call.ts";
import {
  changeCredits,
  creditsAnswer,
  type CreditsChange,
  refuseDailyWithDay,
  refuseMonthlyWithoutDay,
  settleCredits,
} from "./credits.ts";
import { findKey } from "./key-answer.ts";
import { refuseHugeMeta } from "./meta-size.ts";
import type { Key, Meta } from "./model.ts";
import { type LimitBody, replaceLimits } from "./named-limits.ts";
import { Problem } from "./problem.ts";

interface UpdateKeyBody {
  readonly keyId: string;
  readonly name?: string | null;
  readonly externalId?: string | null;
  readonly meta?: Meta | null;
  readonly expires?: number | null;
  readonly credits?: CreditsChange | null;
  readonly ratelimits?: readonly LimitBody[];
  readonly enabled?: boolean;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
}

interface UpdateCreditsBody {
  readonly keyId: string;
  readonly operation: "set" | "increment" | "decrement";
  readonly value?: number | null;
}

/** Changes a key: absent fields stay, null clears, lists are replaced; nothing changes where one part is refused. */
export function updateKey(call: Call, body: UpdateKeyBody): Answer {
  const key = findKey(call, body.keyId);
  requirePermission(call, "api.*.update_key", key.api.id);
  refuseMonthlyWithoutDay(body.credits?.refill);
  refuseDailyWithDay(body.credits?.refill);
  const roles = body.roles && findRoles(call.workspace, body.roles);
  refuseHugeMeta(body.meta);
  const slugs = body.permissions && resolveSlugs(call.workspace, body.permissions);
  if (slugs !== undefined) refuseClash(slugs);

  if (roles !== undefined) key.roles = new Set(roles);
  if (slugs !== undefined) key.permissions = completePermissions(call.store, call.workspace, slugs);
  if (body.ratelimits !== undefined) key.ratelimits = replaceLimits(call.store, body.ratelimits, key.ratelimits);
  setFields(call, key, body);
  key.updatedAt = call.now;
  return { data: {} };
}

/** Sets, adds or takes credits; taking ends at 0, and an unlimited key has nothing to add to or take from. */
export function updateCredits(call: Call, { keyId, operation, value }: UpdateCreditsBody): Answer {
  const key = findKey(call, keyId);
  requirePermission(call, "api.*.update_key", key.api.id);
  settleCredits(key.credits, call.now);
  if (operation === "set") {
    key.credits.remaining = value ?? null;
    // Only an explicit null clears the refill; a missing value leaves it.
    if (value === null) key.credits.refill = undefined;
  } else {
    const step = requireValue(value);
    const sum = requireValue(key.credits.remaining) + (operation === "increment" ? step : -step);
    key.credits.remaining = Math.max(0, sum);
  }
  return { data: creditsAnswer(key.credits) };
}

function setFields(call: Call, key: Key, body: UpdateKeyBody): void {
  const { externalId, credits } = body;
  key.name = changed(body.name, key.name);
  key.meta = changed(body.meta, key.meta);
  key.expires = changed(body.expires, key.expires);
  key.enabled = body.enabled ?? key.enabled;
  if (externalId !== undefined) {
    key.identity = externalId === null ? undefined : call.store.ensureIdentity(call.workspace, externalId);
  }
  if (credits !== undefined) changeCredits(key.credits, credits ?? { remaining: null }, call.now);
}

function changed<T>(change: T | null | undefined, current: T | undefined): T | undefined {
  return change === undefined ? current : (change ?? undefined);
}

function requireValue(value: number | null | undefined): number {
  if (value === null || value === undefined) {
    throw new Problem("invalidInput", "increment and decrement need a value and a key with limited credits.");
  }
  return value;
}
