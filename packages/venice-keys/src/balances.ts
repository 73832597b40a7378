import type { Balances } from "./types/rate-limits.ts";

const headerOf = {
  USD: "x-venice-balance-usd",
  DIEM: "x-venice-balance-diem",
  VCU: "x-venice-balance-vcu",
} as const;

/** The headers that hold balances, so that views show them. */
export const balanceHeaders: readonly string[] = Object.values(headerOf);

/**
 * Reads the balances that came with an answer: from the meta of a success (`withMeta`, `onMeta`) or from an error.
 *
 * They are those from before the request was charged, and USD is held down to the key's limit. `{}` where there are
 * none; what is no decimal number is left out.
 */
export function balancesOf(answer: { readonly headers?: Readonly<Record<string, string>> | undefined }): Balances {
  const balances: Balances = {};
  for (const [currency, header] of Object.entries(headerOf)) {
    const text = answer.headers?.[header] ?? "";
    if (/^-?\d{1,20}(?:\.\d{1,30})?$/.test(text)) balances[currency] = Number(text);
  }
  return balances;
}
