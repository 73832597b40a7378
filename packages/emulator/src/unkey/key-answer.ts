import { type Call, found, requirePermission } from "./call.ts";
import { creditsAnswer, settleCredits } from "./credits.ts";
import type { Api, Identity, Key } from "./model.ts";
import { limitsAnswer } from "./named-limits.ts";
import { omitEmpty } from "./omit-empty.ts";
import { Problem } from "./problem.ts";

/** Finds a key by its id; one of a deleted API is as unknown as one of another workspace. */
export function findKey(call: Call, keyId: string): Key {
  const key = call.workspace.keys.get(keyId);
  return found(key?.api.deleted === false ? key : undefined, "keyNotFound");
}

/** Tells whether secrets are to be shown; refuses with 403 without the permission and 412 where the API keeps none. */
export function isRevealAllowed(call: Call, api: Api, decrypt: boolean | undefined): boolean {
  if (decrypt !== true) return false;
  requirePermission(call, "api.*.decrypt_key", api.id);
  if (!api.storesRecoverableKeys) throw new Problem("preconditionFailed", "The API does not store recoverable keys.");
  return true;
}

/** Shows a key the way getKey, whoami and listKeys do; the secret only of a recoverable key, and only where `reveal` is set. */
export function keyAnswer(key: Key, now: number, { reveal }: { reveal: boolean }): Record<string, unknown> {
  settleCredits(key.credits, now);
  const { id, start, enabled, createdAt, name, meta, updatedAt, expires, identity, credits } = key;
  return {
    keyId: id,
    start,
    enabled,
    createdAt,
    ...omitEmpty({
      name,
      meta,
      updatedAt,
      expires,
      permissions: heldSlugs(key),
      roles: heldRoleNames(key),
      credits: credits.remaining === null ? undefined : creditsAnswer(credits),
      identity: identity && identityAnswer(identity),
      plaintext: reveal ? key.plaintext : undefined,
      ratelimits: limitsAnswer(key.ratelimits),
    }),
  };
}

/** Shows an identity. */
export function identityAnswer({ id, externalId, meta, ratelimits }: Identity): Record<string, unknown> {
  return { id, externalId, ...omitEmpty({ meta, ratelimits: limitsAnswer(ratelimits) }) };
}

/** Names the roles of a key, sorted. */
export function heldRoleNames(key: Key): string[] {
  return [...key.roles].map(({ name }) => name).toSorted();
}

/** Lists the slugs that a key holds itself or by a role, sorted, each once. */
function heldSlugs(key: Key): string[] {
  return [...new Set(repeatedSlugs(key))].toSorted();
}

/** Lists the slugs that a key holds, as often as it holds them: itself and by each role. */
export function repeatedSlugs(key: Key): string[] {
  const byRole = [...key.roles].flatMap(({ permissions }) => [...permissions]);
  return [...key.permissions, ...byRole].map(({ slug }) => slug);
}
