import { completePermissions, findRoles, refuseClash, resolveSlugs } from "./catalogue.ts";
import { allows, type Answer, type Call, found } from "./call.ts";
import { createCredits, type CreditsBody, refuseMonthlyWithoutDay } from "./credits.ts";
import { createKeyText } from "./key-text.ts";
import { refuseHugeMeta } from "./meta-size.ts";
import type { Api, Meta } from "./model.ts";
import { type LimitBody, replaceLimits } from "./named-limits.ts";
import { Problem } from "./problem.ts";

interface CreateKeyBody {
  readonly apiId: string;
  readonly prefix?: string;
  readonly name?: string;
  readonly byteLength?: number;
  readonly externalId?: string;
  readonly meta?: Meta;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  readonly expires?: number;
  readonly credits?: CreditsBody;
  readonly ratelimits?: readonly LimitBody[];
  readonly enabled?: boolean;
  readonly recoverable?: boolean;
}

/** Creates a key. A deleted API still takes it, and it never verifies; a missing permission looks like a missing API. */
export async function createKey(call: Call, body: CreateKeyBody): Promise<Answer> {
  const api = found(findCreatableApi(call, body), "apiNotFound");
  refuseUnfit(api, body);
  const { text, ...written } = await createKeyText(call.store.random, {
    prefix: body.prefix ?? api.defaultPrefix,
    byteLength: body.byteLength ?? api.defaultByteLength,
  });
  const { store, workspace, now } = call;
  const roles = findRoles(workspace, body.roles ?? []);
  refuseHugeMeta(body.meta);
  const slugs = resolveSlugs(workspace, body.permissions ?? []);
  refuseClash(slugs);

  const id = store.createId("key");
  const plaintext = body.recoverable === true ? text : undefined;
  const origin = { id, workspace, api, ...written, plaintext, createdAt: now };
  store.addKey(origin, {
    name: body.name,
    identity: body.externalId === undefined ? undefined : store.ensureIdentity(workspace, body.externalId),
    meta: body.meta,
    expires: body.expires,
    enabled: body.enabled ?? true,
    credits: createCredits(body.credits, now),
    ratelimits: replaceLimits(store, body.ratelimits ?? []),
    permissions: completePermissions(store, workspace, slugs),
    roles: new Set(roles),
  });
  return { data: { keyId: id, key: text } };
}

function findCreatableApi(call: Call, body: CreateKeyBody): Api | undefined {
  const needed = body.recoverable === true ? ["api.*.create_key", "api.*.encrypt_key"] : ["api.*.create_key"];
  const isAllowed = needed.every((permission) => allows(call, permission, body.apiId));
  return isAllowed ? call.workspace.apis.get(body.apiId) : undefined;
}

function refuseUnfit(api: Api, { recoverable, credits }: CreateKeyBody): void {
  if (!api.hasKeyspace) throw new Problem("preconditionFailed", "The API has no keyspace.");
  if (recoverable === true && !api.storesRecoverableKeys) {
    throw new Problem("preconditionFailed", "The API does not store recoverable keys.");
  }
  if (credits?.refill !== undefined && credits.remaining === null) {
    throw new Problem("invalidInput", "A refill needs `remaining`.");
  }
  refuseMonthlyWithoutDay(credits?.refill);
}
