import { checkBody, completeLimits, refuseArgument, requireObject } from "./checks.ts";
import type { RefillParams } from "./types/credits.ts";
import type { CreateKeyParams, UpdateCreditsParams, UpdateKeyParams } from "./types/key-params.ts";
import type { MigrateKeyParams, MigrateKeysParams } from "./types/migrate-keys.ts";
import type { VerifyKeyParams, VerifyRatelimit } from "./types/verify-key.ts";

/** Characters of serialised `meta` above which the service fails with a 500 that does not name it. */
const largestMeta = 65_536;

/** Checks a key to be made, and completes its rate limits. */
export function checkCreateKey(params: CreateKeyParams): CreateKeyParams {
  const { credits, meta } = checkBody(params, "apiId");
  checkMeta(meta);
  if (credits?.refill && typeof credits.remaining !== "number") {
    throw refuseArgument("credits.refill needs a number in credits.remaining.");
  }
  checkRefill("credits.refill", credits?.refill);
  return completeLimits(params);
}

/** Checks what is to change of a key, and completes its rate limits. */
export function checkUpdateKey(params: UpdateKeyParams): UpdateKeyParams {
  const { credits, meta } = checkBody(params, "keyId");
  checkMeta(meta);
  const refill = credits?.refill;
  checkRefill("credits.refill", refill);
  if (refill?.interval === "daily" && refill.refillDay !== undefined) {
    throw refuseArgument("credits.refill.refillDay is for monthly refills.");
  }
  return completeLimits(params);
}

/** Checks that a change of credits says its value: left out, it would make the key unlimited. */
export function checkUpdateCredits(params: UpdateCreditsParams): UpdateCreditsParams {
  const { operation, value }: { operation: unknown; value: unknown } = checkBody(params, "keyId");
  if (operation !== "set" && operation !== "increment" && operation !== "decrement") {
    throw refuseArgument('operation must be "set", "increment" or "decrement".');
  }
  if (typeof value === "number" || (value === null && operation === "set")) return params;
  throw refuseArgument(`value must be a number${operation === "set" ? ", or null for unlimited" : ""}.`);
}

/** Checks the limits of a verification: an odd ad-hoc limit would switch off every limit of the call. */
export function checkVerifyKey(params: VerifyKeyParams): VerifyKeyParams {
  const { ratelimits } = checkBody(params, "key");
  if (ratelimits === undefined) return params;
  if (!Array.isArray(ratelimits)) throw refuseArgument("ratelimits must be a list.");
  for (const [index, item] of (ratelimits as readonly VerifyRatelimit[]).entries()) {
    const place = `ratelimits[${index}]`;
    requireObject(place, item);
    checkAdHocLimit(place, item);
  }
  return params;
}

/** Checks a batch of keys to take over, and completes their rate limits. */
export function checkMigrateKeys(params: MigrateKeysParams): MigrateKeysParams {
  checkBody(params, "migrationId", "apiId");
  if (!Array.isArray(params.keys)) throw refuseArgument("keys must be a list.");
  const hashes = new Set<string>();
  const keys = (params.keys as readonly MigrateKeyParams[]).map((key, index) => {
    const place = `keys[${index}]`;
    requireObject(place, key);
    checkMigratedCredits(`${place}.credits`, key.credits);
    // One hash twice fails the whole batch, with an error that says nothing.
    if (hashes.has(key.hash)) throw refuseArgument(`${place}.hash must differ from the hashes before it.`);
    hashes.add(key.hash);
    return completeLimits(key, `${place}.ratelimits`);
  });
  return { ...params, keys };
}

function checkMigratedCredits(
  place: string,
  credits: { remaining: unknown; refill?: RefillParams | undefined } | undefined,
): void {
  if (credits === undefined) return;
  requireObject(place, credits);
  if (typeof credits.remaining !== "number") {
    throw refuseArgument(`${place}.remaining must be a number; leave credits out for unlimited.`);
  }
  checkRefill(`${place}.refill`, credits.refill);
}

function checkRefill(place: string, refill: RefillParams | null | undefined): void {
  if (refill?.interval !== "monthly") return;
  const day: unknown = refill.refillDay;
  if (day === undefined) throw refuseArgument(`${place}.refillDay must be given for a monthly refill.`);
}

function checkAdHocLimit(place: string, { duration, limit }: VerifyRatelimit): void {
  if (limit === undefined && duration === undefined) return;
  if (limit === undefined || duration === undefined) {
    throw refuseArgument(`${place} must have both limit and duration, or neither: one alone is ignored.`);
  }
  if (limit < 1) throw refuseArgument(`${place}.limit must be at least 1.`);
  if (duration < 1_000) throw refuseArgument(`${place}.duration must be at least 1000 milliseconds.`);
}

function checkMeta(meta: object | null | undefined): void {
  if (meta && sizeOf(meta) > largestMeta) throw refuseArgument("meta must be at most 64 KiB of JSON.");
}

function sizeOf(value: object): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    // No JSON value: refused when the body is serialised.
    return 0;
  }
}
