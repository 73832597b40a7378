import type { CreateApiKeyParams } from "@keyrack/venice-keys";
import type { VeniceAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { lifetimeMs } from "../lifetime.ts";
import { make } from "../make.ts";
import { shorten } from "../shorten.ts";
import { removeVeniceKeys } from "./venice-remove.ts";

/** A key of the customer's. */
export interface VeniceKey {
  readonly id: string;
  /** The secret. */
  readonly secret: string;
  /** Whose it is: the description of the key, and of every key that replaces it. */
  readonly customer: string;
}

/** What the customer may spend in a month, in USD. */
export const monthlyCap = 50;

/** Makes a key for models alone, with a cap for each month and an end; cleaning up deletes all keys of this customer. */
export const mintCappedKey: Step<VeniceAccess, string, VeniceKey> = {
  title: "Mint a capped key",
  async run({ client, issued, terminal, undo }, customer) {
    terminal.say(`Everything here is called ${customer}`);
    const expiresAt = new Date(Date.now() + lifetimeMs);
    const order: CreateApiKeyParams = {
      apiKeyType: "INFERENCE",
      description: customer,
      consumptionLimit: { usd: monthlyCap },
      limitPeriod: "MONTH",
      expiresAt,
    };
    const { apiKey, id } = await make(undo, {
      make: async () => await client.apiKeys.create(order),
      takeBack: async () => await removeVeniceKeys(client, customer),
    });
    issued.set(id, { id, service: "Venice", holder: customer });
    terminal.say(`Key ${id}, ${shorten(apiKey)}: ${monthlyCap} USD a month, for one hour`);

    const key = await client.apiKeys.retrieve(id);
    check(apiKey.endsWith(key.last6Chars), "the key does not end with the six characters that the service tells");
    check(key.apiKeyType === "INFERENCE", `the key is for ${key.apiKeyType} instead of INFERENCE`);
    check(key.consumptionLimits.usd === monthlyCap, `the cap is ${key.consumptionLimits.usd} USD`);
    check(key.limitPeriod === "MONTH", `the cap is per ${key.limitPeriod} instead of MONTH`);
    check(Date.parse(key.expiresAt ?? "") === expiresAt.getTime(), `the key expires at ${key.expiresAt}`);
    return { value: { id, secret: apiKey, customer }, checked: "type, cap and end as ordered" };
  },
};
