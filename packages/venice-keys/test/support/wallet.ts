import { addr, eip191Signer } from "micro-eth-signer";

/** Makes the `signMessage` of a wallet (EIP-191, `personal_sign`) from a private key in hex with `0x`. */
export function walletOf(privateKey: string): (message: string) => Promise<string> {
  // Without extra entropy the signature of a text is always the same.
  return async (message) => await Promise.resolve(eip191Signer.sign(message, privateKey, false));
}

/** Gives the address of a wallet. */
export function addressOf(privateKey: string): string {
  return addr.fromPrivateKey(privateKey);
}
