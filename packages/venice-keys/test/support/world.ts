import type { VeniceClient } from "@keyrack/venice-keys";
import type { VeniceFixtures } from "@keyrack/emulator";

/** What the rows of the wire table are about. */
export interface World extends VeniceFixtures {
  /** Of an INFERENCE key with limits. */
  readonly keyId: string;
  /** Its secret. */
  readonly secret: string;
}

/** Makes one key: `CI`, INFERENCE, private texts only, 25 USD and no DIEM a month, until the end of January. */
export async function furnish(venice: VeniceClient, fixtures: VeniceFixtures): Promise<World> {
  const { apiKey: secret, id: keyId } = await venice.apiKeys.create({
    apiKeyType: "INFERENCE",
    description: "CI",
    expiresAt: "2027-01-31",
    consumptionLimit: { usd: 25, diem: 0 },
    limitPeriod: "MONTH",
    modelPrivacy: "PRIVATE_TEXT",
  });
  return { ...fixtures, keyId, secret };
}
