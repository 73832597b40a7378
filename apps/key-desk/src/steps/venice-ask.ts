import { AuthenticationError, withMeta } from "@keyrack/venice-keys";
import type { VeniceAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { monthlyCap, type VeniceKey } from "./venice-mint.ts";

/** Asks, with the customer's key, what it may do, on the emulator through a 503; and tries to list keys with it. */
export const askAsHolder: Step<VeniceAccess, VeniceKey, void> = {
  title: "Ask as its holder",
  async run({ connect, emulator, terminal }, { secret }) {
    const holder = connect(secret);
    try {
      emulator?.inject({ kind: "fail", status: 503, route: "GET /api/v1/api_keys/rate_limits" });
      const { meta, value: limits } = await withMeta(async (options) => await holder.apiKeys.getRateLimits(options));
      const events = emulator === undefined ? [] : ["503"];
      terminal.say(`getRateLimits: ${[...events, meta.status].join(", then ")} at attempt ${meta.attempts}`);
      const { accessPermitted, balances } = limits;
      terminal.say(`Access ${accessPermitted ? "granted" : "denied"}, left to spend: ${moneyOf(balances)}`);
      check(emulator === undefined || meta.attempts === 2, `asking took ${meta.attempts} attempts instead of 2`);
      check((balances.USD ?? 0) <= monthlyCap, `the holder can spend ${balances.USD} USD, over the cap`);
      check(limits.keyExpiration !== null, "the holder is not told that the key expires");

      const refusal: unknown = await holder.apiKeys.list().catch((error: unknown) => error);
      check(refusal instanceof AuthenticationError, "a key for models alone can list keys");
      terminal.say(`list: ${refusal.status} ${refusal.code}`);
      return { value: undefined, checked: "capped, and refused to manage keys" };
    } finally {
      await holder.close();
    }
  },
};

function moneyOf(balances: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(balances)
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(", ");
}
