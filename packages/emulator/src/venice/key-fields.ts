import type { Fields } from "./fields.ts";
import { type KeySettings, type KeyType, keyTypes, type Limits, limitPeriods, modelPrivacies } from "./model.ts";
import { omitAbsent } from "./omit-absent.ts";

const mostCharacters = 64;
const mostAmount = 9_999_999_999;

/** A key without any limit. */
export const noLimits: Limits = { usd: null, diem: null, vcu: null };

/** What a body says about a new key. */
export interface NewKey {
  readonly type: KeyType;
  readonly settings: KeySettings;
}

/** What a body changes in a key; the limits hold the members that were sent, and nothing else. */
export type KeyChanges = Partial<Omit<KeySettings, "limits">> & { readonly limits?: Partial<Limits> };

/** Reads what a plain creation says; `description` is required. */
export function readNewKey(fields: Fields): NewKey {
  const type = fields.choice("apiKeyType", keyTypes);
  return { type, settings: readSettings(fields, fields.text("description", mostCharacters)) };
}

/** Reads what a minted key is to be; `description` may be absent, and may be of any length. */
export function readMintedKey(fields: Fields): NewKey {
  const type = fields.choice("apiKeyType", keyTypes);
  return { type, settings: readSettings(fields, fields.optionalText("description") ?? "Web3 API Key") };
}

/** Reads what a key is to be changed to; here `null` takes an expiry away, too. */
export function readKeyChanges(fields: Fields): KeyChanges {
  return omitAbsent({
    description: fields.optionalText("description", mostCharacters),
    expiresAt: fields.optionalExpiryOrNull("expiresAt"),
    limits: readLimits(fields),
    limitPeriod: fields.optionalChoice("limitPeriod", limitPeriods),
    modelPrivacy: fields.optionalChoice("modelPrivacy", modelPrivacies),
  });
}

function readSettings(fields: Fields, description: string): KeySettings {
  return {
    description,
    expiresAt: fields.optionalExpiry("expiresAt") ?? null,
    limits: { ...noLimits, ...readLimits(fields) },
    limitPeriod: fields.optionalChoice("limitPeriod", limitPeriods) ?? "EPOCH",
    modelPrivacy: fields.optionalChoice("modelPrivacy", modelPrivacies) ?? "ALL",
  };
}

function readLimits(fields: Fields): Partial<Limits> | undefined {
  const limits = fields.optionalObject("consumptionLimit");
  if (limits === undefined) return undefined;
  return omitAbsent({
    usd: limits.optionalAmount("usd", mostAmount),
    diem: limits.optionalAmount("diem", mostAmount),
    vcu: limits.optionalAmount("vcu", mostAmount),
  });
}
