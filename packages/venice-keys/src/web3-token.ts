import { memberOf } from "./json.ts";
import type { Web3Token } from "./types/web3.ts";

/** Adds to a token when it expires, as its payload says (RFC 7519, 4.1.4); without a readable `exp` nothing is added. */
export function readWeb3Token(sent: Web3Token): Web3Token {
  // The service has no such member; what a token expires by is what it says itself.
  const { expiresAt: _unknown, ...members } = sent;
  const seconds = memberOf(readPayload(sent.token), "exp");
  const expiresAt = new Date(typeof seconds === "number" ? seconds * 1_000 : Number.NaN);
  return Number.isNaN(expiresAt.getTime()) ? members : { ...members, expiresAt };
}

function readPayload(token: string): unknown {
  const [, payload = ""] = token.split(".");
  try {
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return undefined;
  }
}
