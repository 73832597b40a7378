import { type Bytes, fromHex, toHex } from "./bytes.ts";

/** The public half of the key pair that signs everything here, in hex: the first one of RFC 8032, section 7.1. */
export const signingPublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/** The number that the revocation filter gives the key pair. */
export const signingKeyNumber = 1;

/** The name that seals and exports give the key pair. */
export const signingKeyId = "sig_1";

/** The algorithm as seals and exports name it. */
export const signingAlgorithm = "ed25519";

// A published pair: nothing that it signs may be trusted anywhere else. The prefix is PKCS #8 (RFC 8410).
const privateKey = "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

/** Signs with Ed25519, in hex. */
export async function signHex(message: Bytes): Promise<string> {
  return toHex(await sign(message));
}

/** Signs with Ed25519: 64 bytes. */
export async function sign(message: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", bytesOf(privateKey), "Ed25519", false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));
}

/** Checks an Ed25519 signature; anything that is not a usable key or signature in hex does not fit. */
export async function isSignedBy(publicKey: string, signature: string, message: Bytes): Promise<boolean> {
  const [keyBytes, signatureBytes] = [fromHex(publicKey), fromHex(signature)];
  if (keyBytes?.byteLength !== 32 || signatureBytes?.byteLength !== 64) return false;
  try {
    const key = await crypto.subtle.importKey("raw", keyBytes, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signatureBytes, message);
  } catch {
    // Some platforms refuse 32 bytes that are no point of the curve.
    return false;
  }
}

function bytesOf(hex: string): Bytes {
  return fromHex(hex) ?? new Uint8Array();
}
