import { refuse } from "@keyrack/core";
import { InvalidRequestError } from "./errors.ts";
import { writeWeb3 } from "./inputs.ts";
import { isObject } from "./json.ts";
import { refuseArgument, service } from "./service.ts";
import type { CreatedApiKey } from "./types/api-key.ts";
import type { CreateWeb3KeyParams, MintWeb3KeyParams, Web3Token } from "./types/web3.ts";
import { untilAborted } from "./until-aborted.ts";

/** The calls that a mint is made of. */
export interface MintCalls {
  getToken(): Promise<Web3Token>;
  create(params: CreateWeb3KeyParams): Promise<CreatedApiKey>;
  /** Ends the wait for the wallet. */
  readonly signal: AbortSignal | undefined;
  /** Rejects with the caller's reason if the caller has aborted, or the client's end if it is closed. */
  checkpoint(): Promise<void>;
}

/** Fetches a token, has it signed and asks for the key; all of it once more where the token expired meanwhile. */
export async function mintKey(calls: MintCalls, params: MintWeb3KeyParams): Promise<CreatedApiKey> {
  const { signMessage, settings } = readMint(params);
  for (let isSecond = false; ; isSecond = true) {
    const { token } = await calls.getToken();
    const signature = await sign(calls, signMessage, token);
    try {
      return await calls.create({ ...settings, token, signature });
    } catch (error) {
      const hasExpired = error instanceof InvalidRequestError && error.code === "web3_token_expired";
      if (isSecond || !hasExpired) throw error;
    }
  }
}

function readMint(params: MintWeb3KeyParams): {
  signMessage: MintWeb3KeyParams["signMessage"];
  settings: Omit<CreateWeb3KeyParams, "token" | "signature">;
} {
  if (!isObject(params)) throw refuseArgument("params must be an object.");
  const { signMessage, ...settings } = params;
  if (typeof signMessage !== "function") throw refuseArgument("signMessage must be a function.");
  for (const name of ["token", "signature"]) {
    if (name in settings) throw refuseArgument(`params has no member "${name}": createWeb3Key takes one.`);
  }
  // What is wrong shows before a wallet is asked for a signature.
  writeWeb3({ ...settings, token: "-", signature: "-" });
  return { signMessage, settings };
}

async function sign(calls: MintCalls, signMessage: MintWeb3KeyParams["signMessage"], token: string): Promise<string> {
  let signature: unknown;
  try {
    signature = await untilAborted(signMessage(token), calls.signal);
  } catch {
    await calls.checkpoint();
    // What a wallet throws may quote what it was to sign, so nothing of it is kept.
    throw refuse(service, "signMessage failed; no key was asked for.", "signing_failed");
  }
  if (typeof signature === "string" && /^0x[\da-f]+$/i.test(signature)) return signature;
  const message = "signMessage must give the signature as hex digits with 0x in front; no key was asked for.";
  throw refuse(service, message, "signing_failed");
}
