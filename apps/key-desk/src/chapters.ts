import { randomUUID } from "node:crypto";
import { tellAuthPI } from "./authpi-chapter.ts";
import { tellDelivery } from "./delivery-chapter.ts";
import type { Chapter, Stage } from "./desk.ts";
import { tellInventory } from "./inventory-chapter.ts";
import { tellOptropic } from "./optropic-chapter.ts";
import { tellUnkey } from "./unkey-chapter.ts";
import { tellVenice } from "./venice-chapter.ts";
import { tellXtra } from "./xtra-chapter.ts";

/** All chapters in the order of the story; three of them hand one key on, so they are told together. */
export const chapters: readonly Chapter[] = [
  async (stage) => await stage.tell("Unkey", stage.services.unkey, tellUnkey),
  async (stage) => await stage.tell("AuthPI", stage.services.authpi, tellAuthPI),
  async (stage) => await stage.tell("Optropic", stage.services.optropic, tellOptropic),
  tellWayOfKey,
  async (stage) => await stage.tell("Inventory", { services: stage.services }, tellInventory),
];

/** Makes a key at Venice, stores it in XtraSecurity, and brings it from there to the program that uses it. */
async function tellWayOfKey(stage: Stage): Promise<void> {
  const { venice, xtra } = stage.services;
  const key = await stage.tell("Venice", venice, tellVenice);
  // A chapter that is told alone has nothing to store but a text of its own.
  const secret = key?.secret ?? `made-up_${randomUUID()}`;
  const storage = await stage.tell("XtraSecurity", xtra, async (desk) => await tellXtra(desk, secret));
  if (venice === undefined || xtra === undefined || key === undefined || storage === undefined) {
    const missing = [...(venice ? [] : ["Venice"]), ...(xtra ? [] : ["XtraSecurity"])];
    return await stage.skip("Delivery", `no access to ${missing.join(" and ")} was given`);
  }
  await stage.tell("Delivery", { venice, xtra }, async (desk) => await tellDelivery(desk, { key, ...storage }));
}
