import { isoTime } from "./call.ts";
import type { ApiKey, Breach } from "./model.ts";

const mostBreaches = 50;

/** The tier that every account of the emulator has. */
export const tier = "paid";

/** What a breach is about. */
export type BreachFacts = Pick<Breach, "modelId" | "rateLimitType">;

/** Notes that a key ran into a limit; the account's oldest breach makes room. */
export function noteBreach({ id, account }: ApiKey, facts: BreachFacts, now: number): void {
  account.breaches.push({ apiKeyId: id, ...facts, rateLimitTier: tier, timestamp: isoTime(now) });
  if (account.breaches.length > mostBreaches) account.breaches.shift();
}
