import type { ApiKey } from "@keyrack/venice-keys";
import type { VeniceAccess } from "../access.ts";
import type { Credential } from "./credential.ts";

/** Lists the keys of the account that have not expired; whose they are, the description says at best. */
export async function listVenice({ client }: VeniceAccess): Promise<Credential[]> {
  const keys = await client.apiKeys.list();
  return keys.map(toRow);
}

function toRow(key: ApiKey): Credential {
  return {
    service: "Venice",
    id: key.id,
    name: key.description ?? null,
    mask: `…${key.last6Chars}`,
    limits: limitsOf(key),
    expiresAt: key.expiresAt,
    lastUsedAt: key.lastUsedAt,
  };
}

const periods: Readonly<Record<string, string>> = { EPOCH: "per day", MONTH: "per month", LIFETIME: "for life" };

function limitsOf({ apiKeyType, consumptionLimits, limitPeriod, modelPrivacy }: ApiKey): string[] {
  const period = limitPeriod === undefined ? "" : (periods[limitPeriod] ?? `per ${limitPeriod}`);
  const caps = Object.entries(consumptionLimits).filter(([, cap]) => typeof cap === "number");
  return [
    apiKeyType,
    ...caps.map(([currency, cap]) => `${cap} ${currency.toUpperCase()} ${period}`.trimEnd()),
    ...(modelPrivacy === undefined || modelPrivacy === "ALL" ? [] : [modelPrivacy]),
  ];
}
