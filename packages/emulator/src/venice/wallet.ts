import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

const signatureBytes = 65;
const addressBytes = 20;

/** What came of a look at a wallet's signature; only a chain could tell about the signature of a contract. */
export type SignatureVerdict = "genuine" | "mismatch" | "contract";

/** What a wallet is said to have signed. */
export interface SignedMessage {
  readonly address: string;
  readonly message: string;
  readonly signature: string;
}

/** Tells whether a text is an EVM address; its checksum (ERC-55) is not looked at. */
export function isAddress(text: string): boolean {
  return /^0x[0-9a-f]{40}$/i.test(text);
}

/** Tells whether a wallet has signed a message as EIP-191 says (`personal_sign`). */
export function checkSignature({ address, message, signature }: SignedMessage): SignatureVerdict {
  if (!/^0x(?:[0-9a-f]{2})+$/i.test(signature)) return "mismatch";
  const bytes = hexToBytes(signature.slice(2));
  if (bytes.length !== signatureBytes) return bytes.length > signatureBytes ? "contract" : "mismatch";
  return recoverAddress(bytes, message) === address.toLowerCase() ? "genuine" : "mismatch";
}

/** The digest that `personal_sign` signs: Keccak-256 over the message with its prefix and its length in bytes. */
export function digestOf(message: string): Uint8Array {
  const bytes = utf8ToBytes(message);
  return keccak_256(concatBytes(utf8ToBytes(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes));
}

function recoverAddress(signature: Uint8Array, message: string): string | undefined {
  const [v = 0] = signature.subarray(signatureBytes - 1);
  try {
    const publicKey = secp256k1.Signature.fromBytes(signature.subarray(0, signatureBytes - 1))
      // Some wallets count from 27, some from 0.
      .addRecoveryBit(v >= 27 ? v - 27 : v)
      .recoverPublicKey(digestOf(message))
      .toBytes(false);
    return `0x${bytesToHex(keccak_256(publicKey.subarray(1)).subarray(-addressBytes))}`;
  } catch {
    // No key can have made such numbers.
    return undefined;
  }
}
