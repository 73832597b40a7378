import { noteBreach } from "./breaches.ts";
import { challenge } from "./challenge.ts";
import { budgetSize } from "./error-budget.ts";
import type { ApiKey } from "./model.ts";
import { Refusal, refuse } from "./refusal.ts";
import { spendable, writeAmount } from "./spending.ts";
import { hashOf, type Store } from "./store.ts";

const walletHeaders = ["SIGN-IN-WITH-X", "X-Sign-In-With-X"];
const budgetSeconds = budgetSize.duration / 1000;
const budgetIsSpent =
  `Too many failed attempts (> ${budgetSize.limit}) resulting in a non-success status code. ` +
  `Please wait ${budgetSeconds} seconds and try again. ` +
  "See https://docs.venice.ai/api-reference/rate-limiting for more information.";

/** Who asks for what. */
export interface Visitor {
  readonly store: Store;
  /** What the request presents in place of a key, found or not. */
  readonly credential: string;
  readonly needsAdmin: boolean;
  readonly now: number;
}

/** Reads the credential of a request; refuses with 402 where there is none, with 401 where a wallet signs in instead. */
export function readCredential(store: Store, { headers, url }: Request, now: number): string {
  const header = headers.get("Authorization") ?? "";
  const [, secret = header] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  if (secret !== "") return secret;
  if (walletHeaders.some((name) => headers.has(name))) throw unknownKey();
  throw challenge(store, new URL(url), now);
}

/**
 * Does the work of a request whose error budget is not spent, and whose key exists and may do it.
 *
 * Counts what is refused against the budget, but no 429, and writes budget and balances into the answer's headers.
 */
export function admit(visitor: Visitor, answerHeaders: Headers, work: (key: ApiKey) => object): object {
  const { store, credential, now } = visitor;
  const hash = hashOf(credential);
  const key = store.findKey(hash, now);
  if (key !== undefined) showBalances(key, now, answerHeaders);
  try {
    requireBudget(store.budget.left(hash, now), key, now);
    return work(requireKey(key, visitor));
  } catch (error) {
    if (error instanceof Refusal && error.status !== 429) store.budget.spend(hash, now);
    throw error;
  } finally {
    answerHeaders.set("x-ratelimit-remaining", String(store.budget.left(hash, now)));
    answerHeaders.set("x-ratelimit-resets", String(store.budget.resetsAt(hash, now)));
  }
}

function requireBudget(left: number, key: ApiKey | undefined, now: number): void {
  if (left > 0) return;
  if (key !== undefined) noteBreach(key, { modelId: "model:unknown", rateLimitType: "FAILED_REQUESTS" }, now);
  throw refuse(429, budgetIsSpent);
}

function requireKey(key: ApiKey | undefined, { needsAdmin, now }: Visitor): ApiKey {
  if (key === undefined) throw unknownKey();
  key.lastUsedAt = now;
  if (needsAdmin && key.type !== "ADMIN") throw refuse(401, "Admin API key required");
  return key;
}

function showBalances(key: ApiKey, now: number, headers: Headers): void {
  const { usd, diem } = spendable(key, now);
  headers.set("x-venice-balance-usd", writeAmount(usd));
  headers.set("x-venice-balance-diem", writeAmount(diem));
}

function unknownKey(): Refusal {
  return refuse(401, "Authentication failed");
}
