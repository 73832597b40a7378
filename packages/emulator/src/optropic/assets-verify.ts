import { assetAnswer, findAsset } from "./assets.ts";
import { type Call, type Context, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import type { Asset } from "./records.ts";
import { isSealed } from "./seal.ts";
import { usageOn } from "./usage.ts";
import { queueDeliveries } from "./webhook-deliveries.ts";

/** What a verification finds, as it is sent; the filter's age is `null` because none was asked. */
export interface Verification {
  readonly signature_valid: boolean;
  readonly revocation_status: "clear" | "revoked";
  readonly filter_age_seconds: null;
  readonly verified_at: string;
  readonly verification_mode: "online";
}

/** Revokes an asset; a second time changes nothing and keeps the first reason. */
export function revokeAsset(call: Call): object {
  const fields = new Fields(call.body);
  const reason = fields.text("reason");
  const asset = findAsset(call, call.id);
  fields.check();
  revoke(call, asset, reason);
  return assetAnswer(asset);
}

/** Checks an asset's seal and whether it is revoked. */
export async function verifyAsset(call: Call): Promise<Verification> {
  return await verify(call, findAsset(call, call.id));
}

/** Revokes an asset unless it is revoked. */
export function revoke(context: Context, asset: Asset, reason: string): void {
  if (asset.status === "revoked") return;
  const time = isoTime(context.now);
  asset.status = "revoked";
  asset.revoked_at = time;
  asset.updated_at = time;
  asset.revocation_reason = reason;
  queueDeliveries(context, "asset.revoked");
}

/** Verifies an asset and counts that as used. */
export async function verify(context: Context, asset: Asset): Promise<Verification> {
  usageOn(context.tenant, context.now).verifications += 1;
  queueDeliveries(context, "asset.verified");
  return {
    signature_valid: await isSealed(asset),
    revocation_status: asset.status === "revoked" ? "revoked" : "clear",
    filter_age_seconds: null,
    verified_at: isoTime(context.now),
    verification_mode: "online",
  };
}
