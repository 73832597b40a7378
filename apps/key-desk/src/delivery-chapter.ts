import type { DeliveryAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { rollBackRotation } from "./steps/delivery-roll-back.ts";
import { rotateKey } from "./steps/delivery-rotate.ts";
import { type Delivery, runWithKey } from "./steps/delivery-run.ts";

/** Brings the stored key to the customer's program, and replaces it there. */
export async function tellDelivery(desk: Desk<DeliveryAccess>, delivery: Delivery): Promise<void> {
  await desk.tell(runWithKey, delivery);
  await desk.tell(rollBackRotation, delivery);
  await desk.tell(rotateKey, delivery);
}
