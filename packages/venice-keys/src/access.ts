import { AuthenticationError, PermissionDeniedError } from "./errors.ts";
import type { AccessExplanation, AccessReason } from "./types/access.ts";
import type { ApiKey } from "./types/api-key.ts";
import type { RateLimits } from "./types/rate-limits.ts";

/** The calls that an explanation is made of. */
export interface AccessCalls {
  getRateLimits(): Promise<RateLimits>;
  list(): Promise<ApiKey[]>;
  /** Gives the last six characters of the client's own key. */
  ownEnd(): Promise<string>;
}

const currencies = [
  { member: "usd", balance: "USD" },
  { member: "diem", balance: "DIEM" },
] as const;

/** Puts together what the service says of the client's own key, and says what it means. */
export async function explain(calls: AccessCalls): Promise<AccessExplanation> {
  const { accessPermitted, balances } = await calls.getRateLimits();
  const key = await findOwnKey(calls);
  const reasons = currencies.flatMap((currency) => reasonOf(currency, balances[currency.balance], key) ?? []);
  if (!key) reasons.push({ code: "settings_unreadable", message: "The key's own limits cannot be read with it." });
  if (!accessPermitted) reasons.unshift({ code: "access_denied", message: "The service would turn a call away." });
  return { accessPermitted, balances, key, reasons };
}

// The service does not say which key is calling; only a list, which needs an admin key, can tell by the last characters.
async function findOwnKey(calls: AccessCalls): Promise<ApiKey | undefined> {
  let keys: ApiKey[];
  try {
    keys = await calls.list();
  } catch (error) {
    const isRefused = error instanceof AuthenticationError || error instanceof PermissionDeniedError;
    if (isRefused && error.code === "admin_key_required") return undefined;
    throw error;
  }
  const end = await calls.ownEnd();
  const matches = keys.filter(({ last6Chars }) => last6Chars === end);
  return matches.length === 1 ? matches[0] : undefined;
}

function reasonOf(
  { balance: name, member }: (typeof currencies)[number],
  balance: number | undefined,
  key: ApiKey | undefined,
): AccessReason | undefined {
  const limit = key?.consumptionLimits[member];
  if (limit === 0) {
    return { code: `${member}_limit_zero`, message: `The key's own limit forbids ${name}; null would lift it.` };
  }
  if (typeof limit === "number" && Number(key?.currentPeriodUsage?.[member]) >= limit) {
    return { code: `${member}_limit_reached`, message: `The key has used up its own limit of ${limit} ${name}.` };
  }
  if (balance === undefined || balance > 0) return undefined;
  return {
    code: `${member}_balance_zero`,
    message: `The key can spend no ${name}: the account has none, or the key's own limit leaves none.`,
  };
}
