import type { UnkeyAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { listKeys } from "./steps/unkey-list.ts";
import { mintKey } from "./steps/unkey-mint.ts";
import { mintManyKeys } from "./steps/unkey-mint-many.ts";
import { surviveOutage } from "./steps/unkey-outage.ts";
import { createPlace } from "./steps/unkey-place.ts";
import { rerollKey } from "./steps/unkey-reroll.ts";
import { revokeKey } from "./steps/unkey-revoke.ts";
import { useKeyUp } from "./steps/unkey-use-up.ts";
import { verifyKey } from "./steps/unkey-verify.ts";

/** Follows one Unkey key from its first day to its last. */
export async function tellUnkey(desk: Desk<UnkeyAccess>): Promise<void> {
  const name = `key-desk-${Date.now().toString(36)}`;
  const place = await desk.tell(createPlace, name);
  const key = await desk.tell(mintKey, place);
  await desk.tell(verifyKey, key);
  await desk.tell(useKeyUp, key);
  await desk.tell(surviveOutage, key);
  const successor = await desk.tell(rerollKey, key);
  const others = await desk.tell(mintManyKeys, place);
  await desk.tell(listKeys, { place, keyIds: [key.keyId, successor.keyId, ...others] });
  await desk.tell(revokeKey, successor);
}
