import type { FailureBody } from "./failure-body.ts";

/**
 * The codes that are derived here where the service sends none, which is almost always. A code that it does send
 * stands as it is.
 */
export type DerivedCode =
  | "admin_key_required"
  | "authentication_failed"
  | "missing_credentials"
  | "insufficient_balance"
  | "key_usd_limit_exceeded"
  | "key_diem_limit_exceeded"
  | "model_privacy_restricted"
  | "ip_restricted"
  | "api_key_not_found"
  | "key_limit_reached"
  | "error_budget_exceeded"
  | "rate_limited"
  | "web3_invalid_address"
  | "web3_token_expired"
  | "web3_token_signature_invalid"
  | "web3_token_claims_invalid"
  | "web3_token_malformed"
  | "web3_signature_mismatch"
  | "web3_verification_unavailable"
  | "web3_no_stake";

/** An error answer, as far as its code depends on it. */
export interface RefusedAnswer {
  readonly status: number;
  readonly body: FailureBody;
  /** Whether it says that the error budget is used up. */
  readonly isErrorBudget: boolean;
  /** Whether it has the header that comes with offers of payment. */
  readonly hasPaymentHeader: boolean;
}

type Rule = readonly [statuses: readonly number[], text: RegExp, code: DerivedCode];

// Tried in order. The texts are those that the service is known to use; that of the last 400 is a guess.
const rules: readonly Rule[] = [
  [[401, 403], /admin api key required/i, "admin_key_required"],
  [[401], /^/, "authentication_failed"],
  [[402], /api key usd spend limit/i, "key_usd_limit_exceeded"],
  [[402], /api key diem spend limit/i, "key_diem_limit_exceeded"],
  [[402], /insufficient\b.*\bbalance/i, "insufficient_balance"],
  [[403], /^This API key is restricted to configured IP addresses/i, "ip_restricted"],
  [[403], /privacy/i, "model_privacy_restricted"],
  [[400], /Invalid wallet address/i, "web3_invalid_address"],
  [[400], /JWT has expired/i, "web3_token_expired"],
  [[400], /JWT signature is invalid/i, "web3_token_signature_invalid"],
  [[400], /JWT claims are invalid/i, "web3_token_claims_invalid"],
  [[400], /JWT is malformed/i, "web3_token_malformed"],
  [[400], /Wallet signature does not match/i, "web3_signature_mismatch"],
  [[400], /Could not verify wallet signature/i, "web3_verification_unavailable"],
  [[400], /has no staked VVV on Base/i, "web3_no_stake"],
  [
    [400],
    /\bAPI keys?\b.*\b(?:maximum|limit|at most)\b|\b(?:maximum|limit|too many)\b.*\bAPI keys?\b/i,
    "key_limit_reached",
  ],
];

/** Gives the code of an error answer: what the service said, else what its status and text are known to mean. */
export function codeOf(answer: RefusedAnswer): string | undefined {
  const { body, status } = answer;
  if (body.code !== undefined) return body.code;
  if (status === 429) return answer.isErrorBudget ? "error_budget_exceeded" : "rate_limited";
  if (status === 402 && body.offersPayment) return "missing_credentials";
  const known = codeOfText(status, body.message ?? "");
  return known ?? (status === 402 && answer.hasPaymentHeader ? "missing_credentials" : undefined);
}

function codeOfText(status: number, text: string): DerivedCode | undefined {
  return rules.find(([statuses, pattern]) => statuses.includes(status) && pattern.test(text))?.[2];
}
