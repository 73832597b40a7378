import type { Credits, Key } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import { type Credential, isoTime } from "./credential.ts";

/** Lists the keys of the named APIs. */
export async function listUnkey({ apiIds, client }: UnkeyAccess): Promise<Credential[]> {
  const lists = await Promise.all(
    apiIds.map(async (apiId) => await Array.fromAsync(client.apis.listAllKeys({ apiId }, { prefetch: true }), toRow)),
  );
  return lists.flat();
}

function toRow(key: Key): Credential {
  return {
    service: "Unkey",
    id: key.keyId,
    name: key.name ?? null,
    mask: key.start === "" ? undefined : `${key.start}…`,
    owner: key.identity?.externalId ?? null,
    limits: limitsOf(key),
    expiresAt: isoTime(key.expires),
    lastUsedAt: isoTime(key.lastUsedAt),
  };
}

function limitsOf({ credits, enabled, permissions = [], ratelimits = [], roles = [] }: Key): string[] {
  return [
    ...(enabled ? [] : ["disabled"]),
    ...creditsOf(credits),
    ...ratelimits.map(({ duration, limit, name }) => `${limit} ${name} per ${duration / 1_000} s`),
    ...roles.map((role) => `as ${role}`),
    ...permissions,
  ];
}

function creditsOf({ refill, remaining }: Credits = { remaining: null }): string[] {
  if (remaining === null) return [];
  const left = remaining === 1 ? "1 credit" : `${remaining} credits`;
  return refill === undefined ? [left] : [`${left}, refilled to ${refill.amount} ${refill.interval}`];
}
