import type { ApiKeyType } from "./api-key.ts";
import type { ApiKeySettings } from "./api-key-params.ts";

/** What a wallet has to sign, and until when. */
export interface Web3Token {
  /** The text to sign as it is (EIP-191, `personal_sign`). Sensitive until it expires. */
  token: string;
  /** When the service stops taking it, some 15 minutes after it was made; absent where the token does not say. */
  expiresAt?: Date;
}

/** What can be said of a key that a wallet asks for. */
export interface Web3KeySettings extends ApiKeySettings {
  /** The wallet's EVM address on Base. */
  address: string;
  apiKeyType: ApiKeyType;
  /** The service takes at most 64 characters. @defaultValue "Web3 API Key" */
  description?: string | undefined;
  /** As at `create`. @defaultValue never */
  expiresAt?: string | Date | undefined;
}

/** A key to be made for a wallet that has signed. */
export interface CreateWeb3KeyParams extends Web3KeySettings {
  /** Of `getWeb3Token`, unchanged. */
  token: string;
  /** The wallet's signature over the text of the token, in hex with `0x`. Of any length. */
  signature: string;
}

/** A key to be made with a wallet. */
export interface MintWeb3KeyParams extends Web3KeySettings {
  /**
   * Signs a text by EIP-191 (`personal_sign`) and gives the signature in hex with `0x`: the `signMessage` of an ethers
   * wallet, or of viem by `(message) => account.signMessage({ message })`. No private key is taken anywhere here.
   */
  signMessage: (message: string) => string | Promise<string>;
}
