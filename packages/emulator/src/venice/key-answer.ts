import { isoTimeOrNull } from "./call.ts";
import type { ApiKey, Limits } from "./model.ts";
import { isLimited, spentInPeriod, spentInWeek, writeAmount } from "./spending.ts";
import type { MadeKey } from "./store.ts";

/** A key as the list and `GET` show it: with what it has spent. */
export function keyWithUsage(key: ApiKey, now: number): object {
  const week = spentInWeek(key, now);
  const period = spentInPeriod(key, now);
  const diem = writeAmount(week.diem);
  return {
    ...keyAnswer(key),
    usage: { trailingSevenDays: { usd: writeAmount(week.usd), diem, vcu: diem } },
    ...(isLimited(key.settings)
      ? { currentPeriodUsage: { usd: writeAmount(period.usd), diem: writeAmount(period.diem) } }
      : {}),
  };
}

/** A key as an update shows it. */
export function keyAnswer({ id, type, last6Chars, createdAt, lastUsedAt, settings }: ApiKey): object {
  return {
    id,
    apiKeyType: type,
    description: settings.description,
    last6Chars,
    createdAt: isoTimeOrNull(createdAt),
    expiresAt: isoTimeOrNull(settings.expiresAt),
    lastUsedAt: isoTimeOrNull(lastUsedAt),
    consumptionLimits: settings.limits,
    limitPeriod: settings.limitPeriod,
    modelPrivacy: settings.modelPrivacy,
  };
}

/** A new key as it is shown once, secret included; here the limits go by another name. */
export function madeKeyAnswer({ key, secret }: MadeKey, limits: Limits = key.settings.limits): object {
  const { description, expiresAt, limitPeriod, modelPrivacy } = key.settings;
  return {
    id: key.id,
    apiKey: secret,
    apiKeyType: key.type,
    description,
    expiresAt: isoTimeOrNull(expiresAt),
    consumptionLimit: limits,
    limitPeriod,
    modelPrivacy,
  };
}
