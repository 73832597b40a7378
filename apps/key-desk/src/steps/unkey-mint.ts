import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { lifetimeMs } from "../lifetime.ts";
import { shorten } from "../shorten.ts";
import type { Place } from "./unkey-place.ts";

/** A key, and how often it is good. */
export interface MintedKey {
  readonly keyId: string;
  /** The secret. */
  readonly key: string;
  readonly credits: number;
  /** A rate limit that counts only where a verification names it. */
  readonly exports: { readonly name: string; readonly limit: number; readonly duration: number };
  readonly externalId: string;
}

/** Makes a key of 8 credits with a limit of 3 exports a minute. */
export const mintKey: Step<UnkeyAccess, Place, MintedKey> = {
  title: "Mint a key",
  async run({ client, issued, terminal }, { apiId, externalId }) {
    const credits = 8;
    const exports = { name: "exports", limit: 3, duration: 60_000 };
    const { data: created } = await client.keys.createKey({
      apiId,
      externalId,
      name: "Front desk",
      prefix: "desk",
      meta: { plan: "trial" },
      credits: { remaining: credits },
      ratelimits: [exports],
      expires: Date.now() + lifetimeMs,
    });
    issued.set(created.keyId, { id: created.keyId, service: "Unkey", holder: externalId });
    terminal.say(`Key ${created.keyId}, ${shorten(created.key)}: ${credits} credits, 3 exports a minute`);

    const { data: key } = await client.keys.getKey({ keyId: created.keyId });
    const [limit] = key.ratelimits ?? [];
    check(created.key.startsWith(key.start), "the key does not begin with the `start` that the service tells");
    check(key.credits?.remaining === credits, `the key has ${key.credits?.remaining} credits instead of ${credits}`);
    check(limit?.name === exports.name && limit.limit === exports.limit, "the key lacks its limit on exports");
    check(key.identity?.externalId === externalId, "the key does not belong to the identity");
    return {
      value: { ...created, credits, exports, externalId },
      checked: "limit, credits, owner as ordered",
    };
  },
};
