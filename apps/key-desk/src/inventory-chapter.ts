import type { WholeAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { findAll } from "./steps/inventory-take.ts";

/** Takes an inventory of all credentials while those of the story exist. */
export async function tellInventory(desk: Desk<WholeAccess>): Promise<void> {
  await desk.tell(findAll, undefined);
}
