import { type Bytes, utf8 } from "./bytes.ts";
import type { Asset, Seal } from "./records.ts";
import { isSignedBy, signHex, signingAlgorithm, signingKeyId, signingPublicKey } from "./signer.ts";

type SealedFacts = Pick<Asset, "id" | "created_at">;

/** Signs what never changes about an asset. */
export async function sealAsset(facts: SealedFacts): Promise<Seal> {
  return {
    signature: await signHex(sealedText(facts)),
    public_key_hex: signingPublicKey,
    key_id: signingKeyId,
    signed_at: facts.created_at,
    algorithm: signingAlgorithm,
  };
}

/** Checks an asset's seal. */
export async function isSealed(asset: Asset): Promise<boolean> {
  return await isSignedBy(asset.seal.public_key_hex, asset.seal.signature, sealedText(asset));
}

function sealedText({ id, created_at }: SealedFacts): Bytes {
  return utf8(`${id}.${created_at}`);
}
