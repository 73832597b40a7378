import type { CreateApiKeyParams, CreatedApiKey } from "@keyrack/venice-keys";
import { type Bench, startBench } from "./bench.ts";

/** What the old key of a rotation was made with. */
export const settings = {
  apiKeyType: "INFERENCE",
  description: "CI",
  expiresAt: "2027-01-31T00:00:00.000Z",
  consumptionLimit: { usd: 25, diem: null },
  limitPeriod: "LIFETIME",
  modelPrivacy: "PRIVATE_ONLY",
} as const satisfies CreateApiKeyParams;

/** A service with a key to rotate. */
export interface RotationBench extends Bench {
  readonly old: CreatedApiKey;
  /** For the secrets that were delivered. */
  readonly delivered: string[];
}

/** Starts a service and makes the old key, `CI`. */
export async function startRotation(): Promise<RotationBench> {
  const bench = startBench();
  const old = await bench.venice.apiKeys.create(settings);
  return { ...bench, old, delivered: [] };
}

/** Gives the ids of the old key and its copies. */
export async function idsOf({ venice }: Bench): Promise<string[]> {
  return (await venice.apiKeys.list()).filter(({ description }) => description === "CI").map(({ id }) => id);
}

/** Tells whether a key opens anything. */
export async function works({ client }: Bench, apiKey: string): Promise<boolean> {
  return (
    (await client({ apiKey, maxRetries: 0 })
      .apiKeys.getRateLimits()
      .catch(() => undefined)) !== undefined
  );
}
