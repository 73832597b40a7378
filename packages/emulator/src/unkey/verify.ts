import type { Answer, Call } from "./call.ts";
import { settleCredits, spendCredits } from "./credits.ts";
import { heldRoleNames, identityAnswer, repeatedSlugs } from "./key-answer.ts";
import { findKeyByText } from "./keys-read.ts";
import type { Api, Identity, Key } from "./model.ts";
import { omitEmpty } from "./omit-empty.ts";
import { parsePermissionQuery, type PermissionQuery } from "./permission-query.ts";
import { checkKeyLimits, type LimitOutcome, type RequestedLimit } from "./verify-limits.ts";

interface VerifyKeyBody {
  readonly key: string;
  readonly permissions?: string;
  readonly credits?: { readonly cost: number };
  readonly ratelimits?: readonly RequestedLimit[];
}

interface Verdict {
  readonly code: string;
  readonly ratelimits?: readonly LimitOutcome[];
}

/** Verifies a key; the first check that fails ends it, so a rate-limited key spends no credits. */
export async function verifyKey(call: Call, body: VerifyKeyBody): Promise<Answer> {
  const key = await findKeyByText(call, body.key, "api.*.verify_key");
  if (key === undefined) return { data: { valid: false, code: "NOT_FOUND" } };
  const query = body.permissions === undefined ? undefined : parsePermissionQuery(body.permissions);
  settleCredits(key.credits, call.now);
  const verdict = refuseByState(call, key, query) ?? meter(call, key, body);
  return { data: verdictAnswer(key, verdict) };
}

function refuseByState(call: Call, key: Key, query: PermissionQuery | undefined): Verdict | undefined {
  if (!key.enabled) return { code: "DISABLED" };
  if (key.expires !== undefined && call.now >= key.expires) return { code: "EXPIRED" };
  if (!isAddressAllowed(key.api, call.callerAddress)) return { code: "FORBIDDEN" };
  if (query?.(new Set(repeatedSlugs(key))) === false) return { code: "INSUFFICIENT_PERMISSIONS" };
  return undefined;
}

function meter(call: Call, key: Key, body: VerifyKeyBody): Verdict {
  const ratelimits = checkKeyLimits(call, key, body.ratelimits ?? []);
  if (ratelimits.some(({ exceeded }) => exceeded)) return { code: "RATE_LIMITED", ratelimits };
  const isPaid = spendCredits(key.credits, body.credits?.cost ?? 1);
  return { code: isPaid ? "VALID" : "USAGE_EXCEEDED", ratelimits };
}

function isAddressAllowed({ allowedAddresses }: Api, address: string | undefined): boolean {
  return allowedAddresses.length === 0 || (address !== undefined && allowedAddresses.includes(address));
}

function verdictAnswer(key: Key, { code, ratelimits }: Verdict): Record<string, unknown> {
  const { id, name, meta, expires, enabled, identity, credits } = key;
  return {
    valid: code === "VALID",
    code,
    keyId: id,
    enabled,
    ...(credits.remaining === null ? {} : { credits: credits.remaining }),
    ...omitEmpty({
      name,
      meta,
      expires,
      permissions: repeatedSlugs(key),
      roles: heldRoleNames(key),
      identity: identity && identityAnswer(withoutShadowed(identity, key)),
      ratelimits,
    }),
  };
}

/** Leaves out the limits of an identity that the key has under the same name, as this answer does and getKey does not. */
function withoutShadowed(identity: Identity, key: Key): Identity {
  const ratelimits = [...identity.ratelimits].filter(([name]) => !key.ratelimits.has(name));
  return { ...identity, ratelimits: new Map(ratelimits) };
}
