import type { VeniceAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { askAsHolder } from "./steps/venice-ask.ts";
import { mintCappedKey, type VeniceKey } from "./steps/venice-mint.ts";

/** Makes the customer's key at Venice and gives it, for the chapters after this one. */
export async function tellVenice(desk: Desk<VeniceAccess>): Promise<VeniceKey> {
  const customer = `key-desk-${Date.now().toString(36)}`;
  const key = await desk.tell(mintCappedKey, customer);
  await desk.tell(askAsHolder, key);
  return key;
}
