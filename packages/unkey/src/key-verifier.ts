import { refuseArgument } from "./checks.ts";
import type { UnkeyCallOptions } from "./options.ts";
import type { Answer } from "./types/answer.ts";
import type { VerifyKeyParams, VerifyKeyResult } from "./types/verify-key.ts";

/** Anything that verifies keys: `unkey.keys`, or a verify cache around it. */
export interface KeyVerifier {
  /** Verifies a key; a key that may not be used is an answer, not an error. */
  verifyKey(params: VerifyKeyParams, options?: UnkeyCallOptions): Promise<Answer<VerifyKeyResult>>;
}

/** Refuses what cannot verify keys, such as the client itself in place of its `keys`. */
export function checkVerifier(verifier: KeyVerifier): void {
  if (typeof (verifier as KeyVerifier | undefined)?.verifyKey === "function") return;
  throw refuseArgument("verifier must have a method verifyKey, as unkey.keys and a verify cache do.");
}
