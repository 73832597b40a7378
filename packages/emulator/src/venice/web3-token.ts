import { utf8ToBytes } from "@noble/hashes/utils.js";
import { errors, jwtVerify, SignJWT } from "jose";
import { tokenParties } from "./assumptions.ts";
import { type Refusal, refuse } from "./refusal.ts";

const algorithm = "HS256";
const lifetimeSeconds = 15 * 60;

/** What a token says: its id, and when it ends in Unix milliseconds. */
export interface Web3Token {
  readonly id: string;
  readonly endsAt: number;
}

/** What tokens are signed with, and the time in Unix milliseconds. */
export interface TokenPlace {
  readonly secret: string;
  readonly now: number;
}

/** Writes the text that a wallet is to sign: a JWT that ends after 15 minutes. */
export async function issueToken(id: string, { secret, now }: TokenPlace): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return await new SignJWT()
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setIssuer(tokenParties.issuer)
    .setAudience(tokenParties.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .setJti(id)
    .sign(utf8ToBytes(secret));
}

/** Reads a token back; refuses with 400 one that is malformed, signed by another, meant for another, or over. */
export async function readToken(token: string, { secret, now }: TokenPlace): Promise<Web3Token> {
  try {
    const { payload } = await jwtVerify(token, utf8ToBytes(secret), {
      ...tokenParties,
      algorithms: [algorithm],
      requiredClaims: ["iat", "exp", "jti"],
      currentDate: new Date(now),
    });
    const { jti = "", exp = 0 } = payload;
    return { id: jti, endsAt: exp * 1000 };
  } catch (error) {
    throw refusalFor(error);
  }
}

/** The refusal of a token whose time is over. */
export function tokenIsOver(): Refusal {
  return refuse(400, "JWT has expired");
}

function refusalFor(error: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  if (error instanceof errors.JWTExpired) return tokenIsOver();
  if (error instanceof errors.JWTClaimValidationFailed) return refuse(400, "JWT claims are invalid");
  const isForged = error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed;
  return refuse(400, isForged ? "JWT signature is invalid" : "JWT is malformed");
}
